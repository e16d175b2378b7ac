"""Question 38: How do you visualize and interpret LSTM hidden states?"""
