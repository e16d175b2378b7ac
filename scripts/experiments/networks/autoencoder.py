"""An autoencoder of two LSTMs for series of real values: read into one short code, and written back from it alone.

After Srivastava, Mansimov & Salakhutdinov (2015), the unconditional form: the decoder sees none of the values, only the
code, which is its input at every step, and writes the sequence from its end. The code is a linear map of the encoder's
last h, so that its size K is chosen apart from the width H of the LSTMs.
"""

import torch
from torch import nn


class Autoencoder(nn.Module):
    """Sequences of D values per step through K numbers; both LSTMs have one layer of width H."""

    def __init__(self, D: int, H: int, K: int, *, reverse: bool = True) -> None:
        """`reverse`: the decoder writes the last step first. Everything starts as PyTorch starts it."""
        super().__init__()
        self.encoder = nn.LSTM(D, H)
        self.squeeze = nn.Linear(H, K)
        self.decoder = nn.LSTM(K, H)
        self.readout = nn.Linear(H, D)
        self.reverse = reverse

    def encode(self, x: torch.Tensor) -> torch.Tensor:
        """The codes (B, K) of sequences x (T, B, D), all of the same length."""
        return self.squeeze(self.encoder(x)[0][-1])

    def decode(self, code: torch.Tensor, T: int) -> torch.Tensor:
        """T steps (T, B, D) from codes (B, K), in the sequence's own order, whichever the decoder writes in."""
        written = self.readout(self.decoder(code.expand(T, *code.shape))[0])
        return written.flip(0) if self.reverse else written

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """The reconstruction (T, B, D) of x (T, B, D)."""
        return self.decode(self.encode(x), len(x))
