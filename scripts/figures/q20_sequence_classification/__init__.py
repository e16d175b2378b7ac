"""Question 20: How do you implement LSTM for sequence classification?"""
