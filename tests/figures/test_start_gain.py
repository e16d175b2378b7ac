"""The claim of start_gain, on the arrays that it plots and against the reference's Jacobian."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from scripts.figures import start_gain
from scripts.reference import initialise, jacobian, lstm


@pytest.fixture(scope="module")
def plotted():
    return start_gain.arrays()


def at(plotted: dict, name: str, bias: float) -> float:
    return plotted[f"{name}_gain"][np.argmin(np.abs(plotted["biases"] - bias))]


def test_only_a_block_that_is_orthogonal_by_itself_has_singular_values_of_one(plotted):
    assert_allclose(plotted["blocks_singular"], 1)
    assert 0.84 < plotted["stack_singular"].max() < 0.88
    assert plotted["stack_singular"].min() < 0.01
    assert "from 0 to 0.87" in start_gain.ALT


def test_at_bias_one_a_step_carries_on_what_the_text_says(plotted):
    assert f"{at(plotted, 'blocks', 1):.2f}" == "0.98"
    assert f"{at(plotted, 'stack', 1):.2f}" == "0.85"
    assert "0.98 of the cell state with the first, and 0.85 with the second" in start_gain.ALT


def test_the_gain_is_that_of_the_whole_step(plotted):
    for name, (_, weights, *_) in start_gain.STARTS.items():
        p = weights(start_gain.H, start_gain.H, np.random.default_rng(0))
        p = initialise.with_forget_bias(p._replace(b=np.zeros_like(p.b)), 3.0)
        zeros = np.zeros((1, start_gain.H))
        _, _, cache = lstm.step(zeros, zeros, zeros, p)
        eigenvalues = np.linalg.eigvals(jacobian.step_jacobian(cache, p))
        assert_allclose(at(plotted, name, 3), np.abs(eigenvalues).max(), rtol=1e-8)


def test_the_path_through_h_adds_to_the_forget_gate_and_never_takes_away(plotted):
    for name in start_gain.STARTS:
        assert (plotted[f"{name}_gain"] > plotted["gates"]).all()
