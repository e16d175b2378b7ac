"""Code: on pages, and of the project."""
