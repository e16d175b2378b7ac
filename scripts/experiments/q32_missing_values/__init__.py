"""Question 32: How do you handle missing values in LSTM input sequences?"""
