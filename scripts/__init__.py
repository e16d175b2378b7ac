"""The guide's own code: `reference`, `experiments`, `figures`, `site` and `checks`, in the order in which they build on each other."""
