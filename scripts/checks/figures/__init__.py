"""Figures, their modules and their texts."""
