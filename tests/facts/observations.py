"""What the probes of all libraries look at: which gate a block is, which activation it has, where the GRU resets."""

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np

from scripts.reference import gru
from tests.facts.probes import seen
from tests.reference.samples import B, D, H, T, gru_params, normal

_OPEN = 30.0
_AT = 0.7
_ACTIVATIONS = {"tanh": np.tanh(_AT), "sigmoid": 1 / (1 + np.exp(-_AT)), "relu": _AT}

# h after one step, and for an LSTM c too, of a cell with one unit: the weights are 0, each block has a bias.
Step = Callable[[Sequence[float], float], tuple[float, ...]]


@cache
def lstm_order(step: Step) -> str:
    """The order of the blocks of an LSTM with all weights 0.

    `step(biases, c0)` gives h and c after one step from h = 0 and c = c0, with one bias for each block.
    """
    at_rest = {c0: step([0] * 4, c0) for c0 in (0, 1)}

    def role(block: int) -> str:
        moved = []
        for c0 in (0, 1):
            after = step([_OPEN * (k == block) for k in range(4)], c0)
            moved.append(tuple(abs(a - b) > 1e-3 for a, b in zip(after, at_rest[c0], strict=True)))
        # (h moves, c moves) from c0 = 0 and from c0 = 1; with g = 0 the input gate moves nothing.
        return {
            ((False, False), (False, False)): "i",
            ((False, False), (True, True)): "f",
            ((True, True), (True, True)): "g",
            ((False, False), (True, False)): "o",
        }.get(tuple(moved), "?")

    roles = [role(block) for block in range(4)]
    if "g" in roles and "i" in roles:  # and the input gate does move c once the candidate has something to write
        g, i = roles.index("g"), roles.index("i")
        write = [step([_OPEN * (k == g) + shut * (k == i) for k in range(4)], 0)[1] for shut in (-_OPEN, 0, _OPEN)]
        assert write[0] < 0.01 < write[1] < 0.99 < write[2]
    return ", ".join(roles)


@cache
def gru_order(step: Step) -> str:
    """The order of the blocks of a GRU whose weights are 0 but for the candidate's recurrent ones, which are 1.

    `step(biases, h0)` gives (h,) after one step from h = h0, with one bias for each block on the input's side.
    """

    def role(block: int) -> str:
        biases = [_OPEN * (k == block) for k in range(3)]
        (from_zero,), (from_half,) = step(biases, 0.0), step(biases, 0.5)
        if from_zero > 0.1:
            return "n"
        if abs(from_half - 0.5) < 1e-3:
            return "z"  # wide open, it keeps the old state
        return "r" if abs(from_half - step([0, 0, 0], 0.5)[0]) > 1e-3 else "?"

    return ", ".join(map(role, range(3)))


def named(value: float) -> str:
    """The activation that makes `value` of 0.7."""
    return next((name for name, there in _ACTIVATIONS.items() if abs(there - value) < 1e-5), f"{_AT} becomes {value}")


def lstm_activation(which: str, step: Step) -> str:
    """The LSTM's `activation`, of the candidate and of the cell state, or its `recurrent_activation`, of the gates."""
    roles = lstm_order(step).split(", ")
    if which == "recurrent_activation":  # the forget gate on c = 1
        return named(step([_AT if role == "f" else 0.0 for role in roles], 1)[1])
    write = {"g": _AT, "i": _OPEN, "f": -_OPEN, "o": _OPEN}
    keep = {"g": 0.0, "i": -_OPEN, "f": _OPEN, "o": _OPEN}
    found = {named(step([write[role] for role in roles], 0)[1]), named(step([keep[role] for role in roles], _AT)[0])}
    return " and ".join(sorted(found))


def gru_activation(which: str, step: Step) -> str:
    """The GRU's `activation`, of the candidate, or its `recurrent_activation`, of the gates."""
    roles = gru_order(step).split(", ")
    if which == "activation":
        return named(step([{"n": _AT, "z": -_OPEN, "r": -_OPEN}[role] for role in roles], 0)[0])
    return named(1 - step([{"n": _OPEN, "z": _AT, "r": 0.0}[role] for role in roles], 0)[0])


def update_keeps(step: Step) -> str:
    """What the GRU's state is where the update gate is 1."""
    roles = gru_order(step).split(", ")
    after = step([{"z": _OPEN, "n": _OPEN, "r": 0.0}[role] for role in roles], 0.5)[0]
    return seen(round(after, 3), {0.5: "the old state", 1.0: "the candidate"})


def gru_sample() -> tuple[gru.Params, np.ndarray, np.ndarray]:
    """Weights, inputs (T, B, D) and a first state (B, H)."""
    return gru_params(), normal(5, T, B, D), normal(6, B, H)


def reset(theirs: np.ndarray) -> str:
    """Where a library's GRU resets, by its states (T, B, H) for `gru_sample()`."""
    p, xs, h0 = gru_sample()
    fits = []
    for step in (gru.step_reset_after, gru.step_reset_before):
        h, hs = h0, []
        for x in xs:
            h = step(x, h, p)[0]
            hs.append(h)
        fits.append(np.allclose(theirs, hs, atol=1e-5))
    return seen(tuple(fits), {(True, False): "after", (False, True): "before"})
