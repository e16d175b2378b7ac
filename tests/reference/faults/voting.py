"""Faults that `scripts/reference/voting.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FAULTS = [
    Fault(
        "votes counted over examples",
        {"np.arange(K)).sum(axis=0)": "np.arange(K)).sum(axis=0)[::-1]"},
        caught_by="test_voting.py::test_hard_is_the_vote_of_scikit_learn",
    ),
    Fault(
        "a tie goes to the greatest class",
        {"return votes.argmax(axis=1)": "return K - 1 - votes[:, ::-1].argmax(axis=1)"},
        caught_by="test_voting.py::test_a_tie_goes_to_the_least_class_as_in_scikit_learn",
    ),
    Fault(
        "weights that do not sum to 1",
        {"return weights / weights.sum()": "return weights / M"},
        caught_by="test_voting.py::test_soft_is_the_mean_of_scikit_learn",
    ),
    Fault(
        "the exponential of large logits overflows",
        {"np.exp(mean - mean.max(axis=1, keepdims=True))": "np.exp(mean)"},
        caught_by="test_voting.py::test_a_constant_on_one_member_changes_nothing_and_large_logits_do_not_overflow",
    ),
    Fault(
        "half of the voters are enough",
        {"range(M // 2 + 1, M + 1)": "range(M // 2, M + 1)"},
        caught_by="test_voting.py::test_majority_is_a_tail_of_the_binomial",
    ),
    Fault(
        "errors as if independent",
        {"return rho + (1.0 - rho) / M": "return 1.0 / M"},
        caught_by="test_voting.py::test_variance_is_that_of_a_mean_with_that_covariance",
    ),
]
