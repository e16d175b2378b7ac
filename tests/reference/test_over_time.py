"""The loop that every new cell runs in: against the loops written out for one cell, PyTorch and centred differences."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import bptt, over_time, rnn
from scripts.reference.differences import centred, relative_error
from tests.reference.cells import SAMPLES, assert_same, flat, inputs, sample, upstream
from tests.reference.oracles import tensor, torch_gru, torch_lstm, torch_rnn
from tests.reference.samples import B, H, T

IN_TORCH = {"lstm": torch_lstm, "rnn": torch_rnn, "gru": torch_gru}
CASES = [(name, array) for name, (_, p, start, _) in SAMPLES.items() for array in ("xs", *start._fields, *p._fields)]


def test_values_of_the_lstm_are_those_of_bptt_to_the_last_bit():
    run, _ = sample("lstm")
    hs, cs, caches = bptt.forward(inputs(), *run.start, run.p)
    assert_array_equal(run.states.h, hs)
    assert_array_equal(run.states.c, cs)
    assert_array_equal([cache.tanh_c for cache in run.caches], [cache.tanh_c for cache in caches])


def test_gradients_of_the_lstm_are_those_of_bptt_to_the_last_bit():
    run, dlast = sample("lstm")
    dhs = upstream()
    assert_same(over_time.backward(run, dhs), bptt.backward(dhs, run.caches, run.p))
    to_cell = dlast._replace(h=np.zeros((B, H)))
    assert_same(over_time.backward(run, dhs, to_cell), bptt.backward(dhs, run.caches, run.p, dlast.c))


@pytest.mark.parametrize(("k", "every"), [(1, None), (2, None), (T, None), (T + 1, None), (2, 1), (3, 2), (4, 3)])
def test_truncated_gradients_of_the_lstm_are_those_of_bptt_to_the_last_bit(k, every):
    run, dlast = sample("lstm")
    to_cell, dhs = dlast._replace(h=np.zeros((B, H))), upstream()
    ours = over_time.truncated_backward(run, dhs, k, every, to_cell)
    assert_same(ours, bptt.truncated_backward(dhs, run.caches, run.p, k, every, dlast.c))


def test_values_and_gradients_of_the_rnn_are_those_of_its_own_loop_to_the_last_bit():
    run, _ = sample("rnn")
    hs, caches = rnn.forward(inputs(), run.start.h, run.p)
    assert_array_equal(run.states.h, hs)
    assert_same(over_time.backward(run, upstream()), rnn.backward(upstream(), caches, run.p))


def in_torch(name: str, dhs: np.ndarray, dlast: over_time.Arrays) -> tuple[list[torch.Tensor], list[torch.Tensor]]:
    """Outputs and last state; gradients with respect to xs, the start, and the weights with one bias or two."""
    _, p, start, _ = SAMPLES[name]
    module, xs, state = IN_TORCH[name](p), tensor(inputs()), [tensor(array) for array in start]
    first = tuple(array[None] for array in state)
    hs, last = module(xs, first if len(first) > 1 else first[0])
    last = [array[0] for array in last] if len(first) > 1 else [last[0]]
    torch.autograd.backward((hs, *last), (torch.tensor(dhs), *map(torch.tensor, dlast)))
    weights = list(module.parameters())[: len(p)]  # in PyTorch W, U, then the biases
    return [hs, *last], [leaf.grad for leaf in (xs, *state, *weights)]


@pytest.mark.parametrize("name", SAMPLES)
def test_values_agree_with_pytorch(name):
    run, dlast = sample(name)
    values, _ = in_torch(name, upstream(), dlast)
    for ours, theirs in zip((run.states[0], *(array[-1] for array in run.states)), values, strict=True):
        assert_allclose(ours, theirs.detach(), rtol=0, atol=1e-14)


@pytest.mark.parametrize("name", SAMPLES)
def test_gradients_agree_with_pytorch(name):
    run, dlast = sample(name)
    _, theirs = in_torch(name, upstream(), dlast)
    assert_same(over_time.backward(run, upstream(), dlast), theirs, tolerance=1e-12)


@pytest.mark.parametrize(("name", "array"), CASES)
def test_gradient_agrees_with_centred_differences(name, array):
    run, dlast = sample(name)
    xs, dhs = inputs(), upstream()
    arrays = {"xs": xs, **run.start._asdict(), **run.p._asdict()}

    def loss() -> float:
        states = over_time.forward(run.cell, xs, run.start, run.p).states
        return float((dhs * states[0]).sum() + sum((d * s[-1]).sum() for d, s in zip(dlast, states, strict=True)))

    ours = flat(over_time.backward(run, dhs, dlast))[array]
    assert relative_error(ours, centred(loss, arrays[array])) < 1e-6


@pytest.mark.parametrize("name", SAMPLES)
def test_one_step_is_the_step(name):
    run, dlast = sample(name)
    once = over_time.forward(run.cell, inputs()[:1], run.start, run.p)
    *state, cache = run.cell.step(inputs()[0], *run.start, run.p)
    for ours, theirs in zip(once.states, state, strict=True):
        assert_array_equal(ours[0], theirs)
    dx, *others = run.cell.step_backward(upstream()[0] + dlast[0], *dlast[1:], cache, run.p)
    assert_same(over_time.backward(once, upstream()[:1], dlast), (dx[None], *others))


@pytest.mark.parametrize("name", SAMPLES)
def test_without_dlast_the_last_state_gets_nothing_directly(name):
    run, dlast = sample(name)
    zeros = dlast._make(np.zeros((B, H)) for _ in dlast)
    assert_same(over_time.backward(run, upstream()), flat(over_time.backward(run, upstream(), zeros)).values())


@pytest.mark.parametrize("name", SAMPLES)
def test_a_run_may_go_on_where_another_ended(name):
    run, dlast = sample(name)
    early = over_time.forward(run.cell, inputs()[:2], run.start, run.p)
    middle = run.start._make(array[-1] for array in early.states)
    late = over_time.forward(run.cell, inputs()[2:], middle, run.p)
    assert_array_equal(np.concatenate([early.states[0], late.states[0]]), run.states[0])
    of_late = over_time.backward(late, upstream()[2:], dlast)
    of_early = over_time.backward(early, upstream()[:2], of_late.dstart)
    whole = over_time.backward(run, upstream(), dlast)
    assert_allclose(np.concatenate([of_early.dxs, of_late.dxs]), whole.dxs, rtol=0, atol=1e-12)
    for total, one, other in zip(whole.dp, of_early.dp, of_late.dp, strict=True):
        assert_allclose(one + other, total, rtol=0, atol=1e-12)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("every", [None, 1, 2, T])
def test_truncation_beyond_the_length_is_no_truncation(name, every):
    run, dlast = sample(name)
    ours = over_time.truncated_backward(run, upstream(), T + 1, every, dlast)
    assert_same(ours, flat(over_time.backward(run, upstream(), dlast)).values(), tolerance=1e-12)


@pytest.mark.parametrize("name", SAMPLES)
def test_no_gradient_crosses_a_cut(name):
    run, dlast = sample(name)
    grads = over_time.truncated_backward(run, np.zeros((T, B, H)), k=2, dlast=dlast)  # a loss at the end alone
    assert_array_equal(grads.dxs[:4], 0.0)  # steps 1 to 4 lie before the cut at step 4
    for array in grads.dstart:
        assert_array_equal(array, 0.0)
    assert np.all(grads.dxs[4] != 0.0)


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_given_is_changed(name):
    run, dlast = sample(name)
    dhs = upstream()
    given = (*run.p, *run.start, *dlast, dhs, *run.states)
    before = [array.copy() for array in given]
    over_time.backward(run, dhs, dlast)
    over_time.truncated_backward(run, dhs, 2, 1, dlast)
    for now, then in zip(given, before, strict=True):
        assert_array_equal(now, then)


@pytest.mark.parametrize(("k", "every"), [(0, None), (-1, None), (2, 3), (2, 0)])
def test_truncation_wants_every_between_one_and_k(k, every):
    run, _ = sample("lstm")
    with pytest.raises(ValueError, match=f"^every is .* and k is {k}, expected 1 <= every <= k$"):
        over_time.truncated_backward(run, upstream(), k, every)
