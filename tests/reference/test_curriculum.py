"""Curricula against PyTorch, against a minimiser, and at their ends."""

from itertools import product

import numpy as np
import pytest
import torch

from scripts.reference import curriculum

SCORES = np.array([3.0, 1.0, 4.0, 1.0, 5.0, 2.0, 6.0])
P = np.array([0.3, 0.05, 0.2, 0.1, 0.15, 0.05, 0.15])


@pytest.mark.parametrize("power", [1, 2, 3])
def test_competence_goes_from_its_start_to_everything(power):
    assert curriculum.competence(0, 700, 0.01, power) == pytest.approx(0.01)
    assert curriculum.competence(700, 700, 0.01, power) == pytest.approx(1)
    assert curriculum.competence(900, 700, 0.01, power) == 1


def test_root_pacing_opens_equal_areas_in_equal_times():
    squares = [curriculum.competence(t, 12, 0.2, 2) ** 2 for t in range(13)]
    assert np.diff(squares) == pytest.approx(np.full(12, (1 - 0.2**2) / 12))
    assert curriculum.competence(3, 12, 0.01, 1) == pytest.approx(0.01 + 0.99 / 4)


def test_the_easiest_are_those_that_a_sort_in_pytorch_puts_first():
    for c in (0.01, 0.3, 0.5, 0.99, 1.0):
        count = max(1, int(c * len(SCORES)))
        first = torch.sort(torch.tensor(SCORES), stable=True).indices[:count]
        assert np.flatnonzero(curriculum.easiest(SCORES, c)).tolist() == sorted(first.tolist())


def test_reweighted_and_entropy_agree_with_pytorch():
    W = np.array([1.0, 0.5, 0.0, 0.2, 0.9, 0.0, 1.0])
    theirs = torch.distributions.Categorical(probs=torch.tensor(W * P))
    Q = curriculum.reweighted(P, W)
    assert pytest.approx(theirs.probs.numpy()) == Q
    assert curriculum.entropy(Q) == pytest.approx(theirs.entropy().item())


def test_with_all_weights_one_it_is_the_target_distribution():
    assert curriculum.reweighted(P, np.ones(7)) == pytest.approx(P)


def test_opening_adds_examples_and_never_takes_one_away():
    opened = [curriculum.easiest(SCORES, c) for c in np.linspace(0.1, 1, 10)]
    assert (np.diff(opened, axis=0) >= 0).all()
    uniform = np.full(7, 1 / 7)
    assert (np.diff([curriculum.entropy(curriculum.reweighted(uniform, W)) for W in opened]) >= -1e-12).all()


def test_the_four_regimes():
    assert curriculum.levels("none", 1, 5).tolist() == [0, 0, 0, 0, 1]
    assert curriculum.levels("naive", 1, 5).tolist() == [0, 1, 0, 0, 0]
    assert curriculum.levels("mixed", 1, 5) == pytest.approx(np.full(5, 0.2))
    assert curriculum.levels("combined", 1, 5, 0.3) == pytest.approx([0.06, 0.76, 0.06, 0.06, 0.06])
    for share, regime in ((0.0, "naive"), (1.0, "mixed")):
        assert curriculum.levels("combined", 2, 5, share) == pytest.approx(curriculum.levels(regime, 2, 5))


def test_self_paced_is_what_a_search_over_all_subsets_finds():
    losses, threshold = np.array([0.2, 1.4, 0.9, 3.0, 0.6]), 1.0
    best = min(product([0.0, 1.0], repeat=5), key=lambda v: np.dot(v, losses) - threshold * sum(v))
    assert curriculum.self_paced(losses, threshold).tolist() == list(best)


def test_errors_say_what_is_wrong():
    with pytest.raises(ValueError, match="outside of"):
        curriculum.reweighted(P, np.full(7, 1.1))
    with pytest.raises(ValueError, match="nothing to draw"):
        curriculum.reweighted(P, np.zeros(7))
    with pytest.raises(ValueError, match="expected one of none, naive, mixed, combined"):
        curriculum.levels("hard", 1, 3)
    with pytest.raises(ValueError, match="expected a fraction above 0"):
        curriculum.easiest(SCORES, 0.0)
    with pytest.raises(ValueError, match="expected a fraction above 0, a time, a power"):
        curriculum.competence(1, 10, 0.0, 1)
