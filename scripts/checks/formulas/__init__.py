"""Formulas on pages."""
