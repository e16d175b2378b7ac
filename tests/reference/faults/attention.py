"""Faults that `scripts/reference/attention.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

VALUES = "test_attention.py::test_values_agree_with_pytorch"
CHECK = "test_attention.py::test_gradient_agrees_with_centred_differences"
PADDING = "test_attention.py::test_padding_gets_no_weight_and_no_gradient_whatever_stands_there"

FAULTS = [
    Fault(
        "scores multiplied by the mask instead of set to minus infinity",
        {"np.where(real, scores, -np.inf)": "scores * real"},
        caught_by=PADDING,
        slips_past="test_attention.py::test_a_source_without_a_real_position_is_an_error",
    ),
    Fault(
        "tanh left out of the additive score, forward and backward",
        {
            "return tanh(s @ p.W.T + hs @ p.U.T) @ p.w": "return (s @ p.W.T + hs @ p.U.T) @ p.w",
            "t = tanh(s @ p.W.T + hs @ p.U.T)\n    da = de[..., None] * p.w * tanh_slope(t)": (
                "t = s @ p.W.T + hs @ p.U.T\n    da = de[..., None] * p.w * np.ones_like(t)"
            ),
        },
        caught_by=VALUES,
    ),
    Fault(
        "dot product divided by the root of the width, forward and backward",
        {
            "return (hs * s).sum(axis=-1)": "return (hs * s).sum(axis=-1) / np.sqrt(s.shape[-1])",
            "return (de[..., None] * hs).sum(axis=0), de[..., None] * s, Dot()": (
                "de = de / np.sqrt(s.shape[-1])\n    return (de[..., None] * hs).sum(axis=0), de[..., None] * s, Dot()"
            ),
        },
        caught_by="test_attention.py::test_dot_product_agrees_with_pytorchs_own_attention",
        slips_past=CHECK,
    ),
    Fault(
        "encoder's outputs given the gradient as what is averaged alone",
        {"dhs_averaged + dhs_compared": "dhs_averaged"},
        caught_by=CHECK,
        slips_past=PADDING,
    ),
    Fault(
        "encoder's outputs given the gradient as what is compared alone",
        {"dhs_averaged + dhs_compared": "dhs_compared"},
        caught_by="test_attention.py::test_gradients_agree_with_autograd",
        slips_past=PADDING,
    ),
    Fault(
        "softmax backward without the share of the others",
        {"weights * (dweights - (weights * dweights).sum(axis=0))": "weights * dweights"},
        caught_by=CHECK,
        slips_past=VALUES,
    ),
    Fault(
        "softmax over the batch instead of over the source",
        {"e / e.sum(axis=0)": "e / e.sum(axis=1, keepdims=True)"},
        caught_by=VALUES,
    ),
    Fault(
        "no largest score taken off before the exponential",
        {"np.exp(scores - scores.max(axis=0))": "np.exp(scores)"},
        caught_by="test_attention.py::test_large_scores_neither_overflow_nor_change_with_a_constant",
        slips_past=VALUES,
    ),
]
