"""A reservoir keeps each item with the same probability, and never more than its size."""

import numpy as np
import pytest

from scripts.experiments.q44_online_learning.reservoir import Reservoir


def test_early_and_late_items_are_kept_alike():
    random, counts, runs = np.random.default_rng(0), np.zeros(12), 4000
    for _ in range(runs):
        made: Reservoir[int] = Reservoir(3, random)
        for item in range(12):
            made.offer(item)
        assert len(made.kept) == 3
        counts[made.kept] += 1
    assert counts / runs == pytest.approx(np.full(12, 3 / 12), abs=0.03)


def test_a_draw_is_one_of_those_kept():
    made: Reservoir[str] = Reservoir(5, np.random.default_rng(0))
    for item in "abc":
        made.offer(item)
    assert {made.draw() for _ in range(100)} == set("abc")


def test_no_room_is_refused():
    with pytest.raises(ValueError, match="size is 0"):
        Reservoir(0, np.random.default_rng(0))
