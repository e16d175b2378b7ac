"""Question 13: Explain stacked/deep LSTM architectures."""
