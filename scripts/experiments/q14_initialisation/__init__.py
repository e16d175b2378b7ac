"""Question 14: How do you initialize LSTM weights and biases?"""
