"""What a training step and a decoding step cost at equally many weights, against the length T, in time and in bytes.

Three LSTM layers and two Transformer layers of the same width H have 24 H² weights each, biases and norms apart. Time
is the processor time of one thread, as a multiple of the LSTM's at the shortest length in the same round, for seconds
belong to the machine. A round goes through all lengths and models in an order of its own. `training` is forward and
backward over B sequences of T tokens, per token; the Transformer does it with PyTorch's fused attention and, as
`plain`, with the T × T weights kept. `decoding` is one token after T, one sequence: the LSTM by its cell, the
Transformer with a cache that has room for all places and, as `uncached`, by reading the T tokens anew.

Bytes are counted: what autograd keeps for the backward pass beside the weights, and the numbers that decoding carries.
"""

from collections.abc import Callable
from functools import partial
from time import process_time
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn.attention import SDPBackend, sdpa_kernel
from torch.nn.functional import cross_entropy

from scripts.experiments.q47_lstm_vs_transformer.character_models import LSTM, State, Transformer, weights
from scripts.experiments.records.spread import spreads

QUESTION = "How do time and memory of a training step and of a decoding step grow with the length, for both?"
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],  # rounds
    "passes": {"training": 1, "decoding": 10},  # in a round, of which the fastest counts
    "K": 79,
    "H": 256,
    "heads": 4,
    "layers": {"lstm": 3, "transformer": 2},
    "B": 4,
    "lengths": [64, 128, 256, 512, 1024],
}
MEASURES_TIME = True
Actions = dict[tuple[str, int], Callable[[], None]]  # by kind and length
FUSED, PLAIN = SDPBackend.FLASH_ATTENTION, SDPBackend.MATH


def networks(settings: dict[str, Any]) -> tuple[LSTM, Transformer]:
    """Both, untrained, the Transformer with one place more than the longest length."""
    torch.manual_seed(0)
    K, H, layers = settings["K"], settings["H"], settings["layers"]
    places = max(settings["lengths"]) + 1
    return LSTM(K, H, H, layers["lstm"]), Transformer(K, H, layers["transformer"], settings["heads"], places)


def training_step(network: nn.Module, tokens: torch.Tensor, attention: SDPBackend) -> None:
    """Forward and backward over tokens (B, T + 1)."""
    with sdpa_kernel(attention):
        loss = cross_entropy(network(tokens[:, :-1]).flatten(0, 1), tokens[:, 1:].flatten())
    loss.backward()
    network.zero_grad()


def kept_bytes(network: nn.Module, tokens: torch.Tensor, attention: SDPBackend) -> int:
    """The bytes of all arrays that autograd keeps between forward and backward, each once, weights apart."""
    own, kept = {p.untyped_storage().data_ptr() for p in network.parameters()}, {}

    def note(array: torch.Tensor) -> torch.Tensor:
        storage = array.untyped_storage()
        kept[storage.data_ptr()] = storage.nbytes()
        return array

    with sdpa_kernel(attention), torch.autograd.graph.saved_tensors_hooks(note, lambda array: array):
        scores = network(tokens[:, :-1])
        loss = cross_entropy(scores.flatten(0, 1), tokens[:, 1:].flatten())
    del loss, scores
    return sum(size for place, size in kept.items() if place not in own)


def decoding_step(network: LSTM | Transformer, token: torch.Tensor, state: State) -> None:
    """One more token (1,) after those of the state."""
    with torch.no_grad():
        network.step(token, state)


def read_anew(network: Transformer, tokens: torch.Tensor) -> None:
    """The next token's scores without a cache: all tokens (1, T) are read again."""
    with torch.no_grad():
        network(tokens)


def carried_bytes(state: State) -> int:
    """The bytes of what has been read: h and c, or the filled places of the cache."""
    return sum(
        (part if part.dim() == 2 else part[:, :, : state.read]).numel() * part.element_size()
        for layer in state.layers
        for part in layer
    )


def seconds(action: Callable[[], None], passes: int) -> float:
    """The processor time of the fastest of several passes: other programs can only slow one down."""
    taken = []
    for _ in range(passes):
        begun = process_time()
        action()
        taken.append(process_time() - begun)
    return min(taken)


def ratios(actions: Actions, passes: int, seeds: list[int], *, per_token: bool) -> dict[str, Any]:
    """Each action's time by kind and length, the LSTM's at the shortest being 1, over the rounds (`seeds`)."""
    for action in actions.values():
        action()  # the first pass allocates
    names, rounds = list(actions), []
    for seed in seeds:
        order = [names[at] for at in np.random.default_rng(seed).permutation(len(names))]
        taken = {(kind, T): seconds(actions[kind, T], passes) / (T if per_token else 1) for kind, T in order}
        unit = taken["lstm", min(T for _, T in names)]
        found: dict[str, dict[str, float]] = {}
        for kind, T in names:
            found.setdefault(kind, {})[str(T)] = taken[kind, T] / unit
        rounds.append(found)
    return spreads(rounds)


def prepared(
    lstm: LSTM, transformer: Transformer, settings: dict[str, Any]
) -> tuple[Actions, Actions, dict[str, dict[str, int]]]:
    """The training steps and the decoding steps to be timed, by kind and length, and the bytes that they hold."""
    training: Actions = {}
    decoding: Actions = {}
    held: dict[str, dict[str, int]] = {}
    for T in settings["lengths"]:
        tokens = torch.randint(settings["K"], (settings["B"], T + 1))
        for kind, network, attention in (
            ("lstm", lstm, FUSED),
            ("transformer", transformer, FUSED),
            ("plain", transformer, PLAIN),
        ):
            training[kind, T] = partial(training_step, network, tokens, attention)
            held.setdefault(kind, {})[str(T)] = kept_bytes(network, tokens, attention)
        for kind, network in (("lstm", lstm), ("transformer", transformer)):
            state = network.start(1)._replace(read=T)
            decoding[kind, T] = partial(decoding_step, network, tokens[0, :1], state)
            held.setdefault(f"{kind}_state", {})[str(T)] = carried_bytes(state)
        decoding["uncached", T] = partial(read_anew, transformer, tokens[:1, 1:])
    return training, decoding, held


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """Bytes, which are counted, and times, which are measured, by kind and length."""
    lstm, transformer = networks(settings)
    training, decoding, held = prepared(lstm, transformer, settings)
    progress(0.1, f"{held}")
    results: dict[str, Any] = {
        "weights": {name: weights(network.layers) for name, network in (("lstm", lstm), ("transformer", transformer))},
        "bytes": held,
    }
    for name, actions, done in (("decoding", decoding, 0.3), ("training", training, 1.0)):
        passes, per_token = settings["passes"][name], name == "training"
        results[name] = ratios(actions, passes, settings["seeds"], per_token=per_token)
        progress(done, f"{name}: {results[name]}")
    return results
