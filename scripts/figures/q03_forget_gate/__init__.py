"""Question 3: How does the forget gate work in LSTM?"""
