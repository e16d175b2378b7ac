"""Returns and the generalised advantage against SciPy's filter, its definition, and the two kinds of end."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.signal import lfilter

from scripts.reference import advantage
from tests.reference.samples import B, normal

T, GAMMA, LAM = 8, 0.9, 0.7
NEVER = np.zeros((T, B))
ENDED = np.zeros((T, B))
ENDED[[2, 5], [0, 2]] = 1  # one end in rows 0 and 2, none in row 1
TERMINATED = np.zeros((T, B))
TERMINATED[2, 0] = 1  # that of row 2 is a time limit


def example() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return normal(501, T, B), normal(502, T, B), normal(503, T, B)


def test_returns_agree_with_a_filter_of_scipy_run_backwards():
    rewards = example()[0]
    expected = lfilter([1.0], [1.0, -GAMMA], rewards[::-1], axis=0)[::-1]
    assert_allclose(advantage.returns(rewards, NEVER, GAMMA), expected, rtol=0, atol=1e-14)


def test_advantages_agree_with_a_filter_of_scipy_over_each_episode():
    rewards, values, after = example()
    ours = advantage.gae(rewards, values, after, TERMINATED, ENDED, GAMMA, LAM)
    deltas = rewards + GAMMA * np.where(TERMINATED == 1, 0.0, after) - values
    for row in range(B):
        cuts = np.flatnonzero(ENDED[:, row]) + 1
        for part, of in zip(np.split(deltas[:, row], cuts), np.split(ours[:, row], cuts), strict=True):
            assert_allclose(of, lfilter([1.0], [1.0, -GAMMA * LAM], part[::-1])[::-1], rtol=0, atol=1e-14)


def test_it_is_the_weighted_mean_of_all_n_step_advantages():
    rewards, values, _ = example()
    after = np.vstack([values[1:], normal(504, 1, B)])  # the value of the next step, as in one episode
    ours = advantage.gae(rewards, values, after, NEVER, NEVER, GAMMA, LAM)[0]

    def n_step(n: int) -> np.ndarray:
        return sum(GAMMA**k * rewards[k] for k in range(n)) + GAMMA**n * after[n - 1] - values[0]

    mean = (1 - LAM) * sum(LAM ** (n - 1) * n_step(n) for n in range(1, T)) + LAM ** (T - 1) * n_step(T)
    assert_allclose(ours, mean, rtol=0, atol=1e-13)


def test_lambda_0_is_the_td_error_and_lambda_1_the_return_minus_the_value():
    rewards, values, _ = example()
    after = np.vstack([values[1:], np.zeros((1, B))])
    one_step = advantage.gae(rewards, values, after, NEVER, NEVER, GAMMA, 0.0)
    assert_allclose(one_step, advantage.td_errors(rewards, values, after, NEVER, GAMMA), rtol=0, atol=0)
    whole = advantage.gae(rewards, values, after, NEVER, NEVER, GAMMA, 1.0)
    assert_allclose(whole, advantage.returns(rewards, NEVER, GAMMA) - values, rtol=0, atol=1e-13)


def test_a_time_limit_is_bootstrapped_and_a_true_end_is_not():
    rewards, values, after = example()
    before = advantage.gae(rewards, values, after, TERMINATED, ENDED, GAMMA, LAM)
    moved = advantage.gae(rewards, values, after + ENDED, TERMINATED, ENDED, GAMMA, LAM)
    assert (moved[:, 0] == before[:, 0]).all()
    assert moved[5, 2] - before[5, 2] == pytest.approx(GAMMA)
    assert (moved[6:, 2] == before[6:, 2]).all()


def test_what_does_not_fit_is_named():
    rewards, values, after = example()
    with pytest.raises(ValueError, match=r"^ended has shape \(7, 3\), expected \(8, 3\)$"):
        advantage.gae(rewards, values, after, NEVER, ENDED[1:], GAMMA, LAM)
