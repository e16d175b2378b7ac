"""Faults that `scripts/reference/ctc_search.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

COLLAPSE = "test_ctc_search.py::test_repeats_are_merged_before_blanks_are_dropped"
BY_HAND = "test_ctc_search.py::test_by_hand_the_best_path_is_not_the_best_label"
WHOLE = "test_ctc_search.py::test_a_beam_as_wide_as_all_prefixes_adds_up_every_path"

FAULTS = [
    Fault(
        "blanks dropped before repeats are merged",
        {"    path = np.asarray(path)\n": "    path = np.asarray([k for k in path if k != BLANK])\n"},
        caught_by=COLLAPSE,
        slips_past=BY_HAND,
    ),
    Fault(
        "repeats not merged",
        {"path[1:] != path[:-1]": "path[1:] == path[1:]"},
        caught_by=COLLAPSE,
    ),
    Fault(
        "the same label again extends the prefix without a blank",
        {"(blank if repeated else either)": "either"},
        caught_by=WHOLE,
    ),
    Fault(
        "a held label thrown away",
        {"add(prefix, 1, label + log_p_t[prefix[-1]])": "add(prefix, 1, -np.inf)"},
        caught_by=BY_HAND,
    ),
    Fault(
        "a prefix keeps its best path, not the sum of its paths",
        {"ends[end] = np.logaddexp(ends[end], log_q)": "ends[end] = max(ends[end], log_q)"},
        caught_by=WHOLE,
    ),
    Fault(
        "the worst prefixes kept",
        {"key=lambda prefix: -np.logaddexp": "key=lambda prefix: np.logaddexp"},
        caught_by=BY_HAND,
        slips_past=WHOLE,
    ),
]
