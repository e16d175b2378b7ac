"""Question 45: Describe LSTM ensemble methods and voting."""
