"""The weights, initial values, activations and reset gate of Flax's recurrent cells."""

import os
from functools import cache

os.environ.setdefault("JAX_PLATFORMS", "cpu")

import flax.linen as nn
import jax
import numpy as np

from tests.facts.draws import D, H, drawn, orthogonal
from tests.facts.observations import (
    gru_activation,
    gru_order,
    gru_sample,
    lstm_activation,
    lstm_order,
    reset,
    update_keeps,
)
from tests.facts.probes import FLAX, seen

KINDS = {"lstm": nn.LSTMCell, "gru": nn.GRUCell}
GATES = {"lstm": "ifgo", "gru": "rzn"}


@cache
def params(kind: str, inputs: int = D, size: int = H, seed: int = 0) -> dict[str, dict[str, np.ndarray]]:
    """The weights that a cell draws, by the name of dense layer and part; copy them before a change."""
    cell, key = KINDS[kind](size), jax.random.key(seed)
    x = np.zeros((1, inputs), "float32")
    return jax.tree.map(np.array, jax.jit(cell.init)(key, cell.initialize_carry(key, x.shape), x)["params"])


@cache
def _compiled(kind: str, size: int):
    return jax.jit(KINDS[kind](size).apply)


def step(kind: str, weights: dict, carry, x: np.ndarray):
    """The carry and the output after one step."""
    size = weights["h" + GATES[kind][0]]["kernel"].shape[1]
    return _compiled(kind, size)({"params": weights}, carry, np.float32(x))


def one_unit(kind: str, biases, back: dict[str, float] | None = None) -> dict:
    """The weights of a cell with one unit: 0, but for one bias for each gate, in the order of GATES."""
    weights = jax.tree.map(np.zeros_like, params(kind, 1, 1))
    for gate, bias in zip(GATES[kind], biases, strict=True):
        weights[_biased(weights, gate)]["bias"][:] = bias
        weights["h" + gate]["kernel"][:] = (back or {}).get(gate, 0.0)
    return weights


def _biased(weights: dict, gate: str) -> str:
    return next(side + gate for side in "ih" if "bias" in weights[side + gate])


def lstm_step(biases, c0):
    zero = np.zeros((1, 1), "float32")
    (c, h), _ = step("lstm", one_unit("lstm", biases), (zero + c0, zero), zero)
    return h.item(), c.item()


def gru_step(biases, h0):
    zero = np.zeros((1, 1), "float32")
    return (step("gru", one_unit("gru", biases, {"n": 1.0}), zero + h0, zero)[0].item(),)


@FLAX("lstm.order", "gru.order")
def _(name):
    kind = name.partition(".")[0]
    found = lstm_order(lstm_step) if kind == "lstm" else gru_order(gru_step)
    shapes = {part["kernel"].shape for part in params(kind).values()}
    return f"separate kernels {found}" if shapes == {(D, H), (H, H)} else found


@FLAX("lstm.names.input", "lstm.names.recurrent")
def _(name):
    rows = {"input": D, "recurrent": H}[name.rpartition(".")[2]]
    own = [one for one, part in params("lstm").items() if len(part["kernel"]) == rows]
    return ", ".join(sorted(own, key=lambda one: GATES["lstm"].index(one[1])))


@FLAX("lstm.shape.input", "lstm.shape.recurrent")
def _(name):
    side = {"input": "i", "recurrent": "h"}[name.rpartition(".")[2]]
    shapes = {part["kernel"].shape for own, part in params("lstm").items() if own[0] == side}
    return seen(tuple(shapes), {((D, H),): "(D, H) each", ((H, H),): "(H, H) each"})


def biases(kind: str) -> list[int]:
    weights = params(kind)
    return [sum("bias" in weights[side + gate] for side in "ih") for gate in GATES[kind]]


@FLAX("lstm.biases")
def _():
    return seen(tuple(biases("lstm")), {(1, 1, 1, 1): 1, (2, 2, 2, 2): 2})


@FLAX("gru.biases")
def _():
    return seen(tuple(biases("gru")), {(1, 1, 2): "one, and a second for n"})


@FLAX("lstm.peepholes")
def _():
    count = sum(array.size for part in params("lstm").values() for array in part.values())
    return seen(count - (4 * H * D + 4 * H * H + 4 * H), {0: "none", 3 * H: "built in"})


@FLAX("gru.reset")
def _():
    p, xs, h = gru_sample()
    weights = dict(params("gru", xs.shape[2], h.shape[1]))
    for at, gate in enumerate("rzn"):
        W, U, b_W, b_U = (np.split(array, 3)[at] for array in p)
        weights["i" + gate] = {"kernel": W.T, "bias": b_W if gate == "n" else b_W + b_U}
        weights["h" + gate] = {"kernel": U.T} | ({"bias": b_U} if gate == "n" else {})
    hs = []
    for x in xs:
        h = np.array(step("gru", weights, h, x)[0])
        hs.append(h)
    return reset(np.stack(hs))


@FLAX("gru.reset_argument", "lstm.dropout.argument")
def _(name):
    kind, _, what = name.partition(".")
    return ", ".join(one for one in KINDS[kind].__dataclass_fields__ if what[:5] in one) or "none"


@FLAX("gru.update_keeps")
def _():
    return update_keeps(gru_step)


@FLAX("lstm.activation", "lstm.recurrent_activation", "gru.activation", "gru.recurrent_activation")
def _(name):
    kind, which = name.split(".")
    return lstm_activation(which, lstm_step) if kind == "lstm" else gru_activation(which, gru_step)


@FLAX("lstm.init.input", "gru.init.input")
def _(name):
    return drawn(np.stack([part["kernel"] for own, part in params(name.partition(".")[0]).items() if own[0] == "i"]))


@FLAX("lstm.init.recurrent", "gru.init.recurrent")
def _(name):
    blocks = [part["kernel"] for own, part in params(name.partition(".")[0]).items() if own[0] == "h"]
    return seen(all(map(orthogonal, blocks)), {True: "orthogonal, each block"})


@FLAX("lstm.init.bias", "lstm.init.forget_bias", "gru.init.bias")
def _(name):
    found = [part["bias"] for part in params(name.partition(".")[0]).values() if "bias" in part]
    return seen(bool(np.any(found)), {False: 0})
