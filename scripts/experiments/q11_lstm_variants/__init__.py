"""Question 11: Describe different LSTM variants (peephole, coupled gates)."""
