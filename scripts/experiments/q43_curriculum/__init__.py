"""Question 43: What is curriculum learning for LSTM training?"""
