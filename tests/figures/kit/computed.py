"""What a drawing computes, when arrays pass along its wires: tests compare it with the reference code."""

from typing import NamedTuple

import numpy as np

from scripts.figures.kit.diagram import Diagram
from scripts.reference import gru, lstm


def run(diagram, given, layer):
    """Compute what a drawing says: arrays pass along its wires; `layer(name, *read)` is a layer's affine map."""
    into = {name: [wire.start for wire in diagram.wires if wire.end == name] for name in diagram.nodes}

    def value(name):
        if name in given:
            return given[name]
        node, inputs = diagram.nodes[name], [value(start) for start in into[name]]
        match node.kind, node.does:
            case "merge", _:
                return np.concatenate(inputs, axis=1)
            case "layer", does:
                z = layer(name, *inputs)
                return {"sigmoid": 1 / (1 + np.exp(-z)), "tanh": np.tanh(z), "linear": z}[does]
            case "pointwise", "times":
                a, b = inputs
                return a * b
            case "pointwise", "plus":
                a, b = inputs
                return a + b
            case "pointwise", "tanh":
                (one,) = inputs
                return np.tanh(one)
            case "pointwise", "one-minus":
                (one,) = inputs
                return 1 - one
            case (("fork" | "state"), _):
                (one,) = inputs
                return one
        raise AssertionError(f"{name} is a {node.kind}")

    return value


class LstmStep(NamedTuple):
    """A step of the LSTM on random numbers: what enters it, and its weights."""

    states: dict[str, np.ndarray]  # x (2, 3), h_prev and c_prev (2, 5)
    p: lstm.Params

    def rows(self, block: str) -> slice:
        """The rows of one of the four blocks of the weights."""
        H = self.p.U.shape[1]
        return slice("ifgo".index(block) * H, ("ifgo".index(block) + 1) * H)

    def on(self, drawing: Diagram):
        """What a drawing computes of it, by the name of the node."""

        def layer(name, read):
            rows = self.rows(name)
            return read @ np.concatenate([self.p.U[rows], self.p.W[rows]], axis=1).T + self.p.b[rows]

        return run(drawing, self.states, layer)

    def reference(self) -> lstm.Cache:
        """What the reference code computes of it."""
        return lstm.step(*(self.states[name] for name in ("x", "h_prev", "c_prev")), self.p)[2]


def lstm_step() -> LstmStep:
    """Return a step on random numbers."""
    rng = np.random.default_rng(0)
    states = {name: rng.normal(size=(2, size)) for name, size in (("x", 3), ("h_prev", 5), ("c_prev", 5))}
    return LstmStep(states, lstm.Params(rng.normal(size=(20, 3)), rng.normal(size=(20, 5)), rng.normal(size=20)))


class GruStep(NamedTuple):
    """A step of a GRU on random numbers: what enters it, and its weights."""

    states: dict[str, np.ndarray]  # x (2, 3), h_prev (2, 5)
    p: gru.Params

    def rows(self, block: str) -> slice:
        """The rows of one of the three blocks of the weights."""
        H = self.p.U.shape[1]
        return slice("rzn".index(block) * H, ("rzn".index(block) + 1) * H)

    def on(self, drawing: Diagram):
        """What a drawing computes of it, by the name of the node."""

        def layer(name, read):
            if name in "UW":
                weights, bias = (self.p.U, self.p.b_U) if name == "U" else (self.p.W, self.p.b_W)
                return read @ weights[self.rows("n")].T + bias[self.rows("n")]
            rows = self.rows(name)
            both = np.concatenate([self.p.U[rows], self.p.W[rows]], axis=1)
            return read @ both.T + self.p.b_W[rows] + self.p.b_U[rows]

        return run(drawing, self.states, layer)

    def reference(self, step):
        """What a step of the reference code computes of it: the new state, and all that it keeps."""
        return step(self.states["x"], self.states["h_prev"], self.p)


def gru_step() -> GruStep:
    """Return a step on random numbers."""
    rng = np.random.default_rng(2)
    states = {"x": rng.normal(size=(2, 3)), "h_prev": rng.normal(size=(2, 5))}
    return GruStep(states, gru.Params(*(rng.normal(size=shape) for shape in ((15, 3), (15, 5), (15,), (15,)))))
