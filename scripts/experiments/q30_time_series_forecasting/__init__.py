"""Question 30: Explain LSTM applications in time series forecasting."""
