"""The drawing computes what the reference code does, and nothing but h and c goes over."""

import numpy as np
import pytest

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


@says(
    figure,
    "Two encoder cells read two words and predict nothing; only their last hidden and cell state pass to the "
    "decoder, whose cells predict a token each, until the end token.",
)
@pytest.mark.parametrize("layout", [figure.WIDE, figure.NARROW])
def test_the_wires_compute_the_forward_pass(layout):
    rng, p = np.random.default_rng(1), params()
    xs, fed = rng.normal(size=(T_X, B, D)), rng.normal(size=(T_Y, B, E))
    target, real = np.zeros((T_Y, B), int), np.ones((T_Y, B), bool)
    _, logits, _ = encoder_decoder.forward(xs, fed, target, real, p)
    np.testing.assert_allclose(computed(figure.unrolled(layout), xs, fed, p), logits, rtol=0, atol=1e-14)


@says(
    figure,
    "Each prediction is the next input.",
    "Only $h$ and $c$ pass to the decoder, the heavy lines.",
    "Shown is inference: each token chosen is read at the next step.",
)
@pytest.mark.parametrize("layout", [figure.WIDE, figure.NARROW])
def test_two_wires_cross_the_bridge_and_each_token_chosen_is_the_next_that_is_fed(layout):
    wires = {wire.name for wire in figure.unrolled(layout).wires}
    bridge = [w for w in figure.unrolled(layout).wires if "out2" in w.start]
    assert [(w.start, w.end, w.weight) for w in bridge] == [("h_out2", "h_in3", 3.2), ("c_out2", "c_in3", 3.2)]
    assert max(wire.weight for wire in figure.unrolled(layout).wires) == 3.2
    assert {"fork3>x4", "fork4>x5"} <= wires
    assert figure.SAID[:-1] == figure.FED[1:]
