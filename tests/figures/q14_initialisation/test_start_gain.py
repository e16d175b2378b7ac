"""The claim of start_gain, on the arrays that it plots and against the reference's Jacobian."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from scripts.figures.q14_initialisation import start_gain
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


@pytest.mark.parametrize(
    ("draw_weights", "radius"),
    [(initialise.glorot, 1.0), (initialise.torch_default, 3**-0.5), (initialise.keras_default, 0.5)],
)
def test_the_largest_eigenvalue_of_a_large_block_is_near_the_limit_that_the_page_names(draw_weights, radius):
    U_g = np.split(draw_weights(512, 512, np.random.default_rng(1)).U, 4)[2]
    assert_allclose(np.abs(np.linalg.eigvals(U_g)).max(), radius, rtol=0.08)


def test_the_singular_values_of_a_large_block_of_the_stack_reach_from_zero_to_their_limit():
    U_g = np.split(initialise.keras_default(512, 512, np.random.default_rng(1)).U, 4)[2]
    values = np.linalg.svd(U_g, compute_uv=False)
    assert_allclose(values.max(), 2 * np.sqrt(3 / 16), rtol=0.02)
    assert values.min() < 0.01
