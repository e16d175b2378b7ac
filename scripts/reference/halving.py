"""What a search for hyperparameters costs: random trials, successive halving and the brackets of Hyperband.

Counts only; nothing is trained. A budget is in units of training, such as epochs.
"""

from typing import NamedTuple


class Round(NamedTuple):
    """One round of successive halving: so many configurations, each trained up to so many units."""

    configurations: int
    units: int


def hit(best: float, trials: int) -> float:
    """The chance that one of n independent random trials is among the best share p: 1 - (1 - p)^n.

    Raises:
        ValueError: the share is not inside (0, 1), or there is no trial.
    """
    if not (0.0 < best < 1.0 and trials >= 1):
        raise ValueError(f"a share of {best} and {trials} trials, expected a share inside (0, 1) and a trial at least")
    return 1.0 - (1.0 - best) ** trials


def bracket(s: int, most: int, eta: int) -> list[Round]:
    """The rounds of Hyperband's bracket s, which begins s cuts before the full budget R = η^S (Li et al. 2018, Alg. 1).

    It starts n = ⌈(S + 1)/(s + 1) · η^s⌉ configurations at R/η^s units; each round keeps the best ⌊n/η^i⌋ and trains
    them η times as long. `most` is R.

    Raises:
        ValueError: R is no power of η, or there is no such bracket.
    """
    cuts = _cuts(most, eta)
    if not 0 <= s <= cuts:
        raise ValueError(f"s is {s}, expected 0 to {cuts}")
    n = -(-(cuts + 1) * eta**s // (s + 1))
    return [Round(n // eta**i, most // eta ** (s - i)) for i in range(s + 1)]


def hyperband(most: int, eta: int) -> list[list[Round]]:
    """All brackets, from the one that cuts soonest to the one that trains all to the end."""
    return [bracket(s, most, eta) for s in range(_cuts(most, eta), -1, -1)]


def cost(rounds: list[Round]) -> int:
    """The units of training that a bracket takes if each survivor is trained anew in each round: Σ n_i · r_i."""
    return sum(round_.configurations * round_.units for round_ in rounds)


def _cuts(most: int, eta: int) -> int:
    """S in R = η^S. Raises ValueError."""
    cuts, reached = 0, 1
    while eta > 1 and reached < most:
        cuts, reached = cuts + 1, reached * eta
    if reached != most:
        raise ValueError(f"R is {most}, expected a power of {eta}")
    return cuts
