"""What an LSTM is: NumPy, float64, one small module per idea, each proved against code this project did not write."""
