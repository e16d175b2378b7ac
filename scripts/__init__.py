"""The guide's own code, in the order in which it builds up: reference, experiments, figures, site, checks, bench."""
