"""The claims of store_or_latch, long_lags and latched_symbols, on the arrays that they plot."""

import numpy as np
import pytest
import torch

from scripts.experiments.q23_long_term_dependencies import holding_times, lag_helpers
from scripts.experiments.q23_long_term_dependencies import long_lags as experiment
from scripts.figures import kit
from scripts.figures.q23_long_term_dependencies import latched_symbols, long_lags, store_or_latch
from scripts.reference.activations import sigmoid
from scripts.reference.retention import half_life
from tests.figures.kit.seeds import is_marks
from tests.figures.says import says

LATCHED = (
    "Held by feedback with a gate of one half, they run to plus or minus 2 and stay: the sign survives, the value does "
    "not."
)
BOTH = (
    "The store, a forget gate with a half-life of 100 steps, keeps the value; the latch, fed back through $h$, keeps "
    "the sign only."
)


@pytest.fixture(scope="module")
def steps():
    return long_lags.arrays()


@pytest.fixture(scope="module")
def lives():
    return latched_symbols.arrays()


@says(
    store_or_latch,
    "Cell state of one unit over 300 blank steps, from four starts.",
    "Held by a gate with a half-life of 100, all four values stay apart and fade.",
    BOTH,
)
def test_the_store_keeps_the_values_apart_and_halves_them_in_a_hundred_steps():
    store = store_or_latch.arrays()["store"]
    assert store[100] == pytest.approx(np.array(store_or_latch.STARTS) / 2, rel=1e-3)
    assert store[-1] == pytest.approx(np.array(store_or_latch.STARTS) / 8, rel=1e-3)
    assert store.shape == store_or_latch.arrays()["latch"].shape == (301, 4)
    assert (np.diff(store, axis=1) < 0).all()
    assert (np.diff(abs(store), axis=0) < 0).all()


@says(store_or_latch, LATCHED, BOTH)
def test_the_latch_keeps_the_sign_and_nothing_else():
    latch = store_or_latch.arrays()["latch"]
    assert latch[-1] == pytest.approx(2 * np.sign(store_or_latch.STARTS), abs=0.01)
    away = abs(latch - 2 * np.sign(store_or_latch.STARTS))
    assert (np.diff(away, axis=0) < 1e-9).all()
    assert away[100:].max() < 0.01
    forget_bias, _, fed_back = store_or_latch.UNITS["latch"]
    assert sigmoid(forget_bias) == 0.5
    assert fed_back


@says(store_or_latch, "Solid: starts at 0.8 and 0.2; dashed: at their negatives.")
@pytest.mark.parametrize("narrow", [False, True])
def test_solid_lines_start_above_zero_and_dashed_ones_at_the_negatives(narrow):
    for axes, name in zip(store_or_latch.draw(narrow).axes, store_or_latch.UNITS, strict=True):
        np.testing.assert_array_equal([line.get_ydata() for line in axes.lines], store_or_latch.arrays()[name].T)
        starts = {
            dashed: {line.get_ydata()[0] for line in axes.lines if line.is_dashed() == dashed} for dashed in (0, 1)
        }
        assert starts == {0: {0.8, 0.2}, 1: {-0.8, -0.2}}


@says(long_lags, "With forget bias 1 and no help no seed succeeds, at lag 50 or 100.")
def test_without_help_no_seed_succeeds(steps):
    assert sorted(key for key in steps if key.startswith("bias_1")) == ["bias_1 100", "bias_1 50"]
    assert np.isinf([steps["bias_1 50"], steps["bias_1 100"]]).all()


REACHED = (
    "Chrono biases, attention and an auxiliary loss reach lag 400 with up to 241,200 steps; growing lags need fewer "
    "than 4,000."
)


@says(long_lags, REACHED)
@pytest.mark.parametrize("helped", ["chrono", "attention", "auxiliary", "curriculum"])
def test_every_help_reaches_four_hundred(steps, helped):
    assert np.isfinite(steps[f"{helped} 400"]).sum() >= 2
    for lag in ("50", "100", "200"):
        assert np.isfinite(steps[f"{helped} {lag}"]).all()


@says(long_lags, "At lag 400 one of three seeds fails with each help but chrono.")
def test_at_four_hundred_one_of_three_seeds_fails_with_each_help_but_chrono(steps):
    solved = {helped: int(np.isfinite(steps[f"{helped} 400"]).sum()) for helped in long_lags.HELP if helped != "bias_1"}
    assert solved == {"attention": 2, "auxiliary": 2, "chrono": 3, "curriculum": 2}


@says(long_lags, REACHED)
def test_the_steps_are_those_that_the_text_names(steps):
    solved = {key: needed[np.isfinite(needed)] for key, needed in steps.items()}
    assert max(needed.max(initial=0) for needed in solved.values()) == 241_200
    assert max(solved[f"curriculum {lag}"].max() for lag in long_lags.LAGS) < 4000
    assert min(solved[f"{name} 400"].min() for name in ("chrono", "attention", "auxiliary")) > 20 * 4000
    assert long_lags.LINE > 241_200


@says(
    long_lags,
    "Time steps read until 99 % of the test sequences are right; each mark is one seed.",
    "Right of the line: never.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_each_mark_is_a_seed_and_those_right_of_the_line_never_solved_it(steps, narrow):
    settings = kit.settings("long_lags")
    assert settings.solved == 0.99
    (axes,) = long_lags.draw(narrow).axes
    (line,) = {tuple(line.get_xdata()) for line in axes.lines if not is_marks(line) and len(line.get_xdata())}
    drawn = [mark.get_xdata() for mark in axes.lines if is_marks(mark)]
    for shown, needed in zip(drawn, steps.values(), strict=True):
        assert len(shown) == len(settings.seeds)
        assert (shown > line[0]).tolist() == np.isinf(needed).tolist()
        assert shown[np.isfinite(needed)].tolist() == needed[np.isfinite(needed)].tolist()


@says(long_lags, "Compare the first row with the last: same network, same start.")
def test_first_and_last_row_start_from_the_same_network():
    first, *_, last = long_lags.HELP
    assert (first, last) == ("bias_1", "curriculum")
    names = [label.get_text() for label in long_lags.draw().axes[0].get_yticklabels()]
    assert names[::-1] == [*long_lags.HELP.values()]
    for lag in kit.settings("long_lags").lags:
        one, other = (lag_helpers.network(name, lag, 0, experiment.SETTINGS).state_dict() for name in (first, last))
        assert one.keys() == other.keys()
        assert all(torch.equal(one[key], other[key]) for key in one)


HOLD = "With chrono biases some units exceed the lag, and for every symbol one lasts 5,000 steps."
LATCH = "After growing lags the longest mean gate lasts 16 steps, yet most symbols are held over 6,400."


@says(latched_symbols, "Half-lives of forget gates, trained across 100 blanks.", HOLD, LATCH)
def test_chrono_stores_and_the_curriculum_latches(lives):
    assert (lives["chrono units"] > kit.settings("long_lags").studied.lag).any(axis=1).all()
    assert lives["chrono symbols"].min() > 5000
    assert round(lives["curriculum units"].max()) == 16
    assert (lives["curriculum symbols"] < lives["gone"]).all()
    assert lives["curriculum named"].mean() > 0.8
    assert kit.settings("long_lags").studied.lag == 100
    assert max(kit.settings("long_lags").studied.held) == 6400


@says(
    latched_symbols,
    "Dots: the half-life of each unit's mean forget gate.",
    "Diamonds: for each symbol, the unit that lasts longest; filled where the symbol is still named after 6,400 "
    "blanks.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_each_unit_has_a_dot_and_each_symbol_a_diamond_filled_where_it_is_named(lives, narrow):
    (axes,) = latched_symbols.draw(narrow).axes
    dots = [line.get_xdata() for line in axes.lines if line.get_marker() == "."]
    units = [lives[key] for key in ("chrono before", *(f"{name} units" for name in latched_symbols.ROWS))]
    np.testing.assert_array_equal(dots, [of_row.ravel() for of_row in units])
    assert {of_row.shape for of_row in units} == {(3, kit.settings("long_lags").H)}
    diamonds = [(line.get_xdata(), line.get_markerfacecolor()) for line in axes.lines if line.get_marker() == "D"]
    rows = [name for name in latched_symbols.ROWS if name != "bias_1"]
    for name, filled, empty in zip(rows, diamonds[::2], diamonds[1::2], strict=True):
        named = lives[f"{name} named"].astype(bool)
        assert (filled[1], empty[1]) == (kit.FORGET, "none")
        assert filled[0].tolist() == lives[f"{name} symbols"][named].tolist()
        assert empty[0].tolist() == lives[f"{name} symbols"][~named].tolist()


@says(latched_symbols, "Dots: the half-life of each unit's mean forget gate.")
def test_the_half_life_of_a_unit_is_that_of_its_gate():
    network = lag_helpers.network("bias_1", 10, 0, experiment.SETTINGS)
    with torch.no_grad():
        for weights in (network.layer.weight_ih_l0, network.layer.weight_hh_l0):
            weights.zero_()
    units, by_symbol = holding_times.half_lives(network, 10)
    assert units == pytest.approx(half_life(float(sigmoid(lag_helpers.FORGET_BIAS))), rel=1e-5)
    assert by_symbol == pytest.approx(units[0], rel=1e-5)


def test_left_of_the_line_less_than_a_thousandth_is_left(lives):
    studied = kit.settings("long_lags").studied
    assert 0.5 ** (max(studied.held) / lives["gone"]) == pytest.approx(studied.gone)


def test_training_moves_the_units_of_chrono_apart(lives):
    before, after = lives["chrono before"], lives["chrono units"]
    assert after.max() > 10 * before.max()
    assert np.median(after) < np.median(before)
