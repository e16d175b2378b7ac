"""Question 6: What is the cell state and how does it flow through LSTM?"""
