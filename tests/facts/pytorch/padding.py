"""What PyTorch makes of padding, and what it asks of sequences that are packed."""

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from tests.facts.probes import TORCH, seen
from tests.facts.pytorch.states import B, T, X, layer

LENGTHS = [2, 5, 3]


def pack(**arguments):
    return pack_padded_sequence(X, LENGTHS, **arguments)


@TORCH("packing.unsorted")
def _():
    try:
        pack()
    except Exception as error:
        return type(error).__name__
    return "accepted"


@TORCH("packing.order")
def _():
    for words, order in {"longest first": [1, 2, 0], "shortest first": [0, 2, 1]}.items():
        try:
            pack_padded_sequence(X[:, order], [LENGTHS[k] for k in order])
        except RuntimeError:
            continue
        return words
    return "none"


@TORCH("packing.last")
def _():
    lstm = layer()
    h = lstm(pack(enforce_sorted=False))[1][0][0]
    own = [torch.allclose(h[k], lstm(X[:length, k])[1][0][0], atol=1e-6) for k, length in enumerate(LENGTHS)]
    return seen(all(own), {True: "each sequence's own last step"})


@TORCH("padding.last")
def _():
    output, (h, _) = layer()(X)
    at = [torch.equal(h[0, k], output[-1, k]) for k in range(B)]
    return seen(all(at), {True: "the padded end"})


@TORCH("packing.padding_value")
def _():
    padded, _ = pad_packed_sequence(layer()(pack(enforce_sorted=False))[0])
    return padded[LENGTHS[0] :, 0].unique().item()


TORCH.default("packing.enforce_sorted", pack_padded_sequence)
TORCH.default("packing.batch_first", pack_padded_sequence)
TORCH.default("packing.total_length", pad_packed_sequence)


@TORCH("lstm.mask_argument")
def _():
    for argument in ("mask", "lengths"):
        try:
            layer()(X, **{argument: torch.ones(T, B)})
        except TypeError:
            continue
        return argument
    return "none"


@TORCH("embedding.padding_idx")
def _():
    return nn.Embedding(3, 2).padding_idx
