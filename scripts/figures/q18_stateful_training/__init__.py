"""Question 18: What is stateful vs stateless LSTM training?"""
