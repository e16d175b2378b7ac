"""The three cells are those of the reference, and networks side by side do not meet."""

import numpy as np
import pytest
import torch

from scripts.experiments.q11_lstm_variants import variant_cells
from scripts.reference import coupled, lstm, over_time, peephole
from tests.reference.cells import LSTM, HiddenAndCell

S, T, B, D, H = 2, 7, 4, 3, 5
CELLS = {"plain": LSTM, "peephole": peephole.CELL, "coupled": coupled.CELL}
PARAMS = {"plain": lstm.Params, "peephole": peephole.Params, "coupled": coupled.Params}


@pytest.fixture
def xs():
    return torch.randn(T, B, D, generator=torch.Generator().manual_seed(1))


def reference(cell: str, weights: dict[str, torch.Tensor], s: int) -> tuple:
    arrays = {name: value[s].detach().double().numpy() for name, value in weights.items()}
    own = [arrays[f"layer.{name}"] for name in ("weight_ih_l0", "weight_hh_l0", "bias")]
    return PARAMS[cell](*own, *arrays.get("peepholes", ()))


@pytest.mark.parametrize("cell", variant_cells.CELLS)
def test_each_cell_is_that_of_the_reference(cell, xs):
    weights = variant_cells.start(cell, H, range(S), 1.0, D)
    h, c = (torch.stack(part) for part in zip(*variant_cells.states(cell, weights, xs), strict=True))
    for s in range(S):
        zeros = HiddenAndCell(np.zeros((B, H)), np.zeros((B, H)))
        ran = over_time.forward(CELLS[cell], xs.double().numpy(), zeros, reference(cell, weights, s))
        np.testing.assert_allclose(h[:, s].detach(), ran.states.h, atol=1e-5)
        np.testing.assert_allclose(c[:, s].detach(), ran.states.c, atol=1e-5)


@pytest.mark.parametrize("cell", variant_cells.CELLS)
def test_every_cell_starts_with_the_same_forget_gate(cell):
    weights = variant_cells.start(cell, H, [0], 1.0)
    bias = weights["layer.bias"][0].detach()
    forget = 1 - bias[:H].sigmoid() if cell == "coupled" else bias[H : 2 * H].sigmoid()
    torch.testing.assert_close(forget, torch.full((H,), 0.7311), atol=1e-4, rtol=0)
    assert (bias != 0).sum() == H


@pytest.mark.parametrize("cell", variant_cells.CELLS)
def test_parameters_are_those_of_the_reference_and_of_the_readout(cell):
    weights = variant_cells.start(cell, H, range(S), 1.0, D)
    cell_alone = sum(array.size for array in reference(cell, weights, 0))
    assert variant_cells.parameters(weights) == cell_alone + H + 1


def test_a_network_among_others_says_what_it_says_alone(xs):
    together = variant_cells.said("peephole", variant_cells.start("peephole", H, [0, 1], 1.0, D), xs)
    alone = variant_cells.said("peephole", variant_cells.start("peephole", H, [1], 1.0, D), xs)
    torch.testing.assert_close(together[1:], alone)
    assert together.shape == (2, T, B)
    assert (together[0] - together[1]).abs().max() > 0.01
