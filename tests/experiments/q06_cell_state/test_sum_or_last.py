"""Marked values: where they are, and what each task wants of them."""

import pytest
import torch

from scripts.experiments.q06_cell_state import sum_or_last
from scripts.experiments.tasks import adding


def generator():
    return torch.Generator().manual_seed(5)


def test_the_sequences_and_the_sum_are_those_of_the_adding_problem():
    ours, theirs = sum_or_last.draw("sum", 20, 7, generator()), adding.draw(20, 7, generator())
    assert torch.equal(ours.x, theirs.x)
    assert torch.allclose(ours.y, theirs.y)


def test_the_steps_and_values_are_those_of_the_marks():
    batch = sum_or_last.draw("last", 21, 50, generator())
    assert batch.steps.shape == batch.values.shape == (2, 50)
    assert (batch.steps[0] < 10).all()
    assert (batch.steps[1] >= 10).all()
    for b in range(50):
        marks = batch.x[:, b, 1].nonzero()[:, 0]
        assert torch.equal(marks, batch.steps[:, b])
        assert torch.equal(batch.x[marks, b, 0], batch.values[:, b])


def test_last_wants_the_second_value():
    batch = sum_or_last.draw("last", 20, 7, generator())
    assert torch.equal(batch.y, batch.values[1])


def test_an_unknown_task_is_named():
    with pytest.raises(ValueError, match="'mean'"):
        sum_or_last.draw("mean", 20, 7, generator())
