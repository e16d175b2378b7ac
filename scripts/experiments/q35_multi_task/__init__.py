"""Question 35: How do you implement multi-task learning with LSTMs?"""
