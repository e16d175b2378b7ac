"""What ONNX's operators take and return, and the defaults of their attributes."""

import numpy as np
import onnx

from tests.facts.onnx_operators.operator import names_of, refuses, run
from tests.facts.onnx_operators.weights import BLOCKS
from tests.facts.probes import ONNX, seen
from tests.reference.oracles import OPSET

T, B, D, H = 5, 3, 4, 7
NAMES = {T: "T", B: "B", D: "D", H: "H", 2: "directions"}


def feed(operator: str = "LSTM", directions: int = 1) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(1)
    rows = BLOCKS[operator] * H
    shapes = {"X": (T, B, D), "W": (directions, rows, D), "R": (directions, rows, H), "B": (directions, 2 * rows)}
    return {name: rng.normal(size=shape, scale=0.6) for name, shape in shapes.items()}


def lstm(more: dict | None = None, directions: int = 1, **attributes) -> list[np.ndarray]:
    return run("LSTM", feed(directions=directions) | (more or {}), **{"hidden_size": H} | attributes)


def lettered(array: np.ndarray) -> str:
    return f"({', '.join(NAMES[size] for size in array.shape)})"


def two_ways() -> list[np.ndarray]:
    return lstm(directions=2, direction="bidirectional")


@ONNX("lstm.dropout.argument")
def _():
    schema = onnx.defs.get_schema("LSTM", OPSET)
    named = [name for name in [*schema.attributes, *names_of("LSTM")[0]] if "drop" in name]
    return ", ".join(named) or seen(refuses("LSTM", feed(), hidden_size=H, dropout=0.5), {True: "none"})


@ONNX("lstm.input_shape")
def _():
    changed = feed()["X"].copy()
    changed[0, 1] += 1.0
    moved = (lstm({"X": changed})[0] != lstm()[0])[:, 0].any(-1)  # a change at T, B = 0, 1 moves all that comes later
    return seen(tuple(moved.any(0).tolist()), {(False, True, False): "(T, B, D)"})


@ONNX("lstm.returns", "gru.returns")
def _(name):
    operator = name.partition(".")[0].upper()
    found = run(operator, feed(operator), hidden_size=H)
    assert np.array_equal(found[0][-1], found[1]), "the second is not the last of the first"
    if operator == "LSTM":  # h and c: with both, a sequence that was cut goes on as if it had not been
        first = lstm({"X": feed()["X"][:3]})
        on = lstm({"X": feed()["X"][3:], "initial_h": first[1], "initial_c": first[2]})
        assert np.allclose(on[0], found[0][3:], atol=1e-5), "the third is not the cell state"
    return ", ".join(names_of(operator)[1][: len(found)])


@ONNX("lstm.output_shape")
def _():
    return lettered(two_ways()[0])


@ONNX("lstm.state_shape")
def _():
    _, h, c = two_ways()
    return lettered(h) if h.shape == c.shape else f"{lettered(h)} and {lettered(c)}"


@ONNX("lstm.bidirectional_last")
def _():
    hs, h, _ = two_ways()
    ends = (np.array_equal(h[0], hs[-1, 0]), np.array_equal(h[1], hs[0, 1]))
    return seen(ends, {(True, True): "forward at the last step, backward at the first step"})


LENGTHS = [2, 5, 3]


@ONNX("lstm.mask_argument")
def _():
    moved = not np.array_equal(lstm({"sequence_lens": LENGTHS})[1], lstm()[1])
    return "sequence_lens" if moved else "none"


@ONNX("lstm.padded_last")
def _():
    h = lstm({"sequence_lens": LENGTHS})[1][0]
    own = [np.allclose(h[k], lstm()[0][length - 1, 0, k], atol=1e-6) for k, length in enumerate(LENGTHS)]
    return seen(all(own), {True: "each sequence's own last step"})


@ONNX("lstm.padded_output")
def _():
    hs = lstm({"sequence_lens": LENGTHS})[0][:, 0]
    return seen(bool(hs[LENGTHS[0] :, 0].any()), {False: "zeros"})


@ONNX("lstm.state.start")
def _():
    zeros = {name: np.zeros((1, B, H)) for name in ("initial_h", "initial_c")}
    return seen(np.array_equal(lstm()[0], lstm(zeros)[0]), {True: "zeros"})


@ONNX("lstm.state.carried")
def _():
    return "no" if np.array_equal(lstm()[0], lstm()[0]) else "yes"


@ONNX("lstm.state.argument")
def _():
    initial = [name for name in names_of("LSTM")[0] if "initial" in name]
    moving = [name for name in initial if not np.array_equal(lstm({name: np.ones((1, B, H))})[0], lstm()[0])]
    return ", ".join(moving)


@ONNX("lstm.direction", "gru.direction")
def _(name):
    operator = name.partition(".")[0].upper()
    plain = run(operator, feed(operator), hidden_size=H)[0]
    ways = ("forward", "reverse")
    same = [
        way for way in ways if np.array_equal(run(operator, feed(operator), hidden_size=H, direction=way)[0], plain)
    ]
    return ", ".join(same)


@ONNX("lstm.hidden_size")
def _():
    return "required" if refuses("LSTM", feed()) else "from the weights"


@ONNX("lstm.input_forget")
def _():
    same = [value for value in (0, 1) if np.array_equal(lstm(input_forget=value)[0], lstm()[0])]
    return seen(len(same), {1: same[0]})


@ONNX("lstm.input_forget_with_one")
def _():
    # One unit with i = 0.8 and g = 1, from c = 0.5: the coupled forget gate is 0.2 whatever its bias says.
    b = np.log(4)
    weights = {"X": np.zeros((1, 1, 1)), "W": np.zeros((1, 4, 1)), "R": np.zeros((1, 4, 1))}
    one = weights | {"B": [[b, 0, 9, 30, 0, 0, 0, 0]], "initial_c": [[[0.5]]]}
    c = run("LSTM", one, hidden_size=1, input_forget=1)[2].item()
    return seen(round(c, 3), {round(0.8 + 0.2 * 0.5, 3): "f = 1 − i", round(0.8 + 0.5, 3): "f as it was"})


@ONNX("lstm.clip")
def _():
    large = {"X": 100 * feed()["X"]}
    return seen(np.array_equal(lstm(large)[0], lstm(large, clip=1e9)[0]), {True: "none"})


@ONNX("lstm.clip_clips")
def _():
    # One unit with all biases 9: clipped at 1 before the activations, every gate is 0.731 and g is tanh(1).
    one = {"X": np.zeros((1, 1, 1)), "W": np.zeros((1, 4, 1)), "R": np.zeros((1, 4, 1)), "B": [[9.0] * 4 + [0.0] * 4]}
    c = run("LSTM", one, hidden_size=1, clip=1.0)[2].item()
    return seen(round(c, 3), {round(np.tanh(1) / (1 + np.exp(-1)), 3): "what goes into the activations"})


@ONNX("lstm.layout", "gru.layout")
def _(name):
    operator = name.partition(".")[0].upper()
    plain = run(operator, feed(operator), hidden_size=H)[0]
    return seen(np.array_equal(run(operator, feed(operator), hidden_size=H, layout=0)[0], plain), {True: 0})


@ONNX("lstm.layout_with_one")
def _():
    first = {"X": np.swapaxes(feed()["X"], 0, 1)}
    return "not supported on the CPU" if refuses("LSTM", feed() | first, hidden_size=H, layout=1) else "(B, T, D)"
