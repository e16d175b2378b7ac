"""Faults that `scripts/reference/tied_softmax.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

VALUES = "test_tied_softmax.py::test_a_tied_language_model_agrees_with_pytorch"

FAULTS = [
    Fault(
        "no shift: the target is the token that was read",
        {"return tokens[:-1], tokens[1:]": "return tokens[:-1], tokens[:-1]"},
        caught_by="test_tied_softmax.py::test_the_target_of_a_step_is_the_next_token",
    ),
    Fault(
        "a token that was read twice counts once",
        {"np.add.at(dE, tokens, dxs)": "dE[tokens] = dxs"},
        caught_by="test_tied_softmax.py::test_gradient_of_the_embedding_agrees_with_centred_differences",
    ),
    Fault(
        "the loss is summed over the rows of a batch, backward too",
        {"axis=-1).mean()": "axis=-1).mean(axis=0).sum()", "dz / cache.targets.size": "dz / len(cache.targets)"},
        caught_by=VALUES,
        slips_past="test_tied_softmax.py::test_gradient_of_the_output_agrees_with_centred_differences",
    ),
]
