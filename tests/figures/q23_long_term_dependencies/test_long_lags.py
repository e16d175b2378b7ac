"""The claims of store_or_latch, long_lags and latched_symbols, on the arrays that they plot."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q23_long_term_dependencies import latched_symbols, long_lags, store_or_latch
from tests.figures.says import says


@pytest.fixture(scope="module")
def steps():
    return long_lags.arrays()


@pytest.fixture(scope="module")
def lives():
    return latched_symbols.arrays()


@says(
    store_or_latch,
    "Held by a gate with a half-life of 100, all four values stay apart and fade.",
    "The store, a forget gate with a half-life of 100 steps, keeps the value; the latch, fed back through $h$, "
    "keeps the sign only.",
)
def test_the_store_keeps_the_values_apart_and_halves_them_in_a_hundred_steps():
    store = store_or_latch.arrays()["store"]
    assert store[100] == pytest.approx(np.array(store_or_latch.STARTS) / 2, rel=1e-3)
    assert store[-1] == pytest.approx(np.array(store_or_latch.STARTS) / 8, rel=1e-3)
    latch = store_or_latch.arrays()["latch"]
    assert (np.sign(latch[-1]) == np.sign(store_or_latch.STARTS)).all()
    assert len(store) == len(latch) == 301


@says(
    store_or_latch,
    "Held by feedback with a gate of one half, they run to plus or minus 2 and stay: the sign survives, the "
    "value does not.",
)
def test_the_latch_keeps_the_sign_and_nothing_else():
    latch = store_or_latch.arrays()["latch"]
    assert latch[-1] == pytest.approx(2 * np.sign(store_or_latch.STARTS), abs=0.01)
    assert "plus or minus 2" in store_or_latch.ALT


@says(
    long_lags,
    "With forget bias 1 and no help no seed succeeds, at lag 50 or 100.",
)
def test_without_help_no_seed_succeeds(steps):
    assert sorted(key for key in steps if key.startswith("bias_1")) == ["bias_1 100", "bias_1 50"]
    assert np.isinf([steps["bias_1 50"], steps["bias_1 100"]]).all()


@pytest.mark.parametrize("helped", ["chrono", "attention", "auxiliary", "curriculum"])
def test_every_help_reaches_four_hundred(steps, helped):
    assert np.isfinite(steps[f"{helped} 400"]).sum() >= 2
    for lag in ("50", "100", "200"):
        assert np.isfinite(steps[f"{helped} {lag}"]).all()


@says(
    long_lags,
    "At lag 400 one of three seeds fails with each help but chrono.",
)
def test_at_four_hundred_one_of_three_seeds_fails_with_each_help_but_chrono(steps):
    solved = {helped: int(np.isfinite(steps[f"{helped} 400"]).sum()) for helped in long_lags.HELP if helped != "bias_1"}
    assert solved == {"attention": 2, "auxiliary": 2, "chrono": 3, "curriculum": 2}
    assert "one of three seeds fails with each help but chrono" in long_lags.ALT


@says(
    long_lags,
    "Chrono biases, attention and an auxiliary loss reach lag 400 with up to 241,200 steps; growing lags need "
    "fewer than 4,000.",
)
def test_the_steps_are_those_that_the_text_names(steps):
    solved = {key: needed[np.isfinite(needed)] for key, needed in steps.items()}
    assert max(needed.max(initial=0) for needed in solved.values()) == 241_200
    assert "up to 241,200 steps" in long_lags.ALT
    assert max(solved[f"curriculum {lag}"].max() for lag in long_lags.LAGS) < 4000
    assert min(solved[f"{name} 400"].min() for name in ("chrono", "attention", "auxiliary")) > 20 * 4000
    assert long_lags.LINE > 241_200


@says(
    latched_symbols,
    "With chrono biases some units exceed the lag, and for every symbol one lasts 5,000 steps.",
    "After growing lags the longest mean gate lasts 16 steps, yet most symbols are held over 6,400.",
)
def test_chrono_stores_and_the_curriculum_latches(lives):
    assert (lives["chrono units"] > kit.settings("long_lags").studied.lag).any(axis=1).all()
    assert lives["chrono symbols"].min() > 5000
    assert round(lives["curriculum units"].max()) == 16
    assert (lives["curriculum symbols"] < lives["gone"]).all()
    assert lives["curriculum named"].mean() > 0.8
    studied = kit.settings("long_lags").studied
    assert (studied.lag, max(studied.held)) == (100, 6400)
    assert "the longest mean gate lasts 16 steps" in latched_symbols.ALT


def test_left_of_the_line_less_than_a_thousandth_is_left(lives):
    studied = kit.settings("long_lags").studied
    assert 0.5 ** (max(studied.held) / lives["gone"]) == pytest.approx(studied.gone)


def test_training_moves_the_units_of_chrono_apart(lives):
    before, after = lives["chrono before"], lives["chrono units"]
    assert after.max() > 10 * before.max()
    assert np.median(after) < np.median(before)


@says(store_or_latch, "Solid: starts at 0.8 and 0.2; dashed: at their negatives.")
def test_the_negatives_are_dashed():
    assert sorted(store_or_latch.STARTS) == [-0.8, -0.2, 0.2, 0.8]
    for axes in store_or_latch.draw().axes:
        starts = {
            round(float(line.get_ydata()[0]), 6): line.is_dashed() for line in axes.lines if len(line.get_ydata()) > 2
        }
        assert starts == {0.8: False, 0.2: False, -0.2: True, -0.8: True}
