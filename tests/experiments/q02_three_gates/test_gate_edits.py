"""A layer run step by step: as PyTorch runs it, and with gates and states changed."""

import pytest
import torch
from torch import nn

from scripts.experiments.q02_three_gates.gate_edits import averages, fixed, step_through, swapped

T, B, D, H = 6, 3, 4, 5


@pytest.fixture
def layer() -> nn.LSTM:
    torch.manual_seed(0)
    return nn.LSTM(D, H)


@pytest.fixture
def x() -> torch.Tensor:
    return torch.randn(T, B, D, generator=torch.Generator().manual_seed(1))


def test_without_an_edit_it_is_the_layer(layer, x):
    steps = step_through(layer, x)
    out, (_, c) = layer(x)
    torch.testing.assert_close(torch.stack([step.h for step in steps]), out)
    torch.testing.assert_close(steps[-1].c, c[0])


def test_it_goes_on_from_a_state(layer, x):
    whole = step_through(layer, x)
    rest = step_through(layer, x[2:], whole[1])
    torch.testing.assert_close(rest[-1].h, whole[-1].h)


def test_gates_are_fixed_where_and_when_it_is_asked(layer, x):
    plain = step_through(layer, x)
    steps = step_through(layer, x, edit=fixed(2, [1, 3], i=0.0, f=1.0))
    for t in range(T):
        gates = steps[t].gates
        changed = torch.zeros(B, H, dtype=torch.bool)
        if t > 2:
            changed[:, [1, 3]] = True
            assert (gates.i[changed] == 0).all()
            assert (gates.f[changed] == 1).all()
            torch.testing.assert_close(steps[t].c[changed], steps[2].c[:, [1, 3]].flatten())  # a latch
        else:
            torch.testing.assert_close(gates.i, plain[t].gates.i)
            torch.testing.assert_close(gates.f, plain[t].gates.f)
        assert (gates.i[~changed] > 0).all()
        assert (gates.o < 1).all()


def test_a_gate_is_fixed_at_one_number_per_unit_from_the_first_step_on(layer, x):
    values = torch.linspace(0.1, 0.9, H)
    for step in step_through(layer, x, edit=fixed(o=values)):
        torch.testing.assert_close(step.gates.o, values.expand(B, H))


def test_averages_are_over_steps_and_sequences(layer, x):
    gates = [step.gates for step in step_through(layer, x)]
    mean = averages(layer, x)
    assert mean.g.shape == (H,)
    torch.testing.assert_close(mean.g, sum(step.g.mean(0) for step in gates) / T)
    torch.testing.assert_close(mean.f, sum(step.f.mean(0) for step in gates) / T)


def test_a_swap_takes_the_other_cell_state_and_shows_it_through_its_own_output_gate(layer, x):
    last = step_through(layer, x)[-1]
    other = last._replace(c=last.c + 2.0, h=last.h * 0)
    made = swapped(last, other, [0, 4])
    torch.testing.assert_close(made.c[:, [0, 4]], last.c[:, [0, 4]] + 2.0)
    torch.testing.assert_close(made.c[:, 1:4], last.c[:, 1:4])
    torch.testing.assert_close(made.h, last.gates.o * made.c.tanh())
    same = swapped(last, other, [])
    torch.testing.assert_close(same.h, last.h)
