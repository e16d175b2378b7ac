"""A small training that is right, in pieces that a planted bug can replace: data, model, loss, update."""

from typing import Any

import torch
from torch import nn
from torch.nn import functional as F

from scripts.experiments.networks.starts import BLOCKS, set_bias
from scripts.experiments.q41_debugging_training import keyed_sentences
from scripts.experiments.q41_debugging_training.keyed_sentences import PAD, SYMBOLS

Pair = tuple[torch.Tensor, torch.Tensor]


class Net(nn.Module):
    """Embedding, one LSTM layer with forget bias, readout at each step: (B, T) symbols to (B, T, SYMBOLS) logits."""

    def __init__(self, D: int, H: int, forget_bias: float, **options: bool) -> None:
        """`options` go to nn.LSTM; `forget_bias` is every forget bias, the sum of its two."""
        super().__init__()
        self.embedding = nn.Embedding(SYMBOLS, D)
        self.lstm = nn.LSTM(D, H, **{"batch_first": True} | options)
        self.readout = nn.Linear(H * (1 + self.lstm.bidirectional), SYMBOLS)
        set_bias(self.lstm, f=forget_bias)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Logits of the next symbol at every step."""
        return self.readout(self.lstm(self.embedding(x))[0])


class Training:
    """The training without a bug. `settings` names D, H, forget_bias, rate and clip."""

    def __init__(self, seed: int, settings: dict[str, Any]) -> None:
        """Build the network and its optimiser; `seed` decides the first weights."""
        torch.manual_seed(seed)
        self.settings = settings
        self.model = self.build()
        self.optimiser = self.optimise()
        self.norm = 0.0  # of the last update's gradient, before clipping

    def build(self) -> nn.Module:
        """The network."""
        return Net(*(self.settings[name] for name in ("D", "H", "forget_bias")))

    def optimise(self) -> torch.optim.Optimizer:
        """Adam over every weight."""
        return torch.optim.Adam(self.model.parameters(), self.settings["rate"])

    def pair(self, symbols: torch.Tensor) -> Pair:
        """Inputs and targets, (B, T-1) each: at every step the next symbol."""
        return symbols[:, :-1], symbols[:, 1:]

    def draw(self, count: int, generator: torch.Generator) -> Pair:
        """A batch as the training meets it."""
        return self.pair(keyed_sentences.draw(count, generator))

    def logits(self, x: torch.Tensor) -> torch.Tensor:
        """(B, T, SYMBOLS)."""
        return self.model(x)

    def loss(self, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        """Mean nats a symbol, padding left out."""
        return F.cross_entropy(self.logits(x).flatten(0, 1), y.flatten(), ignore_index=PAD)

    def update(self, x: torch.Tensor, y: torch.Tensor) -> float:
        """One step; return the loss before it. The gradient that was used stays in `.grad`, shortened."""
        self.optimiser.zero_grad()
        loss = self.loss(x, y)
        loss.backward()
        self.step()
        return loss.item()

    def step(self) -> None:
        """Shorten the gradient and move the weights."""
        self.norm = nn.utils.clip_grad_norm_(self.model.parameters(), self.settings["clip"]).item()
        self.optimiser.step()

    def forget(self) -> None:
        """Start a new stream: nothing to do where no state outlives a call."""


@torch.no_grad()
def served(training: Training, symbols: torch.Tensor) -> dict[str, float]:
    """What the network is worth in service: one sequence at a time, of which it gets the past alone.

    `loss` is in nats a symbol, `key` the share of question marks after which the key is the likeliest.
    """
    losses, right = [], []
    for row, asks in zip(symbols, keyed_sentences.answers(symbols), strict=True):
        for t in range(int((row != PAD).sum()) - 1):
            training.forget()
            logits = training.logits(row[None, : t + 1])[0, -1]
            losses.append(F.cross_entropy(logits, row[t + 1]).item())
            if asks[t]:
                right.append(float(logits.argmax() == row[t + 1]))
    return {"loss": sum(losses) / len(losses), "key": sum(right) / len(right)}


def gradient_norms(model: nn.Module) -> dict[str, float]:
    """Length of the gradient by block: embedding, W, U and b of each gate, readout. A missing gradient counts 0.

    Of a bidirectional layer the forward half; b is `bias_ih`, whose gradient `bias_hh` shares.
    """
    norms = {"embedding": _norm(model.embedding.weight.grad)}
    for block, name in (("W", "weight_ih_l0"), ("U", "weight_hh_l0"), ("b", "bias_ih_l0")):
        gradient = getattr(model.lstm, name).grad
        parts = [None] * 4 if gradient is None else gradient.chunk(4)
        norms |= {f"{block}_{gate}": _norm(part) for gate, part in zip(BLOCKS, parts, strict=True)}
    return norms | {"readout": _norm(model.readout.weight.grad)}


def _norm(gradient: torch.Tensor | None) -> float:
    return 0.0 if gradient is None else gradient.norm().item()
