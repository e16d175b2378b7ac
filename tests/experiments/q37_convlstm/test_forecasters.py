"""Cells that forecast films: the convolutional one is the reference's, and forecasts are what is read next."""

import numpy as np
import torch
from numpy.testing import assert_allclose

from scripts.experiments.q37_convlstm import forecasters
from scripts.reference import convlstm, over_time, params

C_IN, C, K, M, N, B, T = 2, 3, 5, 6, 7, 4, 8


def test_the_cell_is_that_of_the_reference() -> None:
    torch.manual_seed(0)
    cell = forecasters.ConvLSTMCell(C_IN, C, K).double()
    xs = torch.randn(T, B, C_IN, M, N).double()
    kernel, bias = (p.detach().numpy() for p in cell.parameters())
    p = convlstm.Params(kernel[:, :C_IN], kernel[:, C_IN:], bias)
    start = convlstm.State(*np.zeros((2, B, C, M, N)))
    ours, state = over_time.forward(convlstm.CELL, xs.numpy(), start, p).states, None
    for x in xs:
        state = cell(x, state)
    for mine, theirs in zip(ours, state, strict=True):
        assert_allclose(mine[-1], theirs.detach(), rtol=0, atol=1e-12)
    assert sum(p.numel() for p in cell.parameters()) == params.convlstm(C_IN, C, K)


def test_both_start_with_forget_bias_one() -> None:
    assert forecasters.convolutional(C, K).cell.conv.bias.view(4, C).tolist() == [[0] * C, [1] * C, [0] * C, [0] * C]
    cell = forecasters.fully_connected(C, N).cell
    assert (cell.bias_ih + cell.bias_hh).view(4, C)[1].tolist() == [1.0] * C


def test_forecasts_are_read_once_the_film_has_ended() -> None:
    torch.manual_seed(1)
    network, film = forecasters.fully_connected(C, N), torch.rand(T, B, N)
    said = network(film[:3], 2)
    assert said.shape == (4, B, N)  # frames 2 and 3, and two to come
    again = network(torch.cat([film[:3], said[2:3].sigmoid()]), 1)
    torch.testing.assert_close(said, again)
    changed = network(torch.cat([film[:2], film[5:6]]), 2)
    torch.testing.assert_close(said[:2], changed[:2])
    assert (said[2:] - changed[2:]).abs().min() > 0
