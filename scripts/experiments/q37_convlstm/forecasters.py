"""Networks that watch a film and go on with it: what they forecast for the next frame is what they read next.

So there is one frame of forecast behind every frame but the last, also while the film is still seen.
"""

import torch
from torch import nn

State = tuple[torch.Tensor, torch.Tensor]  # h and c


class ConvLSTMCell(nn.Module):
    """PyTorch has none: one convolution over frame and hidden state makes the four blocks i, f, g, o."""

    def __init__(self, C_in: int, C: int, k: int) -> None:
        """C_in channels of the frame, C of the states; k is odd, and the side of both kernels."""
        super().__init__()
        self.C = C
        self.conv = nn.Conv2d(C_in + C, 4 * C, k, padding="same")
        nn.init.zeros_(self.conv.bias)
        nn.init.ones_(self.conv.bias[C : 2 * C])  # the forget gate's, as in Keras

    def forward(self, x: torch.Tensor, state: State | None = None) -> State:
        """A frame (B, C_in, M, N) and the states, zeros before the first, give the next h and c (B, C, M, N)."""
        h, c = state or [x.new_zeros(len(x), self.C, *x.shape[2:])] * 2
        i, f, g, o = self.conv(torch.cat([x, h], 1)).chunk(4, 1)
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        return o.sigmoid() * c.tanh(), c


class Forecaster(nn.Module):
    """A cell, and what reads the next frame from its hidden state."""

    def __init__(self, cell: nn.Module, readout: nn.Module) -> None:
        """The cell maps a frame and (h, c) to the next (h, c); the readout maps h to logits of a frame."""
        super().__init__()
        self.cell, self.readout = cell, readout

    def forward(self, seen: torch.Tensor, ahead: int) -> torch.Tensor:
        """Frames (T, B, …) give logits (T - 1 + ahead, B, …) for the second frame seen and all that follow."""
        state, logits = None, []
        for t in range(len(seen) - 1 + ahead):
            x = seen[t] if t < len(seen) else logits[-1].sigmoid()
            state = self.cell(x, state)
            logits.append(self.readout(state[0]))
        return torch.stack(logits)


def convolutional(C: int, k: int) -> Forecaster:
    """Frames are (1, M, N); each pixel of the next one is read from its own C numbers."""
    return Forecaster(ConvLSTMCell(1, C, k), nn.Conv2d(C, 1, 1))


def fully_connected(H: int, pixels: int) -> Forecaster:
    """PyTorch's LSTM, for frames that are laid out as vectors of pixels; forget bias 1 as well."""
    cell = nn.LSTMCell(pixels, H)
    with torch.no_grad():
        cell.bias_ih[H : 2 * H], cell.bias_hh[H : 2 * H] = 1.0, 0.0
    return Forecaster(cell, nn.Linear(H, pixels))
