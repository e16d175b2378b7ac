"""Question 7: How do LSTMs solve the vanishing gradient problem?"""
