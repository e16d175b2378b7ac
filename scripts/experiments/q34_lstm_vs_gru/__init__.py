"""Question 34: What is the difference between LSTM and GRU?"""
