"""Question 22: What are encoder-decoder LSTM architectures?"""
