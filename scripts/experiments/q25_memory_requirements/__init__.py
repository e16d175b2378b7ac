"""Question 25: What are the memory requirements for LSTM models?"""
