"""The words: spelling, names, style."""
