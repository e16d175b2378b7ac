"""Question 28: What is teacher forcing in LSTM sequence generation?"""
