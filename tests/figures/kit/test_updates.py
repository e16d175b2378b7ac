"""Updates until solved, as rnn_or_lstm and lstm_starts draw them."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.kit.updates import frame, legend, marks, until_solved

LAGS = {"50": ("o", 0.2), "100": ("s", -0.2)}


def test_what_was_not_solved_is_infinite():
    assert until_solved([75, None, 100]).tolist() == [75.0, np.inf, 100.0]


def test_a_failure_stands_behind_the_line_and_rows_from_the_top():
    figure, panels = kit.small_multiples(1, 2, height=3.0)
    axes = panels[0, 0]
    marks(axes, 1, until_solved([75, None]), LAGS["100"], kit.INK, never=720)
    frame(axes, "panel", ["first", "second"], 500, 2000, {50: "50", 200: ""})
    x, y = axes.lines[0].get_data()
    line = axes.lines[1].get_xdata()[0]
    assert x[0] == 75 < 500 < line < x[1] == 720 < axes.get_xlim()[1]
    assert np.allclose(y, [0.75, 0.85])
    assert [label.get_text() for label in axes.get_yticklabels()] == ["second", "first"]
    legend(figure, panels, LAGS)
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["lag 50", "lag 100"]


@pytest.mark.parametrize(("narrow", "labelled"), [(False, [1]), (True, [2])])
def test_what_the_panels_share_is_said_once_below_them(narrow, labelled):
    figure, panels = kit.small_multiples(1, 3, height=6.0, narrow=narrow)
    legend(figure, panels, LAGS)
    assert [at for at, axes in enumerate(panels.flat) if axes.get_xlabel() == "updates until solved"] == labelled
