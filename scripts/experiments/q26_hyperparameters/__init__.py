"""Question 26: How do you optimize LSTM hyperparameters?"""
