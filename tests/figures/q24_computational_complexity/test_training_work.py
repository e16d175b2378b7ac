"""The claim of training_work, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q24_computational_complexity import training_work
from scripts.figures.q24_computational_complexity.training_work import STRIPES, B, D, H, L, T, V, arrays, draw
from scripts.reference import bptt, flops, lstm
from tests.figures.says import says

SERIAL = (
    "Only the recurrent products forward and for the data's gradient must run step by step: 26.8 of 178.8, or 15 %."
)


@says(training_work, "A training step of the reference model as nine areas, in GFLOP.", SERIAL)
def test_the_nine_areas_are_the_whole_training_step():
    whole = flops.language_model(V, D, H, T, B, layers=L, training=True) / 1e9
    assert arrays()["gflop"].size == 9
    assert arrays()["gflop"].sum() == pytest.approx(whole)
    assert round(whole, 1) == 178.8


@says(training_work, SERIAL)
def test_only_two_products_of_the_state_run_in_steps_and_they_are_15_per_cent():
    plotted = arrays()
    assert np.argwhere(plotted["serial"]).tolist() == [[0, 1], [1, 1]]
    serial = plotted["gflop"][plotted["serial"]].sum()
    assert round(serial, 1) == 26.8
    assert round(serial / plotted["gflop"].sum(), 2) == 0.15


@says(training_work, "The softmax takes 98.3, or 55 %.")
def test_the_softmax_is_more_than_half():
    gflop = arrays()["gflop"]
    assert round(gflop[:, 2].sum(), 1) == 98.3
    assert round(gflop[:, 2].sum() / gflop.sum(), 2) == 0.55


@says(
    training_work,
    SERIAL,
    "Look at the two striped boxes, the only work that must run step by step.",
    "All else is a few large products.",
)
def test_a_layer_needs_its_steps_in_order_for_u_alone():
    rng, steps, rows, width = np.random.default_rng(0), 6, 2, 3
    p = lstm.Params(rng.normal(size=(12, 12)), rng.normal(size=(12, width)), rng.normal(size=12))
    xs, start = rng.normal(size=(steps, rows, 12)), np.zeros((rows, width))
    hs, _, caches = bptt.forward(xs, start, start, p)
    dhs = rng.normal(size=hs.shape)
    grads = bptt.backward(dhs, caches, p)
    # Forward: the inputs' share of all steps is one product, in whatever order; then W has no more to do.
    at_once = (xs.reshape(-1, 12) @ p.W.T).reshape(steps, rows, 12)
    identity = p._replace(W=np.eye(12))
    np.testing.assert_allclose(bptt.forward(at_once, start, start, identity)[0], hs)
    # Backward: with the dz of all steps at hand, the weights' gradients and dx are one product each.
    dz = grads.dxs @ np.linalg.inv(p.W)
    np.testing.assert_allclose(grads.dW, np.einsum("tbz,tbd->zd", dz, xs))
    np.testing.assert_allclose(grads.dU, np.einsum("tbz,tbh->zh", dz, np.stack([cache.h_prev for cache in caches])))
    # What waits for the step before, or behind, is the product with U.
    other = p._replace(U=rng.normal(size=p.U.shape))
    moved = abs(bptt.forward(xs, start, start, other)[0] - hs).max(axis=(1, 2)) > 1e-9
    assert moved.tolist() == [False] + [True] * (steps - 1)
    back = abs(bptt.backward(dhs, caches, other).dxs - grads.dxs).max(axis=(1, 2)) > 1e-9
    assert back.tolist() == [True] * (steps - 1) + [False]


@says(training_work, "Look at the two striped boxes, the only work that must run step by step.", "Areas are GFLOP.")
@pytest.mark.parametrize("narrow", [False, True])
def test_areas_are_the_work_and_stripes_the_steps(narrow):
    plotted = arrays()
    patches = draw(narrow).axes[0].patches
    frames = [patch for patch in patches if not patch.get_fill() or patch.get_facecolor()[3] == 0]
    areas = np.array([frame.get_width() * frame.get_height() for frame in frames])
    assert areas / areas.sum() == pytest.approx(plotted["gflop"].ravel() / plotted["gflop"].sum())
    for frame, serial in zip(frames, plotted["serial"].ravel(), strict=True):
        x, y = frame.get_xy()
        inside = [
            patch
            for patch in patches
            if patch is not frame and patch.get_y() == y and x - 1e-6 <= patch.get_x() < x + frame.get_width() - 1e-6
        ]
        assert len(inside) == (STRIPES if serial else 1)
