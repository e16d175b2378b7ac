"""Question 48: Explain LSTM applications in reinforcement learning."""
