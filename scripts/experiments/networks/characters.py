"""A network that predicts the next character: embedding, one LSTM layer and a score for each of K characters."""

from typing import Any

import torch
from torch import nn

from scripts.experiments.networks.starts import set_bias

State = tuple[torch.Tensor, torch.Tensor]


class Network(nn.Module):
    """Embedding, one LSTM layer, and scores for the next of K characters."""

    def __init__(self, K: int, settings: dict[str, Any]) -> None:
        """Everything starts as PyTorch starts it, but for a forget bias of 1."""
        super().__init__()
        self.embedding = nn.Embedding(K, settings["E"])
        self.layer = nn.LSTM(settings["E"], settings["H"])
        self.readout = nn.Linear(settings["H"], K)
        self.dropout = nn.Dropout(settings["dropout"])
        set_bias(self.layer, f=1.0)

    def forward(self, x: torch.Tensor, state: State | None) -> tuple[torch.Tensor, State]:
        """Scores (T, B, K) after each of the characters x (T, B), and the last state."""
        hs, state = self.layer(self.dropout(self.embedding(x)), state)
        return self.readout(self.dropout(hs)), state
