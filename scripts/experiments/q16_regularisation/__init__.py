"""Question 16: Describe LSTM regularization techniques (dropout, recurrent dropout)."""
