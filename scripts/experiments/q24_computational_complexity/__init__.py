"""Question 24: Explain the computational complexity of LSTM training."""
