"""Help for an LSTM that has to hold a symbol over a long lag: a longer start, a shorter path, or an easier lesson.

A network of forget bias 1 is the plain case. `chrono` gives the same network other biases, told the lag. `attention`
shortens the way from the cue back to the symbol, by a weighted mean over all h_t. `curriculum` and `auxiliary` leave
the network of bias 1 as it is and change what it is taught: lags that grow, and the symbol asked for at every step.
"""

import torch
from torch import nn
from torch.nn.functional import cross_entropy

from scripts.experiments.networks.recurrent import Recurrent, start
from scripts.experiments.tasks import copying

HELPS = ("bias_1", "chrono", "curriculum", "auxiliary", "attention")
FORGET_BIAS = 1.0


class Attending(nn.Module):
    """A layer whose last h asks all its h_t, by dot products, and reads out what it has found beside itself."""

    def __init__(self, network: Recurrent) -> None:
        """Take over the layer of `network`; the readout is new and twice as wide."""
        super().__init__()
        self.layer = network.layer
        self.readout = nn.Linear(2 * network.readout.in_features, network.readout.out_features)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """x (T, B, D) gives outputs (1, B, K) of the last step."""
        h = self.layer(x)[0]
        share = (h * h[-1]).sum(dim=-1).softmax(dim=0)  # (T, B)
        found = (share[..., None] * h).sum(dim=0)
        return self.readout(torch.cat([h[-1], found], dim=-1))[None]


def network(helped: str, lag: int, seed: int, settings: dict) -> nn.Module:
    """The untrained network of one of HELPS; a ValueError names another."""
    if helped not in HELPS:
        raise ValueError(f"{helped!r} is no help that is known, expected one of {', '.join(HELPS)}")
    D, H, K = copying.WIDTH, settings["H"], copying.SYMBOLS
    if helped == "chrono":
        return start("lstm", D, H, K, seed, chrono=settings["chrono"] * lag)
    plain = start("lstm", D, H, K, seed, forget_bias=FORGET_BIAS)
    return Attending(plain) if helped == "attention" else plain


class Lesson:
    """The loss of one fresh batch after another, and the number of time steps read so far."""

    def __init__(self, helped: str, net: nn.Module, lag: int, generator: torch.Generator, settings: dict) -> None:
        """A curriculum begins at the shortest of its lags, or at `lag` if that is shorter."""
        self.help, self.net, self.lag, self.generator, self.settings = helped, net, lag, generator, settings
        self.steps = 0
        self.now = min(lag, settings["curriculum"]["from"]) if helped == "curriculum" else lag

    def loss(self) -> torch.Tensor:
        """The cross-entropy at the cue; `auxiliary`: its mean over all steps, each asked for the symbol."""
        batch = copying.draw(1, self.now, self.settings["batch"], self.generator)
        self.steps += len(batch.x)
        logits = self.net(batch.x)
        if self.help == "auxiliary":
            return cross_entropy(logits.flatten(0, 1), batch.y.expand(len(logits), -1).flatten())
        return copying.loss(logits, batch)

    def go_on(self, loss: float) -> None:
        """Lengthen the lag of a curriculum by a tenth and a step, once a batch has been answered well enough."""
        rule = self.settings["curriculum"]
        if self.help == "curriculum" and loss < rule["below"]:
            self.now = min(self.lag, int(self.now * rule["times"]) + 1)
