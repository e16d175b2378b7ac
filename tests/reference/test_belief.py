"""The belief against the Hamilton filter of statsmodels, by enumeration, and in cases that are known by hand."""

from itertools import product

import numpy as np
import pytest
from numpy.testing import assert_allclose
from statsmodels.tsa.regime_switching.markov_switching import cy_hamilton_filter_log

from scripts.reference import belief
from tests.reference.samples import normal

S, A, O, T = 3, 2, 4, 5
ACTIONS, OBSERVATIONS = [0, 1, 1, 0, 1], [2, 0, 3, 3, 1]


def rows(seed: int, *shape: int) -> np.ndarray:
    positive = np.exp(normal(seed, *shape))
    return positive / positive.sum(axis=-1, keepdims=True)


def example() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return rows(510, S), rows(511, A, S, S), rows(512, S, O)


def followed() -> list[np.ndarray]:
    b, transitions, seen = example()
    beliefs = []
    for action, observation in zip(ACTIONS, OBSERVATIONS, strict=True):
        b = belief.update(b, action, observation, transitions, seen)
        beliefs.append(b)
    return beliefs


def test_it_agrees_with_the_hamilton_filter_of_statsmodels():
    start, transitions, seen = example()
    moves = np.stack([transitions[action].T for action in ACTIONS], axis=-1)  # its columns are where a move begins
    filtered = cy_hamilton_filter_log(start, moves, np.log(seen[:, OBSERVATIONS]), 0)[0]
    assert_allclose(np.stack(followed(), axis=1), filtered, rtol=0, atol=1e-12)


def test_it_is_the_sum_over_all_paths():
    start, transitions, seen = example()
    joint = np.zeros(S)
    for path in product(range(S), repeat=T + 1):
        chance = start[path[0]]
        for t, (action, observation) in enumerate(zip(ACTIONS, OBSERVATIONS, strict=True)):
            chance *= transitions[action, path[t], path[t + 1]] * seen[path[t + 1], observation]
        joint[path[-1]] += chance
    assert_allclose(followed()[-1], joint / joint.sum(), rtol=0, atol=1e-14)


def test_a_tiger_that_is_heard_twice():
    stays, heard = np.eye(2)[None], np.array([[0.85, 0.15], [0.15, 0.85]])
    once = belief.update(np.array([0.5, 0.5]), 0, 0, stays, heard)
    assert_allclose(once, [0.85, 0.15])
    twice = belief.update(once, 0, 0, stays, heard)
    assert twice[0] == pytest.approx(0.85**2 / (0.85**2 + 0.15**2))
    assert_allclose(belief.update(once, 0, 1, stays, heard), [0.5, 0.5])


def test_what_cannot_be_is_named():
    b, transitions, seen = example()
    with pytest.raises(ValueError, match=r"^transitions has shape \(2, 3, 3\), expected \(A, 2, 2\)$"):
        belief.update(b[:2], 0, 0, transitions, seen)
    with pytest.raises(ValueError, match="observation 1 is impossible after action 0"):
        belief.update(np.array([1.0, 0.0]), 0, 1, np.eye(2)[None], np.array([[1.0, 0.0], [0.5, 0.5]]))
