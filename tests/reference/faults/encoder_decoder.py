"""Faults that `scripts/reference/encoder_decoder.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

VALUES = "test_encoder_decoder.py::test_values_agree_with_pytorch"
CHECK = "test_encoder_decoder.py::test_gradient_agrees_with_centred_differences"

FAULTS = [
    Fault(
        "the cell state is not handed over",
        {
            "bptt.forward(fed, h, c, p.decoder)": "bptt.forward(fed, h, 0 * c, p.decoder)",
            "dc_T=decoder.dc0": "dc_T=None",
        },
        caught_by=VALUES,
        slips_past=CHECK,
    ),
    Fault("no gradient back through the cell state", {"dc_T=decoder.dc0": "dc_T=None"}, caught_by=CHECK),
    Fault(
        "the gradient enters the encoder at its first step",
        {"dhs[-1] = decoder.dh0": "dhs[0] = decoder.dh0"},
        caught_by=CHECK,
        slips_past=VALUES,
    ),
    Fault(
        "padding counts in the loss and its gradient",
        {
            "said[real].sum() / real.sum()": "said.mean()",
            " * cache.real[..., None] / cache.real.sum()": " / cache.real.size",
        },
        caught_by=VALUES,
        slips_past=CHECK,
    ),
    Fault(
        "divided by all steps, padding among them",
        {
            "said[real].sum() / real.sum()": "said[real].sum() / real.size",
            " / cache.real.sum()": " / cache.real.size",
        },
        caught_by=VALUES,
        slips_past=CHECK,
    ),
]
