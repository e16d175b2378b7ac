"""The claim of lstm_starts, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q14_initialisation import lstm_starts
from scripts.reference.activations import sigmoid
from tests.figures.kit.marked import expect_marks, rows_of
from tests.figures.says import says

LARGER = (
    "Bias 3 and 5 mostly do over 50 and 100; over 200 only bias 5 does, with PyTorch's matrices, in two seeds of three."
)


@pytest.fixture(scope="module")
def plotted():
    return lstm_starts.arrays()


def solved(plotted: dict, matrices: str, bias: str, lag: int) -> int:
    """Seeds that hold the symbol; a lag that was not tried counts as none."""
    return int(np.isfinite(plotted[matrices].get(f"{bias} {lag}", np.array([]))).sum())


@says(
    lstm_starts,
    "With chrono every seed holds it over 50, 100 and 200 steps, whichever the matrices.",
)
def test_with_chrono_biases_every_seed_holds_every_lag(plotted):
    counts = {solved(plotted, m, "chrono", lag) for m in lstm_starts.MATRICES for lag in (50, 100, 200)}
    assert counts == {3} == {len(kit.settings("lstm_starts").seeds)}
    assert set(lstm_starts.MATRICES) == {"pytorch", "keras", "blocks"}
    assert "every seed holds it over 50, 100 and 200 steps" in lstm_starts.ALT


@says(lstm_starts, "With forget bias −1, 0 or 1 no seed does over 50.")
@pytest.mark.parametrize("bias", ["bias_-1", "bias_0", "bias_1"])
def test_up_to_bias_one_no_seed_holds_it_over_fifty(plotted, bias):
    assert kit.settings("lstm_starts").biases[bias].b_f == float(bias.removeprefix("bias_"))
    assert any(f"{bias} 50" in rows for rows in plotted.values())
    assert not any(solved(plotted, m, bias, 50) for m in lstm_starts.MATRICES)


@says(lstm_starts, LARGER)
def test_larger_biases_mostly_do_over_fifty_and_a_hundred(plotted):
    larger = [(m, bias) for m in plotted for bias in ("bias_3", "bias_5") if bias in plotted[m]]
    for lag in (50, 100):
        assert sum(solved(plotted, m, bias, lag) for m, bias in larger) > 0.6 * 3 * len(larger)
    assert all(kit.settings("lstm_starts").biases[bias].b_f == float(bias[-1]) for _, bias in larger)
    over_200 = {(m, bias): solved(plotted, m, bias, 200) for m, bias in larger if solved(plotted, m, bias, 200)}
    assert over_200 == {("pytorch", "bias_5"): 2}


def test_chrono_starts_below_one_and_the_large_biases_above(plotted):
    for rows in plotted.values():
        assert (rows["chrono"] < 1).all()
        assert (rows["bias_3"] > 1).all()


def test_nothing_that_was_solved_is_drawn_right_of_the_line(plotted):
    limit = kit.settings("lstm_starts").updates
    for rows in plotted.values():
        for key, updates in rows.items():
            assert " " not in key or (updates[np.isfinite(updates)] <= limit).all()
    assert limit < lstm_starts.NEVER


@says(lstm_starts, "Longer lags are tried only where some seed solved the shorter.")
def test_longer_lags_are_tried_only_where_some_seed_solved_the_shorter(plotted):
    lags = kit.settings("lstm_starts").lags
    for matrices, rows in plotted.items():
        for bias in (key for key in rows if " " not in key):
            tried = [lag for lag in lags if f"{bias} {lag}" in rows]
            assert tried == lags[: len(tried)] != []
            assert all(solved(plotted, matrices, bias, lag) for lag in tried[:-1])
            assert tried == lags or not solved(plotted, matrices, bias, tried[-1])


@says(
    lstm_starts,
    "Updates, 500 at most, until a symbol is held.",
    "Updates until the symbol is held; right of the line: never.",
    "Each mark is one seed.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_each_mark_is_a_seed_in_the_row_of_its_bias(plotted, narrow):
    panels, limit = lstm_starts.draw(narrow).axes, kit.settings("lstm_starts").updates
    assert limit == 500
    for panel, (matrices, title) in zip(panels, lstm_starts.MATRICES.items(), strict=True):
        assert panel.get_title(loc="left") == title
        updates = {key: values for key, values in plotted[matrices].items() if " " in key}
        expect_marks(panel, rows_of(panels[0]), updates, lstm_starts.BIASES, lstm_starts.LAGS, limit)


def test_the_panels_and_rows_are_named_by_the_starts_that_the_networks_had():
    assert lstm_starts.MATRICES == {
        "pytorch": "PyTorch",
        "keras": "stack orthogonal",  # Keras draws the four blocks as one orthogonal matrix
        "blocks": "blocks orthogonal",
    }
    biases = kit.settings("lstm_starts").biases
    for name, label in lstm_starts.BIASES.items():
        assert label == ("chrono" if name == "chrono" else f"bias {biases[name].b_f:.0f}".replace("-", "−"))
    assert list(biases.chrono) == ["chrono"]


@says(lstm_starts, "Gain: that of a step at the start.")
@pytest.mark.parametrize("narrow", [False, True])
def test_the_gain_of_a_row_is_that_of_a_step_at_its_start(plotted, narrow):
    for bias in ("bias_0", "bias_1", "bias_3", "bias_5"):  # of an orthogonal block: the gate and a quarter of 1
        expected = sigmoid(float(bias.removeprefix("bias_"))) + 0.25
        assert plotted["blocks"][bias] == pytest.approx(3 * [expected], abs=0.01)
    panels = lstm_starts.draw(narrow).axes
    rows = rows_of(panels[0])
    for panel, matrices in zip(panels, lstm_starts.MATRICES, strict=True):
        written = {rows[round(text.get_position()[1])]: text.get_text() for text in panel.texts}
        for bias, label in lstm_starts.BIASES.items():
            gains = plotted[matrices].get(bias)
            assert written[label] == ("not tried" if gains is None else f"{gains.mean():.2f}")
