"""Question 12: What are bidirectional LSTMs and their benefits?"""
