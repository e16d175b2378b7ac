"""Question 5: Explain the output gate and hidden state computation."""
