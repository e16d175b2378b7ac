"""The build: all or nothing, the same bytes from one commit, and what is drawn once for the whole site."""
