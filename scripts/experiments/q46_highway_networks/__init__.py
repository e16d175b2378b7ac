"""Question 46: What are highway networks and their relation to LSTMs?"""
