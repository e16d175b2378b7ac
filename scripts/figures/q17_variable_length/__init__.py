"""Question 17: How do you handle variable-length sequences in LSTM?"""
