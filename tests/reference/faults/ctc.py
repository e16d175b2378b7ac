"""Faults that `scripts/reference/ctc.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

VALUES = "test_ctc.py::test_loss_agrees_with_pytorch"
GRADIENT = "test_ctc.py::test_gradient_agrees_with_pytorch_at_the_logits"
CENTRED = "test_ctc.py::test_gradient_agrees_with_centred_differences"
PATHS = "test_ctc.py::test_loss_is_the_sum_over_all_paths_that_collapse_to_the_labels"

FAULTS = [
    Fault(
        "blank skipped between two equal labels",
        {"(later != BLANK) & (later != earlier)": "later != BLANK"},
        caught_by=VALUES,
        slips_past=CENTRED,
    ),
    Fault(
        "no blank ever skipped",
        {"np.logaddexp(np.logaddexp(stay, step), skip)": "np.logaddexp(stay, step)"},
        caught_by=PATHS,
    ),
    Fault(
        "a path has to begin with a blank",
        {"log_alpha[0, :2] = log_p[0, states[:2]]": "log_alpha[0, :1] = log_p[0, states[:1]]"},
        caught_by=VALUES,
    ),
    Fault(
        "a path has to end with a blank",
        {"log_alpha[-1, -2:]": "log_alpha[-1, -1:]"},
        caught_by=VALUES,
    ),
    Fault(
        "frame t counted twice where alpha and beta meet",
        {" - cache.log_p[:, cache.states]": ""},
        caught_by=GRADIENT,
        slips_past=VALUES,
    ),
    Fault(
        "occupancies of equal labels overwritten, not added up",
        {"np.add.at(targets.T, cache.states, occupancy(cache).T)": "targets.T[cache.states] = occupancy(cache).T"},
        caught_by=CENTRED,
        slips_past=VALUES,
    ),
    Fault(
        "gradient turned round",
        {"np.exp(cache.log_p) - soft_targets(cache)": "soft_targets(cache) - np.exp(cache.log_p)"},
        caught_by=CENTRED,
        slips_past=VALUES,
    ),
    Fault(
        "beta walked in the order of the frames",
        {"forward(log_p[::-1], states[::-1])[::-1, ::-1]": "forward(log_p, states[::-1])[::-1, ::-1]"},
        caught_by=GRADIENT,
        slips_past=VALUES,
    ),
    Fault(
        "forced blanks not counted among the frames needed",
        {" + int((labels[1:] == labels[:-1]).sum())": ""},
        caught_by="test_ctc.py::test_paths_are_counted",
        slips_past=VALUES,
    ),
]
