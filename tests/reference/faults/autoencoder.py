"""Faults that `scripts/reference/autoencoder.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

VALUES = "test_autoencoder.py::test_values_agree_with_pytorch"
CHECK = "test_autoencoder.py::test_gradient_agrees_with_centred_differences"

FAULTS = [
    Fault(
        "the sequence is written from its first step",
        {"return written[::-1], hs": "return written, hs", "dwritten = drebuilt[::-1]": "dwritten = drebuilt"},
        caught_by=VALUES,
        slips_past=CHECK,
    ),
    Fault("the gradient is not turned back", {"dwritten = drebuilt[::-1]": "dwritten = drebuilt"}, caught_by=CHECK),
    Fault(
        "the code gets the gradient of one step alone",
        {"dz = decoder.dxs.sum(axis=0)": "dz = decoder.dxs[0]"},
        caught_by=CHECK,
        slips_past=VALUES,
    ),
    Fault(
        "what is read is forgotten to be the target as well",
        {"Grads(encoder.dxs - drebuilt": "Grads(encoder.dxs"},
        caught_by=CHECK,
        slips_past=VALUES,
    ),
    Fault(
        "the mean is taken over the D values too",
        {"(off**2).sum(axis=2).mean()": "(off**2).mean()", "/ (T * B)": "/ cache.off.size"},
        caught_by=VALUES,
        slips_past=CHECK,
    ),
    Fault(
        "every lag is that of a target that is not turned",
        {"T - t + 1 if turned else t": "t"},
        caught_by="test_autoencoder.py::test_lags_by_hand",
        slips_past=VALUES,
    ),
]
