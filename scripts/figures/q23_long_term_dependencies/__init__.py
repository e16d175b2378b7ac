"""Question 23: How do LSTMs handle long-term dependencies?"""
