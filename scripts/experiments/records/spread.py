"""What a number becomes when it is measured with several seeds: its mean, its standard deviation, and every value."""

from collections.abc import Sequence
from statistics import fmean, stdev
from typing import Any


def rounded(value: float, digits: int = 5) -> float:
    """`value` to `digits` significant digits: more would record the noise of one machine's last bits."""
    return float(f"{value:.{digits}g}")


def spread(values: Sequence[float]) -> dict[str, float | list[float]]:
    """The leaf {"mean", "sd", "values"}; sd is the sample standard deviation (n - 1), values stand in the seeds' order.

    Mean and sd are those of the rounded values, so that a reader can work them out again from the file.

    Raises:
        ValueError: fewer than two values; one run has no spread.
    """
    if len(values) < 2:
        raise ValueError(f"{len(values)} value has no spread, expected one a seed and at least 2 seeds")
    kept = [rounded(float(value)) for value in values]
    return {"mean": rounded(fmean(kept)), "sd": rounded(stdev(kept)), "values": kept}


def spreads(runs: Sequence[Any]) -> Any:
    """A `spread` for each number that every run has, at the same place: runs are numbers, or nested dictionaries."""
    if not isinstance(runs[0], dict):
        return spread(runs)
    return {key: spreads([run[key] for run in runs]) for key in runs[0]}
