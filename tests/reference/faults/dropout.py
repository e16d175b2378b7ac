"""Faults that `scripts/reference/dropout.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

VALUES = "test_dropout.py::test_values_and_gradients_agree_with_the_cell_of_torch"
CHECK = "test_dropout.py::test_gradient_of_a_step_agrees_with_centred_differences"

FAULTS = [
    Fault(
        "the mask of the candidate is put on its pre-activation, forward alone counted",
        {"g = tanh(z_g)": "g = tanh(z_g * masks.g)"},
        caught_by=VALUES,
    ),
    Fault(
        "the backward pass forgets the mask of the hidden state",
        {"dh_prev = (dz @ p.U) * masks.h": "dh_prev = dz @ p.U"},
        caught_by=CHECK,
    ),
    Fault(
        "zoneout keeps where it should update, forward and backward",
        {
            "c = masks.keep_c * c_prev + (1.0 - masks.keep_c) * c_new": (
                "c = (1.0 - masks.keep_c) * c_prev + masks.keep_c * c_new"
            ),
            "dc_new = (1.0 - masks.keep_c) * dc": "dc_new = masks.keep_c * dc",
            "+ masks.keep_c * dc": "+ (1.0 - masks.keep_c) * dc",
        },
        caught_by=VALUES,
        slips_past=CHECK,
    ),
    Fault(
        "kept entries are not scaled up",
        {"(rng.random(shape) >= p) / (1.0 - p)": "(rng.random(shape) >= p) * 1.0"},
        caught_by="test_dropout.py::test_kept_entries_are_scaled_as_in_torch_and_the_mean_stays_one",
        slips_past=CHECK,
    ),
    Fault(
        "p is taken for the share that is kept",
        {"(rng.random(shape) >= p) / (1.0 - p)": "(rng.random(shape) < p) / p"},
        caught_by="test_dropout.py::test_kept_entries_are_scaled_as_in_torch_and_the_mean_stays_one",
    ),
    Fault(
        "the locked mask is drawn for every step",
        {"np.broadcast_to(mask(rng, p, *shape), (T, *shape))": "mask(rng, p, T, *shape)"},
        caught_by="test_dropout.py::test_fresh_masks_differ_from_step_to_step_and_locked_ones_do_not",
        slips_past=CHECK,
    ),
]
