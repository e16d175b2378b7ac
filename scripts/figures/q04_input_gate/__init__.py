"""Question 4: Describe the input gate mechanism in LSTM."""
