"""Equations on pages, read and compared with runs of the reference code."""
