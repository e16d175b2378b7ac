"""Question 10: What are the advantages of LSTM over vanilla RNN?"""
