"""An LSTM and a decoder-only Transformer with a readout, over tokens: whole sequences, and one token at a time.

The Transformer is that of today's language models in small: pre-norm layers of causal attention and a feed-forward
network four times as wide with GELU, and a last normalisation. Its positions are learned vectors, or ALiBi's: nothing
is added to the embeddings, but the score of a token i places back falls by i times a slope, each head with its own
(Press et al. 2022). All start as PyTorch starts them, but for the LSTM's forget bias of 1.
"""

from typing import NamedTuple

import torch
from torch import nn
from torch.nn import functional

from scripts.experiments.networks.starts import set_bias


class State(NamedTuple):
    """What is carried from token to token."""

    layers: list[tuple[torch.Tensor, torch.Tensor]]  # h and c (B, H), or room for keys and values (B, heads, places, d)
    read: int  # tokens so far


class LSTM(nn.Module):
    """Embedding of width E, `layers` LSTM layers of H units, scores for K tokens."""

    def __init__(self, K: int, E: int, H: int, layers: int, dropout: float = 0.0) -> None:
        """Weights as PyTorch draws them, forget bias 1; dropout on what enters, and leaves, each layer."""
        super().__init__()
        self.embedding = nn.Embedding(K, E)
        self.layers = nn.LSTM(E, H, layers, dropout=dropout if layers > 1 else 0.0, batch_first=True)
        self.readout = nn.Linear(H, K)
        self.dropout = nn.Dropout(dropout)
        set_bias(self.layers, f=1.0)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Scores (B, T, K) after each of the tokens x (B, T), from a zero state."""
        hs, _ = self.layers(self.dropout(self.embedding(x)))
        return self.readout(self.dropout(hs))

    def start(self, B: int) -> State:
        """The state before the first token."""
        zeros = torch.zeros(B, self.layers.hidden_size)
        return State([(zeros, zeros)] * self.layers.num_layers, 0)

    def step(self, x: torch.Tensor, state: State) -> tuple[torch.Tensor, State]:
        """Scores (B, K) after one more token x (B,), by the cell: the layer's call is made for sequences."""
        u, after = self.embedding(x), []
        for weights, before in zip(self.layers.all_weights, state.layers, strict=True):
            after.append(torch.lstm_cell(u, before, *weights))
            u = after[-1][0]
        return self.readout(u), State(after, state.read + 1)


class Layer(nn.Module):
    """One pre-norm layer: causal attention, then the feed-forward network, each added to what it read."""

    def __init__(self, H: int, heads: int, dropout: float) -> None:
        """Four H × H matrices for attention, and two of 4H × H."""
        super().__init__()
        self.heads = heads
        self.before_attention, self.before_network = nn.LayerNorm(H), nn.LayerNorm(H)
        self.qkv, self.out = nn.Linear(H, 3 * H), nn.Linear(H, H)
        self.up, self.down = nn.Linear(H, 4 * H), nn.Linear(4 * H, H)
        self.dropout = nn.Dropout(dropout)

    def forward(
        self,
        u: torch.Tensor,
        cache: tuple[torch.Tensor, torch.Tensor] | None = None,
        read: int = 0,
        bias: torch.Tensor | None = None,
    ) -> torch.Tensor:
        """u (B, T, H) to the same shape; `bias` is added to the scores, which without it are masked by their order.

        With a cache T is 1: keys and values go in at place `read`, and all up to there count.
        """
        B, T, H = u.shape
        parts = self.qkv(self.before_attention(u)).view(B, T, 3, self.heads, H // self.heads)
        q, k, v = parts.permute(2, 0, 3, 1, 4)
        if cache is not None:
            for kept, new in zip(cache, (k, v), strict=True):
                kept[:, :, read] = new[:, :, 0]
            k, v = (kept[:, :, : read + 1] for kept in cache)
        seen = functional.scaled_dot_product_attention(q, k, v, bias, is_causal=cache is None and bias is None)
        u = u + self.dropout(self.out(seen.transpose(1, 2).reshape(B, T, H)))
        made = self.down(functional.gelu(self.up(self.before_network(u))))
        return u + self.dropout(made)


class Transformer(nn.Module):
    """Embedding of width H, positions of one kind, `layers` layers, scores for K tokens after at most `places`."""

    def __init__(
        self, K: int, H: int, layers: int, heads: int, places: int, dropout: float = 0.0, alibi: bool = False
    ) -> None:
        """Weights as PyTorch draws them; dropout on what enters, and on what every half of a layer adds."""
        super().__init__()
        self.heads = heads
        self.embedding, self.positions = nn.Embedding(K, H), None if alibi else nn.Embedding(places, H)
        self.register_buffer("bias", distance_bias(heads, places) if alibi else None, persistent=False)
        self.places = places
        self.layers = nn.ModuleList(Layer(H, heads, dropout) for _ in range(layers))
        self.norm, self.readout = nn.LayerNorm(H), nn.Linear(H, K)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Scores (B, T, K) after each of the tokens x (B, T)."""
        T = x.shape[1]
        u = self.dropout(self.placed(self.embedding(x), slice(T)))
        for layer in self.layers:
            u = layer(u, bias=None if self.bias is None else self.bias[:, :T, :T])
        return self.readout(self.norm(u))

    def placed(self, u: torch.Tensor, where: int | slice) -> torch.Tensor:
        """u with the positions that belong to it added, if there are any."""
        return u if self.positions is None else u + self.positions.weight[where]

    def start(self, B: int) -> State:
        """An empty cache with room for all places."""
        H = self.embedding.embedding_dim
        room = [torch.zeros(2, B, self.heads, self.places, H // self.heads) for _ in self.layers]
        return State([(kept[0], kept[1]) for kept in room], 0)

    def step(self, x: torch.Tensor, state: State) -> tuple[torch.Tensor, State]:
        """Scores (B, K) after one more token x (B,); its keys and values are written into the cache, in place."""
        t = state.read
        u = self.placed(self.embedding(x), t)[:, None]
        for layer, cache in zip(self.layers, state.layers, strict=True):
            u = layer(u, cache, t, None if self.bias is None else self.bias[:, t : t + 1, : t + 1])
        return self.readout(self.norm(u[:, 0])), State(state.layers, state.read + 1)


def distance_bias(heads: int, places: int) -> torch.Tensor:
    """ALiBi's (heads, places, places): minus slope times distance, and minus infinity for what comes later.

    The slopes are 2^(-8 i / heads) for i = 1 … heads.
    """
    slopes = 2.0 ** (-8.0 * torch.arange(1, heads + 1) / heads)
    back = torch.arange(places)[:, None] - torch.arange(places)
    return torch.where(back < 0, -torch.inf, -slopes[:, None, None] * back)


def weights(network: nn.Module) -> int:
    """How many numbers are learned."""
    return sum(p.numel() for p in network.parameters())
