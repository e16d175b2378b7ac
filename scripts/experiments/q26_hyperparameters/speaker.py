"""The network that is tuned, and its training: an LSTM over one utterance, and a readout that names the speaker."""

from typing import Any, NamedTuple

import torch
from torch import nn
from torch.nn.functional import cross_entropy, dropout

from scripts.experiments.networks.starts import set_bias
from scripts.experiments.tasks import japanese_vowels
from scripts.experiments.tasks.labelled import Labelled, at_last_frame, rows, share_right
from scripts.experiments.training.fit import fit

D = 12


class Configuration(NamedTuple):
    """What is tuned."""

    rate: float  # Adam's, constant
    H: int  # units per layer
    dropout: float  # between layers, and on what the readout reads
    layers: int
    batch: int  # utterances
    clip: float  # the norm above which the gradient is shortened


class Speaker(nn.Module):
    """A stack of LSTM layers; the readout sees the top layer's output at the last real frame."""

    def __init__(self, made: Configuration, forget_bias: float) -> None:
        """As PyTorch starts it, but for the forget bias."""
        super().__init__()
        between = made.dropout if made.layers > 1 else 0.0
        self.lstm = nn.LSTM(D, made.H, made.layers, dropout=between)
        self.readout = nn.Linear(made.H, japanese_vowels.CLASSES)
        self.dropout = made.dropout
        set_bias(self.lstm, f=forget_bias)

    def forward(self, data: Labelled) -> torch.Tensor:
        """The scores of the speakers, (N, 9)."""
        last = at_last_frame(self.lstm(data.x)[0], data.lengths)
        return self.readout(dropout(last, self.dropout, self.training))


def train(made: Configuration, seed: int, learned: Labelled, settings: dict[str, Any]) -> Speaker:
    """A network after `passes` times the utterances, in batches drawn without repetition; ready to be asked."""
    torch.manual_seed(seed)
    net = Speaker(made, settings["forget_bias"])
    generator = torch.Generator().manual_seed(seed)
    order: list[torch.Tensor] = []

    def loss() -> torch.Tensor:
        if not order:
            order.extend(torch.randperm(len(learned.y), generator=generator).split(made.batch))
        batch = rows(learned, order.pop())
        return cross_entropy(net(batch), batch.y)

    updates = settings["passes"] * -(-len(learned.y) // made.batch)
    fit(net, loss, {"rate": made.rate, "clip": made.clip, "updates": updates})
    return net.eval()


@torch.no_grad()
def right(net: Speaker, data: Labelled) -> float:
    """The share of the utterances whose speaker is named."""
    return share_right(net(data).argmax(1), data)
