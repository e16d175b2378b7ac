"""Question 29: How do you implement beam search with LSTM decoders?"""
