"""Question 36: Explain LSTM applications in speech recognition."""
