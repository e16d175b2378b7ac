"""Question 44: How do you implement online learning with LSTMs?"""
