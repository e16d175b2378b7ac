"""How long a forget gate keeps a value: what is left of c after n steps at gate f is f^n (with the input gate shut)."""

from math import isfinite, log


def half_life(f: float) -> float:
    """Steps after which half is left: n = ln(1/2) / ln f, from f^n = 1/2.

    Raises:
        ValueError: f is not inside (0, 1). At 1 nothing is ever lost, at 0 everything is at once.
    """
    if not 0.0 < f < 1.0:
        raise ValueError(f"f is {f}, expected a gate inside (0, 1)")
    return log(0.5) / log(f)


def gate_for_half_life(n: float) -> float:
    """The gate that leaves half after n steps: f = 2^(-1/n). Raises ValueError unless n is positive and finite."""
    if not (isfinite(n) and n > 0.0):
        raise ValueError(f"n is {n}, expected a positive number of steps")
    return 0.5 ** (1.0 / n)


def forget_bias_for_half_life(n: float) -> float:
    """The forget bias whose gate σ(b_f), with nothing else in the pre-activation, leaves half after n steps.

    b_f = ln(f / (1 - f)), the inverse of σ, at f = 2^(-1/n). Raises ValueError unless n is positive and finite.
    """
    f = gate_for_half_life(n)
    return log(f / (1.0 - f))
