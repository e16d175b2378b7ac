"""The four cells of PyTorch against those of the reference, and seeds that do not touch each other."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from scripts.experiments.q49_recent_advances import four_cells
from scripts.reference import lstm, minlstm, mlstm, over_time, slstm
from tests.reference.cells import LSTM, HiddenAndCell

T, S, B, D, H = 11, 2, 3, 4, 5
SIZES = (D, H, 6)


def weights(cell: str) -> dict[str, torch.Tensor]:
    made = four_cells.start(cell, SIZES, 2, [0, 1], 0.7)
    generator = torch.Generator().manual_seed(7)
    return {name: torch.randn(value.shape, generator=generator).double() for name, value in made.items()}


def inputs() -> torch.Tensor:
    return torch.randn(T, S, B, D, generator=torch.Generator().manual_seed(8)).double()


def reference(cell: str, x: np.ndarray, w: dict[str, np.ndarray]) -> np.ndarray:
    """The outputs of one network's layer for x (T, B, D), step by step."""
    if cell == "lstm":
        start = HiddenAndCell(np.zeros((B, H)), np.zeros((B, H)))
        return over_time.forward(LSTM, x, start, lstm.Params(w["W"], w["U"], w["b"])).states.h
    if cell == "slstm":
        return over_time.forward(slstm.CELL, x, slstm.start(B, H), slstm.Params(w["W"], w["U"], w["b"])).states.h
    if cell == "minlstm":
        p = minlstm.Params(w["W"], w["b"])
        return over_time.forward(minlstm.CELL, x, minlstm.State(np.zeros((B, H))), p).states.h
    cuts = [H, 2 * H, 3 * H, 4 * H]
    p = mlstm.Params(*np.split(w["W"], cuts), *np.split(w["b"], cuts))
    return over_time.forward(mlstm.CELL, x, mlstm.start(B, H, H), p).states.h


@pytest.mark.parametrize("cell", four_cells.CELLS)
def test_two_layers_and_a_readout_give_what_the_reference_gives(cell):
    w, x = weights(cell), inputs()
    said = four_cells.outputs(cell, w, x)
    for s in range(S):
        h = x[:, s].numpy()
        for layer in range(2):
            own = {name: w[f"{layer}.{name}"][s].numpy() for name in "WUb" if f"{layer}.{name}" in w}
            h = reference(cell, h, own)
        assert_allclose(said[:, s], h @ w["readout.W"][s].numpy().T + w["readout.b"][s].numpy(), rtol=0, atol=1e-11)


@pytest.mark.parametrize("cell", four_cells.CELLS)
def test_the_start_has_the_forget_bias_and_no_other(cell):
    made = four_cells.start(cell, SIZES, 1, [0, 1], 0.7)
    b = made["0.b"].detach()
    if cell == "minlstm":  # it keeps f / (f + i), so gate i has the negative
        assert b[:, :H].flatten().unique().tolist() == pytest.approx([-0.7])
        b[:, :H] = 0
    assert (b != 0).sum() == (S if cell == "mlstm" else S * H)
    assert b[:, -1 if cell == "mlstm" else slice(H, 2 * H)].flatten().unique().tolist() == pytest.approx([0.7])
    assert not torch.equal(made["0.W"][0], made["0.W"][1])
    assert four_cells.parameters(made) == sum(value.numel() for value in made.values()) / S


@pytest.mark.parametrize("cell", four_cells.CELLS)
def test_at_the_start_every_cell_keeps_the_same_share_of_its_memory(cell):
    """After one input, all zeros: what a layer with no weights but its biases holds decays by σ(forget bias)."""
    made = {name: value.detach().double() for name, value in four_cells.start(cell, SIZES, 1, [0], 0.7).items()}
    i, f = {"minlstm": (slice(0, H), slice(H, 2 * H)), "mlstm": (-2, -1)}.get(cell, (slice(0, H), slice(H, 2 * H)))
    z_i, z_f = made["0.b"][0, i], made["0.b"][0, f]
    kept = torch.sigmoid(z_f)
    if cell == "minlstm":
        kept = kept / (kept + torch.sigmoid(z_i))
    assert_allclose(kept, torch.sigmoid(torch.tensor(0.7)), rtol=1e-6)


def test_the_scan_is_the_loop():
    a, b = torch.rand(2, 37, 3, generator=torch.Generator().manual_seed(9)).double()
    h = torch.zeros(3).double()
    for t, made in enumerate(four_cells.scan(a, b)):
        h = a[t] * h + b[t]
        torch.testing.assert_close(made, h, rtol=0, atol=1e-14)
