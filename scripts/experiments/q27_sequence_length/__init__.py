"""Question 27: Describe LSTM performance on different sequence lengths."""
