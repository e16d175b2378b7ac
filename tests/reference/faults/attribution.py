"""Faults that `scripts/reference/attribution.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FAULTS = [
    Fault(
        "the beginnings of the pieces, not their middles",
        {"(k + 0.5) / points": "k / points"},
        caught_by="test_attribution.py::test_twice_the_points_leave_a_quarter_of_the_gap",
        slips_past="test_attribution.py::test_at_the_baseline_all_scores_are_zero",
    ),
    Fault(
        "times the input, not its distance from the baseline",
        {"return change * total / points": "return xs * total / points"},
        caught_by="test_attribution.py::test_integrated_gradients_add_up_to_the_change_of_the_score",
    ),
    Fault(
        "a line that begins at zero, whatever the baseline",
        {"gradient(baseline + alpha * change, v, p)": "gradient(alpha * xs, v, p)"},
        caught_by="test_attribution.py::test_integrated_gradients_agree_with_a_quadrature_of_pytorch_s_gradients",
    ),
    Fault(
        "occlusion by zeros, whatever the baseline",
        {"erased[t] = baseline[t]": "erased[t] = 0.0"},
        caught_by="test_attribution.py::test_occlusion_is_what_pytorch_loses_without_a_step",
    ),
    Fault(
        "steps that stay erased",
        {"        erased = xs.copy()\n": "        erased = xs.copy() if t == 0 else erased\n"},
        caught_by="test_attribution.py::test_occlusion_is_what_pytorch_loses_without_a_step",
    ),
    Fault(
        "a score of every step's state",
        {"dhs[-1] = v": "dhs[:] = v"},
        caught_by="test_attribution.py::test_the_gradient_is_that_of_pytorch_and_of_differences",
    ),
]
