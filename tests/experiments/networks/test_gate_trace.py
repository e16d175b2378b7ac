"""The trace of a trained layer is what PyTorch computes."""

import numpy as np
import torch
from torch import nn

from scripts.experiments.networks.gate_trace import trace


def test_the_states_are_those_of_pytorch_and_the_gates_make_them():
    torch.manual_seed(0)
    layer, x = nn.LSTM(3, 5), torch.randn(7, 2, 3)
    i, f, g, o, c, h = trace(layer, x)
    out, (_, c_T) = layer(x)
    assert i.shape == f.shape == g.shape == o.shape == (7, 2, 5)
    np.testing.assert_allclose(h, out.detach(), atol=1e-6)
    np.testing.assert_allclose(c[-1], c_T[0].detach(), atol=1e-6)
    before = np.concatenate([np.zeros((1, 2, 5)), c[:-1]])
    np.testing.assert_allclose(c, f * before + i * g, atol=1e-12)
    np.testing.assert_allclose(h, o * np.tanh(c), atol=1e-12)
