"""Question 42: Explain LSTM applications in anomaly detection."""
