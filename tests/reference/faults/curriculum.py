"""Faults that `scripts/reference/curriculum.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FAULTS = [
    Fault(
        "a root that is taken before the line is drawn",
        {"begun = start**power": "begun = start"},
        caught_by="test_curriculum.py::test_competence_goes_from_its_start_to_everything",
    ),
    Fault(
        "the hardest first",
        {"np.argsort(scores, kind": "np.argsort(-scores, kind"},
        caught_by="test_curriculum.py::test_the_easiest_are_those_that_a_sort_in_pytorch_puts_first",
    ),
    Fault(
        "weights without the target distribution",
        {"return W * P / (W * P).sum()": "return W / W.sum()"},
        caught_by="test_curriculum.py::test_with_all_weights_one_it_is_the_target_distribution",
    ),
    Fault(
        "naive and mixed shares swapped",
        {"share * uniform + (1.0 - share) * current": "(1.0 - share) * uniform + share * current"},
        caught_by="test_curriculum.py::test_the_four_regimes",
    ),
    Fault(
        "a threshold from the wrong side",
        {"(losses < threshold)": "(losses > threshold)"},
        caught_by="test_curriculum.py::test_self_paced_is_what_a_search_over_all_subsets_finds",
    ),
]
