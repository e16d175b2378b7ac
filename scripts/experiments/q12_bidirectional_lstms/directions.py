"""A network that answers at every step and reads forward, backward, or both ways."""

import torch
from torch import nn

from scripts.experiments.networks.starts import set_bias

WAYS = {"forward": ("forward",), "backward": ("backward",), "both": ("forward", "backward")}


def turned(x: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
    """Each sequence of x (T, B, ·) turned round within its length (B,); padding stays where it is."""
    t = torch.arange(len(x))[:, None]
    source = torch.where(t < lengths, lengths - 1 - t, t)  # (T, B)
    return x.gather(0, source[:, :, None].expand_as(x))


class Tagger(nn.Module):
    """One LSTM of width H for each way, over D inputs, and K outputs at each step, read from all of them at once.

    Padding follows the real steps whichever way an LSTM reads, so it changes none of their outputs.
    """

    def __init__(self, way: str, D: int, H: int, K: int) -> None:
        """`way` is one of WAYS; everything starts as PyTorch starts it, uniform in ±1/√H."""
        super().__init__()
        self.ways = WAYS[way]
        self.readers = nn.ModuleList(nn.LSTM(D, H) for _ in self.ways)
        self.readout = nn.Linear(len(self.readers) * H, K)

    def forward(self, x: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        """x (T, B, D) of these lengths (B,) gives outputs (T, B, K); those in padding mean nothing."""
        halves = []
        for way, reader in zip(self.ways, self.readers, strict=True):
            if way == "backward":
                halves.append(turned(reader(turned(x, lengths))[0], lengths))
            else:
                halves.append(reader(x)[0])
        return self.readout(torch.cat(halves, dim=-1))

    def parameter_count(self) -> int:
        """The weights of LSTMs and readout."""
        return sum(parameter.numel() for parameter in self.parameters())


def start(way: str, D: int, H: int, K: int, seed: int, forget_bias: float) -> Tagger:
    """A network with the given seed; `forget_bias` is every forget bias, the sum of PyTorch's two."""
    torch.manual_seed(seed)
    network = Tagger(way, D, H, K)
    for reader in network.readers:
        set_bias(reader, f=forget_bias)
    return network
