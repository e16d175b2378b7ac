"""A sentence through the cell: what the figure says, on the arrays that are plotted."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from scripts.figures.q08_forward_pass import forward_sentence
from scripts.reference import lstm
from tests.figures.says import says

KEYS, CABINET, ARE = 1, 5, 6


@pytest.fixture
def runs():
    return forward_sentence.arrays()


def test_the_words_stand_where_the_figure_says():
    words = forward_sentence.WORDS
    assert (words[KEYS], words[CABINET], words[ARE]) == ("keys", "cabinet", "are")


GATES_SAID = (
    "Gates of one unit over 'The keys to the old cabinet are': the input gate opens at keys and stays shut at "
    "cabinet, the output gate opens at the verb."
)


@says(forward_sentence, GATES_SAID)
@pytest.mark.parametrize("narrow", [False, True])
def test_each_strip_has_its_gate_over_the_words(runs, narrow):
    strips = forward_sentence.draw(narrow).axes
    for axes, gate in zip(strips, "ifo", strict=False):
        assert axes.get_ylabel() == f"${gate}_t$"
        assert_array_equal([bar.get_height() for bar in axes.patches], runs["plural"][gate])
    words = [label.get_text() for label in strips[-1].get_xticklabels()]
    assert f"over '{' '.join(words)}':" in forward_sentence.ALT


@says(forward_sentence, GATES_SAID)
def test_the_input_gate_opens_at_the_subject_and_stays_shut_at_the_other_noun(runs):
    gate = runs["plural"]["i"]
    assert gate[KEYS] > 0.95
    assert np.delete(gate, KEYS).max() < 0.05


@says(forward_sentence, GATES_SAID)
def test_the_output_gate_opens_at_the_verb_alone(runs):
    gate = runs["plural"]["o"]
    assert gate[ARE] > 0.95
    assert np.delete(gate, ARE).max() < 0.05


@says(forward_sentence, "The cell state holds the number all the way; without U, cabinet erases it.")
def test_the_cell_state_is_held_and_shown_at_the_verb(runs):
    c, h = runs["plural"]["c"], runs["plural"]["h"]
    assert c[KEYS:].min() > max(0.9, 0.95 * c[KEYS])
    assert abs(h[:ARE]).max() < 0.02 < 0.7 < h[ARE]


@says(forward_sentence, "Solid: keys, cabinet, are.", "Hollow: key, cabinets, is, with the same gates.")
@pytest.mark.parametrize("narrow", [False, True])
def test_solid_bars_are_the_plural_subject_and_hollow_ones_the_singular(runs, narrow):
    words = forward_sentence.WORDS
    assert (words[KEYS], words[CABINET], words[ARE]) == ("keys", "cabinet", "are")
    for run, signs in (("plural", [1, -1]), ("singular", [-1, 1])):
        assert_array_equal(np.sign(runs[run]["g"][[KEYS, CABINET]]), signs)
    for gate in "ifo":
        assert_allclose(runs["plural"][gate], runs["singular"][gate])
    for axes, state in zip(forward_sentence.draw(narrow).axes[3:], "ch", strict=True):
        solid, hollow = axes.containers
        assert_array_equal([bar.get_height() for bar in solid], runs["plural"][state])
        assert_array_equal([bar.get_height() for bar in hollow], runs["singular"][state])
        assert all(bar.get_fill() for bar in solid)
        assert not any(bar.get_fill() for bar in hollow)


def test_the_other_sentence_has_the_same_gates_and_the_opposite_state(runs):
    plural, singular = runs["plural"], runs["singular"]
    for gate in "ifo":
        np.testing.assert_allclose(plural[gate], singular[gate])
    np.testing.assert_allclose(plural["c"], -singular["c"])
    np.testing.assert_allclose(plural["h"], -singular["h"])


@says(
    forward_sentence,
    "The cell state holds the number all the way; without U, cabinet erases it.",
    "Crosses: without $U$ the second noun cancels the number.",
)
def test_without_the_recurrent_weights_the_other_noun_erases_the_number(runs):
    assert not forward_sentence.cell(recurrent=False).U.any()
    for axes, state in zip(forward_sentence.draw().axes[3:], "ch", strict=True):
        for cross in (line for line in axes.lines if line.get_marker() == "x"):
            assert_array_equal(cross.get_xdata(), [CABINET, ARE])
            assert_array_equal(cross.get_ydata(), runs["no U"][state][[CABINET, ARE]])
    assert runs["no U"]["c"][CABINET - 1] > 0.9
    assert abs(runs["no U"]["c"][CABINET]) < 0.05
    assert abs(runs["no U"]["h"][ARE]) < 0.05


@says(forward_sentence, "A two-unit cell with weights set by hand.")
def test_the_cell_has_two_units():
    p = forward_sentence.cell()
    assert lstm.sizes(p) == (3, 2)
    assert_array_equal(p.U.nonzero(), [[0], [1]])
    assert all((array == array.round()).all() for array in p)
