"""Question 49: What are recent advances and improvements to LSTM?"""
