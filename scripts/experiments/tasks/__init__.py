"""What is learned: each module draws one task, or loads one set of data."""
