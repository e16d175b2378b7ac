"""The drawing computes what the reference code does, and nothing but h and c goes over."""

import numpy as np
import pytest
import torch

from scripts.experiments.tasks import pairs
from scripts.figures.q22_encoder_decoder import encoder_decoder as figure
from scripts.reference import encoder_decoder, lstm
from tests.figures.says import says

D, E, H, K, B = 3, 2, 5, 4, 1
T_X, T_Y = len(figure.READ), len(figure.FED)


def params() -> encoder_decoder.Params:
    rng = np.random.default_rng(0)
    encoder, decoder = (
        lstm.Params(rng.normal(size=(4 * H, width)), rng.normal(size=(4 * H, H)), rng.normal(size=4 * H))
        for width in (D, E)
    )
    return encoder_decoder.Params(encoder, decoder, rng.normal(size=(K, H)), rng.normal(size=K))


def computed(diagram, xs, fed, p) -> np.ndarray:
    """Logits (T_y, B, K) by the wires of the table: each port takes what its wire brings from another cell's port."""
    came_from = {wire.end: wire.start for wire in diagram.wires}
    values = {"h0": np.zeros((B, H)), "c0": np.zeros((B, H))}
    logits = []
    for n in range(1, T_X + T_Y + 1):
        read = xs[n - 1] if n <= T_X else fed[n - 1 - T_X]
        cell = p.encoder if n <= T_X else p.decoder
        h, c, _ = lstm.step(read, values[came_from[f"h_in{n}"]], values[came_from[f"c_in{n}"]], cell)
        values |= {f"h_out{n}": h, f"c_out{n}": c}
        if f"readout{n}" in diagram.nodes:
            assert came_from[f"readout{n}"] == f"top{n}"
            logits.append(h @ p.V.T + p.b_y)
    return np.stack(logits)


PASSED = (
    "Two encoder cells read two words and predict nothing; only their last hidden and cell state pass to the decoder, "
    "whose cells predict a token each, until the end token."
)


@says(figure, "Encoder and decoder unrolled.", PASSED)
@pytest.mark.parametrize("layout", [figure.WIDE, figure.NARROW])
def test_two_cells_read_and_three_say_a_token_each_to_the_end(layout):
    nodes = figure.unrolled(layout).nodes
    assert [name for name in nodes if name.startswith("cell")] == ["cell1", "cell2", "cell3", "cell4", "cell5"]
    assert (T_X, T_Y) == (2, 3)
    assert [name for name in nodes if name.startswith("readout")] == ["readout3", "readout4", "readout5"]
    assert figure.SAID[-1] == "end"
    assert "end" not in figure.SAID[:-1]
    (axes,) = figure.draw(narrow=layout is figure.NARROW).axes
    at = {text.get_position(): text.get_text() for text in axes.texts}
    for words, places in ((figure.READ, layout.columns[:2]), (figure.SAID, layout.columns[2:])):
        named = [next(text for at_, text in at.items() if at_[0] == x and text in words) for x in places]
        assert tuple(named) == words


@says(figure, PASSED)
@pytest.mark.parametrize("layout", [figure.WIDE, figure.NARROW])
def test_the_wires_compute_the_forward_pass(layout):
    rng, p = np.random.default_rng(1), params()
    xs, fed = rng.normal(size=(T_X, B, D)), rng.normal(size=(T_Y, B, E))
    target, real = np.zeros((T_Y, B), int), np.ones((T_Y, B), bool)
    _, logits, _ = encoder_decoder.forward(xs, fed, target, real, p)
    np.testing.assert_allclose(computed(figure.unrolled(layout), xs, fed, p), logits, rtol=0, atol=1e-14)


@says(
    figure,
    PASSED,
    "Each prediction is the next input.",
    "Only $h$ and $c$ pass to the decoder, the heavy lines.",
    "Shown is inference: each token chosen is read at the next step.",
)
@pytest.mark.parametrize("layout", [figure.WIDE, figure.NARROW])
def test_two_wires_cross_the_bridge_and_each_token_chosen_is_the_next_that_is_fed(layout):
    wires = {wire.name for wire in figure.unrolled(layout).wires}
    bridge = [w for w in figure.unrolled(layout).wires if "out2" in w.start]
    assert [(w.start, w.end, w.weight) for w in bridge] == [("h_out2", "h_in3", 3.2), ("c_out2", "c_in3", 3.2)]
    decoder = {f"{name}{n}" for name in ("h_in", "c_in", "x_in") for n in (3, 4, 5)}
    across = {(w.start, w.end) for w in figure.unrolled(layout).wires if w.end in decoder and w.start[-1] in "12"}
    assert across == {("h_out2", "h_in3"), ("c_out2", "c_in3")}
    assert max(w.weight for w in figure.unrolled(layout).wires if w not in bridge) < 3.2
    assert {"fork3>x4", "fork4>x5"} <= wires
    assert figure.SAID[:-1] == figure.FED[1:]


@says(figure, "In training the true token is read there instead.")
def test_in_training_the_true_token_is_read():
    target = torch.tensor([[5, 6], [7, 8], [pairs.END, pairs.END]])
    fed = pairs.Pairs(target, torch.tensor([3, 3]), target).fed
    assert fed.tolist() == [[pairs.START] * 2, *target[:-1].tolist()]
