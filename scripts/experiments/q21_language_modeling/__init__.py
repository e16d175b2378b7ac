"""Question 21: Describe LSTM applications in language modeling."""
