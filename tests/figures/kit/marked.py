"""What a panel of `kit.updates` shows: tests compare it with the updates that were plotted."""

from matplotlib.axes import Axes
from numpy.testing import assert_array_equal

from scripts.figures.kit.updates import Lags


def rows_of(panel: Axes) -> list[str]:
    """The names of the rows from the lowest up, as the first panel writes them."""
    return [label.get_text() for label in panel.get_yticklabels()]


def expect_marks(panel: Axes, rows: list[str], plotted: dict, names: dict[str, str], lags: Lags, limit: float) -> None:
    """Each "name lag" of `plotted` has a mark per seed in the row of its name; only the unsolved lie beyond the line.

    `names` has by name what its row is called; `limit` is the most updates of a training.
    """
    ((beyond, _),) = {tuple(line.get_xdata()) for line in panel.lines if line.get_linestyle() == "-"}
    assert beyond > limit
    drawn = [line for line in panel.lines if line.get_linestyle() == "None" and len(line.get_xdata())]
    for (key, updates), line in zip(plotted.items(), drawn, strict=True):
        name, lag = key.split()
        marker, aside = lags[lag]
        solved = updates < float("inf")
        assert line.get_marker() == marker
        assert (abs(line.get_ydata() - aside - rows.index(names[name])) < 0.1).all(), key
        assert_array_equal(line.get_xdata()[solved], updates[solved])
        assert ((line.get_xdata() > beyond) == ~solved).all(), key
