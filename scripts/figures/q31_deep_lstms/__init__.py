"""Question 31: What are the challenges of training very deep LSTMs?"""
