"""Question 8: Derive the LSTM forward pass equations."""
