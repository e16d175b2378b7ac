"""What a decoder reads against PyTorch's pairs, schedules against its sigmoid, the optimum against its optimiser."""

from itertools import pairwise

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import teacher_forcing
from scripts.reference.differences import centred

T, B, V, START = 5, 3, 7, 0
RANDOM = np.random.default_rng(0)
TARGET, SAID = RANDOM.integers(1, V, (T, B)), RANDOM.integers(1, V, (T, B))
COINS = RANDOM.random((T - 1, B)) < 0.5
JOINT = RANDOM.random((4, 4)) / 8
JOINT /= JOINT.sum()
COPY = np.diag([0.5, 0.5])  # the pairs 00 and 11, each one half


def test_teacher_forcing_reads_the_token_before():
    rolled = torch.roll(torch.tensor(TARGET), 1, dims=0)
    rolled[0] = START
    assert_array_equal(teacher_forcing.shifted(TARGET, START), rolled)


def test_each_token_has_its_own_coin():
    x = teacher_forcing.fed(TARGET, SAID, COINS, START)
    by_torch = torch.where(torch.tensor(COINS), torch.tensor(TARGET[:-1]), torch.tensor(SAID[:-1]))
    assert_array_equal(x[1:], by_torch)
    assert_array_equal(x[0], START)
    assert len(np.unique(COINS.mean(0))) > 1  # coins differ within a step and within a sequence


def test_all_heads_are_teacher_forcing_and_all_tails_free_running():
    heads = np.ones_like(COINS)
    assert_array_equal(
        teacher_forcing.fed(TARGET, SAID, heads, START),
        teacher_forcing.shifted(TARGET, START),
    )
    assert_array_equal(
        teacher_forcing.fed(TARGET, SAID, ~heads, START),
        teacher_forcing.shifted(SAID, START),
    )


def test_nothing_that_is_read_depends_on_the_token_due_or_later():
    for t in range(T):
        other = TARGET.copy()
        other[t:] = V
        assert_array_equal(
            teacher_forcing.shifted(TARGET, START)[: t + 1], teacher_forcing.shifted(other, START)[: t + 1]
        )


@pytest.mark.parametrize("i", [0, 1, 10, 500, 10_000_000])
@pytest.mark.parametrize("k", [1.0, 8.0, 1000.0])
def test_inverse_sigmoid_is_a_sigmoid(i, k):
    theirs = torch.sigmoid(torch.tensor(np.log(k) - i / k, dtype=torch.float64)).item()
    assert teacher_forcing.inverse_sigmoid(i, k) == pytest.approx(theirs, rel=1e-12, abs=1e-300)


def test_ends_of_the_schedules():
    assert teacher_forcing.inverse_sigmoid(0, 9.0) == pytest.approx(0.9)
    assert teacher_forcing.inverse_sigmoid(20 * np.log(20), 20.0) == pytest.approx(0.5)
    assert teacher_forcing.exponential(0, 0.99) == 1.0
    assert teacher_forcing.exponential(100, 0.99) == pytest.approx(0.3660323, abs=1e-7)
    assert teacher_forcing.linear(0, 1.0, 0.001, 0.1) == 1.0
    assert teacher_forcing.linear(400, 1.0, 0.001, 0.1) == pytest.approx(0.6)
    assert teacher_forcing.linear(5000, 1.0, 0.001, 0.1) == 0.1


@pytest.mark.parametrize("schedule", ["linear", "exponential", "inverse_sigmoid"])
def test_schedules_never_rise(schedule):
    options = {"linear": (1.0, 0.004, 0.2), "exponential": (0.99,), "inverse_sigmoid": (30.0,)}[schedule]
    values = [getattr(teacher_forcing, schedule)(i, *options) for i in range(400)]
    assert all(0.0 <= later <= earlier <= 1.0 for earlier, later in pairwise(values))


def trained(joint: np.ndarray, epsilon: float) -> np.ndarray:
    """The rows that PyTorch's optimiser finds for the expected loss of scheduled sampling."""
    p = torch.tensor(joint)
    logits = torch.zeros(p.shape, dtype=torch.float64, requires_grad=True)
    lbfgs = torch.optim.LBFGS(
        [logits], max_iter=500, tolerance_grad=1e-12, tolerance_change=0, line_search_fn="strong_wolfe"
    )

    def loss() -> torch.Tensor:
        log_q = logits.log_softmax(1)
        true = -(p * log_q).sum()  # a is read, b is due
        own = -torch.einsum("ab,x,xb->", p, p.sum(1), log_q)  # x is drawn without regard to a and b
        return epsilon * true + (1 - epsilon) * own

    def closure() -> torch.Tensor:
        lbfgs.zero_grad()
        value = loss()
        value.backward()
        return value

    lbfgs.step(closure)
    return logits.softmax(1).detach().numpy()


@pytest.mark.parametrize("epsilon", [0.0, 0.3, 1.0])
def test_optimum_is_what_an_optimiser_finds(epsilon):
    assert_allclose(teacher_forcing.optimum(JOINT, epsilon), trained(JOINT, epsilon), atol=1e-6)


def test_optimum_has_no_slope():
    q = teacher_forcing.optimum(JOINT, 0.3)
    logits = np.log(q)

    def loss() -> float:
        log_q = logits - np.log(np.exp(logits).sum(1, keepdims=True))
        drawn = JOINT.sum(1)[:, None] * JOINT.sum(0)  # what is read and what is due, independent
        return float(-((0.3 * JOINT + 0.7 * drawn) * log_q).sum())

    assert abs(centred(loss, logits)).max() < 1e-9


@pytest.mark.parametrize(("epsilon", "copied"), [(1.0, 1.0), (0.5, 0.75), (0.25, 0.625), (0.0, 0.5)])
def test_a_perfect_copy_is_unlearned(epsilon, copied):
    assert_allclose(np.diag(teacher_forcing.optimum(COPY, epsilon)), copied)
    assert_allclose(teacher_forcing.optimum(COPY, epsilon).sum(1), 1.0)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: teacher_forcing.shifted(TARGET[0], START), r"target has shape \(3,\)"),
        (lambda: teacher_forcing.fed(TARGET, SAID, np.ones(B, bool), START), "shapes"),
        (lambda: teacher_forcing.fed(TARGET, SAID[:-1], COINS, START), "shapes"),
        (lambda: teacher_forcing.linear(1, 1.0, 0.1, 1.0), "least is 1.0"),
        (lambda: teacher_forcing.exponential(1, 1.0), "k is 1.0"),
        (lambda: teacher_forcing.inverse_sigmoid(1, 0.5), "k is 0.5"),
        (lambda: teacher_forcing.optimum(COPY, 1.5), "epsilon is 1.5"),
        (lambda: teacher_forcing.optimum(2 * COPY, 0.5), "not a distribution"),
    ],
)
def test_what_does_not_fit_is_named(call, said):
    with pytest.raises(ValueError, match=said):
        call()
