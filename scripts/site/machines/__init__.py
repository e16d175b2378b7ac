"""What a page says to machines: to browsers what they may run, to crawlers, feed readers and models what is here."""
