"""One module per figure, one claim per figure: drawn from the reference code or from measured data, never sketched."""
