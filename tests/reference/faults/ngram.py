"""Faults that `scripts/reference/ngram.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FORMULA = "test_ngram.py::test_every_probability_is_that_of_the_formula_in_fractions"
SUMS = "test_ngram.py::test_every_row_is_a_distribution_that_leaves_something_to_the_unseen"

FAULTS = [
    Fault(
        "lower orders count occurrences: absolute discounting, without the left neighbours",
        {"counts = Counter(gram[1:] for gram in counts)": "counts = Counter(g[1:] for g in counts.elements())"},
        caught_by=FORMULA,
        slips_past=SUMS,
    ),
    Fault(
        "the discount is taken off and not given to the order below",
        {"p = p * (D * len(row.tokens) / total)": "p = p * 0.0"},
        caught_by=SUMS,
    ),
    Fault(
        "the first tokens of the context are read, not the last",
        {"context[len(context) - length :]": "context[:length]"},
        caught_by=FORMULA,
    ),
    Fault(
        "n-grams counted twice weigh once in the discount",
        {"(of[1] + 2 * of[2])": "(of[1] + of[2])"},
        caught_by=FORMULA,
    ),
]
