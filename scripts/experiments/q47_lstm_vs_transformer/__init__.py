"""Question 47: How do LSTMs compare to Transformer attention models?"""
