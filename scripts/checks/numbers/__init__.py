"""Every printed number is computed."""
