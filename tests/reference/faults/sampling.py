"""Faults that `scripts/reference/sampling.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FAULTS = [
    Fault(
        "scores multiplied by the temperature",
        {"(z - z.max()) / tau": "(z - z.max()) * tau"},
        caught_by="test_sampling.py::test_softmax_at_a_temperature_agrees_with_pytorch",
    ),
    Fault(
        "the least likely are kept",
        {'np.argsort(-p, kind="stable")[:k]': 'np.argsort(p, kind="stable")[:k]'},
        caught_by="test_sampling.py::test_top_k_agrees_with_a_softmax_of_pytorch_s_top_k",
    ),
    Fault(
        "top-p leaves out the token that reaches the mass",
        {"order[before < mass - 1e-12]": "order[before + p[order] < mass]"},
        caught_by="test_sampling.py::test_top_p_keeps_the_smallest_set_with_the_mass",
    ),
    Fault(
        "what is kept is not renormalised",
        {"return kept / kept.sum()": "return kept"},
        caught_by="test_sampling.py::test_scores_two_one_nought_by_hand",
    ),
]
