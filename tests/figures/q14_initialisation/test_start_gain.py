"""The claim of start_gain, on the arrays that it plots and against the reference's Jacobian."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from scripts.figures.q14_initialisation import start_gain
from scripts.reference import initialise, jacobian, lstm
from scripts.reference.activations import sigmoid
from tests.figures.says import says


@pytest.fixture(scope="module")
def plotted():
    return start_gain.arrays()


def at(plotted: dict, name: str, bias: float) -> float:
    return plotted[f"{name}_gain"][np.argmin(np.abs(plotted["biases"] - bias))]


@says(
    start_gain,
    "Singular values of the candidate's recurrent block: all 1 if it is orthogonal by itself, from 0 to 0.87 if the "
    "stack of four is.",
)
def test_only_a_block_that_is_orthogonal_by_itself_has_singular_values_of_one(plotted):
    assert_allclose(plotted["blocks_singular"], 1)
    smallest, largest = plotted["stack_singular"].min(), plotted["stack_singular"].max()
    assert smallest < 0.005
    assert f"from {smallest:.0f} to {largest:.2f}" in start_gain.ALT


@says(
    start_gain,
    "So at forget bias 1 a step carries on 0.98 of the cell state with the first, and 0.85 with the second.",
)
def test_at_bias_one_a_step_carries_on_what_the_text_says(plotted):
    assert f"{at(plotted, 'blocks', 1):.2f}" == "0.98"
    assert f"{at(plotted, 'stack', 1):.2f}" == "0.85"
    assert "0.98 of the cell state with the first, and 0.85 with the second" in start_gain.ALT


@says(
    start_gain,
    "The gain is the largest modulus of an eigenvalue of $\\sigma(b_f) I + \\tfrac14 U_g$.",
)
def test_the_gain_is_that_of_the_whole_step(plotted):
    for name, (_, weights, *_) in start_gain.STARTS.items():
        p = weights(start_gain.H, start_gain.H, np.random.default_rng(0))
        p = initialise.with_forget_bias(p._replace(b=np.zeros_like(p.b)), 3.0)
        zeros = np.zeros((1, start_gain.H))
        _, _, cache = lstm.step(zeros, zeros, zeros, p)
        eigenvalues = np.linalg.eigvals(jacobian.step_jacobian(cache, p))
        assert_allclose(at(plotted, name, 3), np.abs(eigenvalues).max(), rtol=1e-8)
        said = sigmoid(3.0) * np.eye(start_gain.H) + np.split(p.U, 4)[2] / 4
        assert_allclose(at(plotted, name, 3), np.abs(np.linalg.eigvals(said)).max(), rtol=1e-8)


@says(
    start_gain,
    "At forget bias 1, compare the gain of a step with the forget gate alone: $U_g$ makes the difference.",
)
def test_without_the_candidate_s_matrix_the_gain_is_the_forget_gate_alone(plotted):
    alone = plotted["gates"][np.argmin(np.abs(plotted["biases"] - 1))]
    for name, (_, weights, *_) in start_gain.STARTS.items():
        p = weights(start_gain.H, start_gain.H, np.random.default_rng(0))
        p = initialise.with_forget_bias(p._replace(b=np.zeros_like(p.b)), 1.0)
        zeros, rows = np.zeros((1, start_gain.H)), np.arange(4 * start_gain.H) // start_gain.H == 2
        for U, gain in ((p.U, at(plotted, name, 1)), (np.where(rows[:, None], 0, p.U), alone)):
            _, _, cache = lstm.step(zeros, zeros, zeros, p._replace(U=U))
            eigenvalues = np.linalg.eigvals(jacobian.step_jacobian(cache, p._replace(U=U)))
            assert_allclose(np.abs(eigenvalues).max(), gain, rtol=1e-6)
        assert at(plotted, name, 1) > alone


@pytest.mark.parametrize("narrow", [False, True])
def test_the_curves_are_named_by_what_they_plot_and_the_dots_stand_at_bias_one(plotted, narrow):
    left, right = start_gain.draw(narrow).axes
    curves = {line.get_label(): line.get_ydata() for line in right.lines}
    for line, (name, (label, *_)) in zip(left.lines, start_gain.STARTS.items(), strict=True):
        np.testing.assert_array_equal(line.get_ydata(), plotted[f"{name}_singular"])
        np.testing.assert_array_equal(curves[label], plotted[f"{name}_gain"])
    np.testing.assert_array_equal(curves["forget gate alone"], plotted["gates"])
    dots = [tuple(line.get_xydata()[0]) for line in right.lines if line.get_marker() == "o"]
    assert dots == [(1, pytest.approx(at(plotted, name, 1))) for name in ("blocks", "stack")]


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
