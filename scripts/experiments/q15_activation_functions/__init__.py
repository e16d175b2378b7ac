"""Question 15: What is the role of activation functions in LSTM gates?"""
