"""Question 33: Describe LSTM-based autoencoders for sequence learning."""
