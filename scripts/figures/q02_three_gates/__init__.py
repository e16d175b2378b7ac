"""Question 2: What are the three gates in LSTM and their functions?"""
