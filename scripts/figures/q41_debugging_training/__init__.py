"""Question 41: How do you debug LSTM training convergence issues?"""
