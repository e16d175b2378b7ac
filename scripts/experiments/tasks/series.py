"""One long series, cut into three parts in order of time: what every task of forecasting and of monitoring returns.

What is forecast lies wholly in one part, and what it is forecast from lies before it, so nothing that is learned, tuned
or scaled on an earlier part has seen a later one.
"""

from typing import NamedTuple

import torch


class Series(NamedTuple):
    """T steps of D values, a mask, and the steps at which the second and the third part begin."""

    x: torch.Tensor  # (T, D)     float32; in a gap the last value seen before it
    seen: torch.Tensor  # (T, D)  bool; False in a gap
    validation: int  # the training part is 0 … validation - 1
    test: int  # the validation part is validation … test - 1, the test part the rest

    @property
    def parts(self) -> dict[str, range]:
        """The steps of "train", "validation" and "test"."""
        bounds = (0, self.validation, self.test, len(self.x))
        return {name: range(*bounds[i : i + 2]) for i, name in enumerate(("train", "validation", "test"))}


class Windows(NamedTuple):
    """N forecasts: what is known at each origin, and what comes."""

    x: torch.Tensor  # (context, N, D)       the steps before the origin
    seen: torch.Tensor  # (context, N, D)    bool
    y: torch.Tensor  # (horizon, N, D)       the steps from the origin on
    y_seen: torch.Tensor  # (horizon, N, D)  bool: score nothing where it is False
    origins: torch.Tensor  # (N,)            the first step of each forecast


def filled(values: torch.Tensor, validation: int, test: int) -> Series:
    """A series from values (T, D) in which NaN marks a gap; a ValueError says that it begins with one.

    A gap is filled with the last value before it, never with one from behind it: at that time nobody knew it.
    """
    seen = ~values.isnan()
    if not seen[0].all():
        raise ValueError("the series begins with a gap, so there is no value to fill it with: cut it off")
    steps = torch.arange(len(values))[:, None].expand_as(values)
    last = torch.where(seen, steps, 0).cummax(0).values
    return Series(values.gather(0, last).float(), seen, validation, test)


def standardised(series: Series) -> Series:
    """Each dimension with mean 0 and standard deviation 1 over what was seen of the training part."""
    known = [series.x[: series.validation, d][series.seen[: series.validation, d]] for d in range(series.x.shape[1])]
    mean, deviation = (torch.stack([getattr(values, name)() for values in known]) for name in ("mean", "std"))
    return series._replace(x=(series.x - mean) / deviation)


def windows(series: Series, part: str, context: int, horizon: int, stride: int = 1) -> Windows:
    """Every `stride`-th origin of a part ("train", "validation", "test") at which `horizon` steps of it are left.

    The context reaches back into earlier parts, as it may when a forecast is made. A ValueError says that the part is
    too short.
    """
    steps = series.parts[part]
    origins = torch.arange(max(steps.start, context), steps.stop - horizon + 1, stride)
    if not len(origins):
        raise ValueError(
            f"{part} has {len(steps)} steps, too few for a context of {context} and a horizon of {horizon}"
        )
    before = origins + torch.arange(-context, 0)[:, None]
    after = origins + torch.arange(horizon)[:, None]
    return Windows(series.x[before], series.seen[before], series.x[after], series.seen[after], origins)
