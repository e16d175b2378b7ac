"""What a drawing computes, when arrays pass along its wires: tests compare it with the reference code."""

import numpy as np


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
