"""Question 1: Explain the LSTM architecture and its key components."""
