"""Faults that `scripts/reference/error_rate.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

BY_HAND = "test_error_rate.py::test_by_hand_one_word_is_wrong_and_one_is_missing"
SIDES = "test_error_rate.py::test_deletions_and_insertions_are_not_mixed_up"
LEAST = "test_error_rate.py::test_the_distance_is_the_least_over_all_alignments"

FAULTS = [
    Fault(
        "a substitution counted as two deletions",
        {"diagonal.substitutions + 1)": "diagonal.substitutions, deletions=diagonal.deletions + 2)"},
        caught_by=BY_HAND,
        slips_past=SIDES,
    ),
    Fault(
        "a deletion counted as an insertion",
        {"deletions=above.deletions + 1": "insertions=above.insertions + 1"},
        caught_by=LEAST,
    ),
    Fault(
        "an insertion reached from the row above",
        {"before[j - 1], before[j], row[j - 1]": "before[j - 1], before[j], before[j]"},
        caught_by=LEAST,
    ),
    Fault(
        "a match not free",
        {"if word != heard:": "if True:"},
        caught_by=BY_HAND,
    ),
    Fault(
        "the mean of the utterances' rates",
        {"total() for right, said in pairs) / words": "total() / len(right) for right, said in pairs) / len(pairs)"},
        caught_by="test_error_rate.py::test_utterances_are_pooled_not_averaged",
        slips_past=BY_HAND,
    ),
]
