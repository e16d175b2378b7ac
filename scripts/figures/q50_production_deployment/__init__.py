"""Question 50: Describe deployment considerations for LSTM models in production."""
