"""The public names of the libraries that pages speak of: functions, classes, attributes and arguments."""
