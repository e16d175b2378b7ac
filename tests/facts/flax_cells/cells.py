"""Flax's recurrent cells and its loop over time: weights, initial values, what goes in and comes out."""

import os

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
T, B = 5, 3
X = np.random.default_rng(1).normal(size=(B, T, 4)).astype("float32")


def params(kind: str, inputs: int = D, size: int = H, seed: int = 0) -> dict[str, dict[str, np.ndarray]]:
    """The weights that a cell draws, by the name of the dense layer and of its part."""
    cell, key = KINDS[kind](size), jax.random.key(seed)
    x = np.zeros((1, inputs), "float32")
    return jax.tree.map(np.array, cell.init(key, cell.initialize_carry(key, x.shape), x)["params"])


def step(kind: str, weights: dict, carry, x: np.ndarray):
    return KINDS[kind](len(weights["h" + GATES[kind][0]]["kernel"])).apply({"params": weights}, carry, x)


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
    weights = params("gru", xs.shape[2], h.shape[1])
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


def loop(*, seed: int = 0, carry_and_all: bool = False, x: np.ndarray = X, size: int = 7, **call):
    """What `RNN` makes of x: (B, T, 4) unless said otherwise."""
    layer = nn.RNN(nn.LSTMCell(size))
    weights = layer.init(jax.random.key(seed), X)
    return jax.tree.map(np.array, layer.apply(weights, x, return_carry=carry_and_all or None, **call))


@FLAX("lstm.input_shape")
def _():
    changed = X.copy()
    changed[1, 0] += 1.0
    moved = (loop(x=changed) != loop()).any((1, 2))
    return seen(tuple(moved.tolist()), {(False, True, False): "(B, T, D)"})


@FLAX("lstm.output_shape")
def _():
    return seen(loop().shape, {(B, T, 7): "(B, T, H)"})


@FLAX("lstm.returns")
def _():
    whole, shorter = loop(), loop(x=X[:, :2])
    return seen(np.allclose(whole[:, :2], shorter, atol=1e-6), {True: "the outputs of every step"})


@FLAX("lstm.returns_with_state")
def _():
    carry, outputs = loop(carry_and_all=True)
    return seen((isinstance(carry, tuple), outputs.shape == (B, T, 7)), {(True, True): "carry, outputs"})


@FLAX("lstm.carry")
def _():
    (first, second), outputs = loop(carry_and_all=True)
    fits = tuple(np.allclose(one, outputs[:, -1], atol=1e-6) for one in (first, second))
    return seen(fits, {(False, True): "(c, h)", (True, False): "(h, c)"})


@FLAX("lstm.state_shape")
def _():
    return seen({part.shape for part in loop(carry_and_all=True)[0]} == {(B, 7)}, {True: "(B, H)"})


LENGTHS = np.array([2, 5, 3])


@FLAX("lstm.mask_argument")
def _():
    with_lengths, without = (loop(carry_and_all=True, seq_lengths=one)[0][1] for one in (LENGTHS, None))
    return "none" if np.array_equal(with_lengths, without) else "seq_lengths"


@FLAX("lstm.padded_last")
def _():
    (_, h), outputs = loop(carry_and_all=True, seq_lengths=LENGTHS)
    own = [np.allclose(h[k], outputs[k, length - 1], atol=1e-6) for k, length in enumerate(LENGTHS)]
    return seen(all(own), {True: "each sequence's own last step"})


@FLAX("lstm.padded_output")
def _():
    outputs = loop(seq_lengths=LENGTHS)
    return seen(np.allclose(outputs, loop()), {True: "computed on, not zeroed"})


@FLAX("lstm.state.start")
def _():
    zeros = (np.zeros((B, 7), "float32"),) * 2
    return seen(np.array_equal(loop(), loop(initial_carry=zeros)), {True: "zeros"})


@FLAX("lstm.state.carried")
def _():
    layer = nn.RNN(nn.LSTMCell(7))
    weights = layer.init(jax.random.key(0), X)
    return "no" if np.array_equal(layer.apply(weights, X), layer.apply(weights, X)) else "yes"


@FLAX("lstm.state.argument")
def _():
    ones = (np.ones((B, 7), "float32"),) * 2
    return "none" if np.array_equal(loop(), loop(initial_carry=ones)) else "initial_carry"


@FLAX("lstm.time_major", "lstm.return_carry", "lstm.reverse", "lstm.keep_order", "lstm.unroll")
def _(name):
    return getattr(nn.RNN(nn.LSTMCell(7)), name.partition(".")[2])
