"""Question 39: Describe techniques for LSTM model compression."""
