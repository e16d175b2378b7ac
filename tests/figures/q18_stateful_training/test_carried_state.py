"""The claim of carried_state, on the arrays that it draws."""

import numpy as np
import pytest
from matplotlib.patches import Rectangle

from scripts.figures.q18_stateful_training import carried_state
from scripts.figures.q18_stateful_training.carried_state import LETTERS, B, K, arrays, draw
from tests.figures.says import says


@pytest.fixture(scope="module")
def drawn():
    return arrays()


@says(
    carried_state,
    "The alphabet in four rows of six letters, cut after the third: batch 1 and batch 2.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_every_row_is_contiguous_and_cut_after_the_third_letter(drawn, narrow):
    assert ["".join(row) for row in drawn["letters"].T] == ["abcdef", "ghijkl", "mnopqr", "stuvwx"]
    axes = draw(narrow).axes[0]
    at = {text.get_text(): text.get_position() for text in axes.texts}
    ((cut, _),) = [line.get_xdata() for line in axes.lines]
    for step, row in np.ndindex(6, 4):
        assert (at[drawn["letters"][step, row]][0] < cut) == (step < 3)
        assert at[drawn["letters"][step, row]][1] == at[drawn["letters"][0, row]][1]
    assert at["batch 1"][0] < cut < at["batch 2"][0]


@says(
    carried_state,
    "Only the letters of batch 2 are tinted: a loss there sends no gradient back over the cut.",
    "Tinted: letters that get a gradient from a loss in batch 2.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_no_gradient_crosses_the_cut(drawn, narrow):
    assert (drawn["gradients"][:K] == 0).all()
    assert (drawn["gradients"][K:] > 0).all()
    axes = draw(narrow).axes[0]
    letters = {text.get_position(): text.get_text() for text in axes.texts if text.get_text() in LETTERS}
    tinted = [patch for patch in axes.patches if isinstance(patch, Rectangle) and patch.get_facecolor()[3] > 0]
    named = {letters[tuple(patch.get_center())] for patch in tinted}
    assert named == set(drawn["letters"][drawn["gradients"] > 0].tolist())


@says(
    carried_state,
    "In every row an arrow carries h and c across the cut into the same row.",
    "Follow one row across the cut: the values of $h$ and $c$ go on into the same row.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_the_values_of_every_letter_do(drawn, narrow):
    assert (drawn["values"] > 0).all()
    axes = draw(narrow).axes[0]
    ((cut, _),) = [line.get_xdata() for line in axes.lines]
    arrows = [(note.xyann, note.xy) for note in axes.texts if getattr(note, "arrow_patch", None)]
    rows = {text.get_position()[1] for text in axes.texts if text.get_text() in LETTERS}
    assert len(arrows) == len(rows) == B
    for (begin, y), (end, there) in arrows:
        assert begin < cut < end
        assert y == there
    assert {y for (_, y), _ in arrows} == rows
