"""Updates until a task was solved: a row for each network, a mark for each seed, one marker for each lag."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from scripts.figures.kit.palette import MUTED, RULE
from scripts.figures.kit.theme import lowest

Lags = Mapping[str, tuple[str, float]]  # by lag: its marker, and how far above the middle of a row it stands
_DOTS = {"ms": 4.5, "mew": 0}


def until_solved(needed: Sequence[int | None]) -> np.ndarray:
    """The updates of each seed as recorded, (S,), infinite where the task was not solved."""
    return np.array([np.inf if n is None else n for n in needed], dtype=float)


def marks(axes: Axes, y: float, updates: np.ndarray, lag: tuple[str, float], color: str, never: float) -> None:
    """Plot the seeds of one lag in the row at `y`, those that did not solve the task at `never`."""
    marker, aside = lag
    apart = np.linspace(-0.05, 0.05, len(updates))
    axes.plot(np.minimum(updates, never), y + aside + apart, marker, color=color, alpha=0.7, **_DOTS)


def frame(axes: Axes, title: str, rows: Sequence[str], limit: float, end: float, ticks: Mapping[int, str]) -> None:
    """Name the panel and its rows, the first on top, and draw the line behind the most updates of a training."""
    axes.axvline(limit * 1.17, color=RULE, lw=1.2)
    axes.set_title(title, fontsize=11)
    axes.set_xscale("log")
    axes.set_xlim(36, end)
    axes.set_xticks(list(ticks), list(ticks.values()))
    axes.minorticks_off()
    axes.set_ylim(-0.55, len(rows) - 0.45)
    axes.set_yticks(range(len(rows)), list(reversed(rows)))


def legend(figure: Figure, panels: np.ndarray, lags: Lags) -> None:
    """Say below the panels which marker is which lag and what they share as x."""
    handles = [
        panels[0, 0].plot([], [], marker, color=MUTED, label=f"lag {lag}", **_DOTS)[0]
        for lag, (marker, _) in lags.items()
    ]
    figure.legend(handles=handles, loc="outside lower left", ncols=len(lags), frameon=False, fontsize=10)
    below = lowest(panels)
    below[len(below) // 2].set_xlabel("updates until solved")
