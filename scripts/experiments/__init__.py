"""Small real trainings that measure what the pages claim; each writes figures/data/NAME.json."""
