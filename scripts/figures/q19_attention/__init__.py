"""Question 19: Explain attention mechanisms with LSTM encoders."""
