"""Faults that `scripts/reference/pooling.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

ENDS = "test_pooling.py::test_the_two_ends_are_the_last_states_of_pytorchs_packed_run"
ENDS_CHECK = "test_pooling.py::test_the_gradient_of_the_two_ends_agrees_with_centred_differences"
VALUES = "test_pooling.py::test_attention_agrees_with_pytorch_on_each_sequence_alone"
CHECK = "test_pooling.py::test_the_gradient_of_attention_agrees_with_centred_differences"

FAULTS = [
    Fault(
        "backward half read at the last array step, forward and backward",
        {"hs[0, :, H:]], axis=1)": "hs[-1, :, H:]], axis=1)", "dhs[0, :, H:] = ": "dhs[-1, :, H:] = "},
        caught_by=ENDS,
        slips_past=ENDS_CHECK,
    ),
    Fault(
        "halves swapped, forward and backward",
        {
            "[last(hs[:, :, :H], lengths), hs[0, :, H:]]": "[last(hs[:, :, H:], lengths), hs[0, :, :H]]",
            "dhs[:, :, :H] = last_backward(dends[:, :H], lengths, T)": (
                "dhs[:, :, H:] = last_backward(dends[:, :H], lengths, T)"
            ),
            "dhs[0, :, H:] = dends[:, H:]": "dhs[0, :, :H] = dends[:, H:]",
        },
        caught_by=ENDS,
        slips_past=ENDS_CHECK,
    ),
    Fault(
        "tanh left out of the score, forward and backward",
        {"u = tanh(hs @ p.W.T + p.b)": "u = hs @ p.W.T + p.b", "p.v * tanh_slope(u)": "p.v * np.ones_like(u)"},
        caught_by=VALUES,
    ),
    Fault(
        "no mask",
        {"real(lengths, len(hs))[:, :, 0])": "real(np.full_like(lengths, len(hs)), len(hs))[:, :, 0])"},
        caught_by=VALUES,
        slips_past=CHECK,
    ),
    Fault(
        "outputs given the gradient as what is averaged alone",
        {"weights[:, :, None] * ds + dz @ p.W": "weights[:, :, None] * ds"},
        caught_by=CHECK,
        slips_past=VALUES,
    ),
    Fault(
        "bias left without a gradient",
        {"dz.sum(axis=(0, 1))": "np.zeros_like(p.b)"},
        caught_by=CHECK,
        slips_past=VALUES,
    ),
]
