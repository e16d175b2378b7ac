"""An encoder–decoder of two LSTMs: the encoder's last state starts the decoder, which may also attend to its outputs.

After Sutskever, Vinyals & Le (2014), with one layer each. Attention is the global one of Luong, Pham & Manning (2015):
the decoder's h_t is compared with every output of the encoder ("general" score), and the context joins it before the
output layer. Nothing of it goes back into the recurrence, so all steps of a known target are computed at once.
"""

from typing import NamedTuple

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from scripts.experiments.tasks.pairs import END, PAD, START, Pairs

State = tuple[torch.Tensor, torch.Tensor]  # h and c, (1, B, H) each


class Memory(NamedTuple):
    """What attention reads."""

    outputs: torch.Tensor  # (T_x, B, H)  of the encoder
    real: torch.Tensor  # (T_x, B)     false at padding


class EncoderDecoder(nn.Module):
    """From `sources` kinds of token to `targets` kinds, both with PAD, START and END, through states of width H."""

    def __init__(self, sources: int, targets: int, H: int, *, attention: bool = False, E: int = 32) -> None:
        """Embeddings have the width E; everything starts as PyTorch starts it."""
        super().__init__()
        self.read = nn.Embedding(sources, E)
        self.encoder = nn.LSTM(E, H)
        self.repeat = nn.Embedding(targets, E)
        self.decoder = nn.LSTM(E, H)
        self.score = nn.Linear(H, H, bias=False) if attention else None
        self.join = nn.Linear(2 * H, H, bias=False) if attention else None
        self.readout = nn.Linear(H, targets)

    def encode(self, source: torch.Tensor, lengths: torch.Tensor) -> tuple[State, Memory]:
        """The state after each source (T_x, B) of its own length (B,), and what there is to attend to."""
        packed = pack_padded_sequence(self.read(source), lengths.cpu(), enforce_sorted=False)
        outputs, state = self.encoder(packed)
        return state, Memory(pad_packed_sequence(outputs, total_length=len(source))[0], source != PAD)

    def decode(self, fed: torch.Tensor, state: State, memory: Memory) -> tuple[torch.Tensor, State]:
        """Logits (T, B, targets) after each of the tokens fed (T, B), and the state behind the last of them."""
        h, state = self.decoder(self.repeat(fed), state)
        if self.join is not None:
            context, _ = self.attend(h, memory)
            h = torch.tanh(self.join(torch.cat([context, h], dim=-1)))
        return self.readout(h), state

    def attend(self, h: torch.Tensor, memory: Memory) -> tuple[torch.Tensor, torch.Tensor]:
        """Contexts (T, B, H) for the decoder's h (T, B, H), and the weights (T, B, T_x), which are 0 at padding."""
        scores = torch.einsum("tbh,sbh->tbs", self.score(h), memory.outputs)
        weights = scores.masked_fill(~memory.real.T, float("-inf")).softmax(dim=-1)
        return torch.einsum("tbs,sbh->tbh", weights, memory.outputs), weights

    def forward(self, pairs: Pairs) -> torch.Tensor:
        """Logits (T_y, B, targets) under teacher forcing."""
        return self.decode(pairs.fed, *self.encode(pairs.source, pairs.lengths))[0]

    @torch.no_grad()
    def greedy(self, source: torch.Tensor, lengths: torch.Tensor, limit: int) -> torch.Tensor:
        """The likeliest token at each step, fed back: (T, B), PAD behind END, at most `limit` steps."""
        state, memory = self.encode(source, lengths)
        token, ended = torch.full_like(lengths, START), torch.zeros_like(lengths, dtype=torch.bool)
        said = []
        while len(said) < limit and not ended.all():
            logits, state = self.decode(token[None], state, memory)
            token = logits[0].argmax(dim=-1).masked_fill(ended, PAD)
            said.append(token)
            ended = ended | (token == END)
        return torch.stack(said)
