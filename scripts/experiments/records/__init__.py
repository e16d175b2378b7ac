"""What an experiment leaves: its file, its numbers with their spread, and whether it is still that of the code."""
