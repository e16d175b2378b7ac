"""Who learns: layers, ways to start them, and what goes on inside."""
