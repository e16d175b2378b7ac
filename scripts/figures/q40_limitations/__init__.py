"""Question 40: What are the limitations of LSTM architectures?"""
