"""What each library does: plain data, every cell of which a test computes by running the library."""
