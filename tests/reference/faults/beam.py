"""Faults that `scripts/reference/beam.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

RESCORED = "test_beam.py::test_each_hypothesis_has_the_score_that_the_model_alone_gives_it"
EXACT = "test_beam.py::test_a_beam_as_wide_as_the_tree_finds_the_best_output"
GREEDY = "test_beam.py::test_width_one_is_greedy"
HELPS_THE_LONG = "test_beam.py::test_dividing_by_a_power_of_the_length_helps_the_long"
REORDER = "state = tuple(array[parents[live]] for array in state)"

FAULTS = [
    Fault(
        "h reordered by parent and c left where it was",
        {REORDER: "state = (state[0][parents[live]], *(a[np.arange(len(live)) % len(a)] for a in state[1:]))"},
        caught_by=RESCORED,
        slips_past=GREEDY,
    ),
    Fault(
        "c reordered by parent and h left where it was",
        {REORDER: "state = (state[0][np.arange(len(live)) % len(state[0])], *(a[parents[live]] for a in state[1:]))"},
        caught_by=RESCORED,
        slips_past=GREEDY,
    ),
    Fault(
        "state reordered by rank among all candidates, not by parent of those that live",
        {REORDER: "state = tuple(array[parents[: len(live)]] for array in state)"},
        caught_by=RESCORED,
    ),
    Fault(
        "score multiplied by the length factor",
        {"float(log_p / factor(len(tokens)))": "float(log_p * factor(len(tokens)))"},
        caught_by=RESCORED,
        slips_past=GREEDY,
    ),
    Fault(
        "length counted without the end token",
        {"float(log_p / factor(len(tokens)))": "float(log_p / factor(max(len(tokens) - 1, 1)))"},
        caught_by=RESCORED,
        slips_past=GREEDY,
    ),
    Fault(
        "power of the length turned round",
        {"length**alpha\n": "length**-alpha\n"},
        caught_by=HELPS_THE_LONG,
        slips_past=GREEDY,
    ),
    Fault(
        "GNMT's factor without its divisor",
        {"(5 + length) ** alpha / (5 + 1) ** alpha": "(5 + length) ** alpha"},
        caught_by="test_beam.py::test_both_factors_are_one_at_alpha_zero_and_gnmts_at_length_one",
        slips_past=HELPS_THE_LONG,
    ),
    Fault(
        "running score not carried on",
        {"log_p[:, None] + log_q": "0.0 * log_p[:, None] + log_q"},
        caught_by=RESCORED,
    ),
    Fault(
        "stopped by the score so far, not by the best that a live one can reach",
        {"log_p[0] / factor(limit)": "log_p[0] / factor(len(prefixes[0]))"},
        caught_by="test_beam.py::test_a_normalised_search_goes_on_behind_the_first_end",
        slips_past=GREEDY,
    ),
    Fault(
        "stopped at the first end",
        {"max((c.score for c in complete), default=-np.inf) >= log_p[0] / factor(limit)": "complete"},
        caught_by=EXACT,
    ),
    Fault(
        "never stopped before the limit",
        {" or max((c.score for c in complete), default=-np.inf) >= log_p[0] / factor(limit)": ""},
        caught_by="test_beam.py::test_it_stops_when_none_that_lives_can_win",
        slips_past=EXACT,
    ),
    Fault(
        "ended hypotheses take places in the beam",
        {"[: 2 * width]": "[:width]"},
        caught_by="test_beam.py::test_ends_take_no_place_from_those_that_go_on",
        slips_past=GREEDY,
    ),
    Fault(
        "candidates of probability 0 followed",
        {"order[np.isfinite(total.flat[order])]": "order[order >= 0]"},
        caught_by="test_beam.py::test_impossible_tokens_are_never_followed",
        slips_past=RESCORED,
    ),
    Fault(
        "enumeration stops one token early",
        {"len(prefix) == limit": "len(prefix) == limit - 1"},
        caught_by="test_beam.py::test_all_outputs_are_enumerated_and_their_probabilities_add_up_to_one",
    ),
    Fault(
        "greedy goes on with the least likely token",
        {"log_q[0].argmax()": "log_q[0].argmin()"},
        caught_by=GREEDY,
    ),
    Fault(
        "rescoring feeds the start token at every step",
        {"        fed = token\n": ""},
        caught_by=RESCORED,
    ),
]
