"""Question 9: Explain the LSTM backward pass and gradient computation."""
