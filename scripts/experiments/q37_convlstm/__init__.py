"""Question 37: What are convolutional LSTMs (ConvLSTM)?"""
