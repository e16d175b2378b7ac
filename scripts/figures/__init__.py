"""One module a figure, one figure a claim: drawn from the reference code or from measured data, never sketched."""
