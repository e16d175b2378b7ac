"""Faults that `scripts/reference/self_attention.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

VALUES = "test_self_attention.py::test_values_agree_with_scaled_dot_product_attention"
CHECK = "test_self_attention.py::test_gradient_agrees_with_centred_differences"
CACHE = "test_self_attention.py::test_one_token_at_a_time_with_a_cache_gives_what_the_whole_gives"

FAULTS = [
    Fault(
        "a token may read the one after it",
        {"later = np.arange(T) > np.arange(T)[:, None]": "later = np.arange(T) > np.arange(T)[:, None] + 1"},
        caught_by="test_self_attention.py::test_no_token_reads_a_later_one",
        slips_past=CHECK,
    ),
    Fault(
        "scores divided by the root of the whole width, forward and backward",
        {
            "q, k) / np.sqrt(q.shape[-1])": "q, k) / np.sqrt(q.shape[-1] * q.shape[-2])",
            "keepdims=True)) / np.sqrt(q.shape[-1])": "keepdims=True)) / np.sqrt(q.shape[-1] * q.shape[-2])",
        },
        caught_by=VALUES,
        slips_past=CHECK,
    ),
    Fault(
        "softmax over the queries instead of the keys",
        {"e / e.sum(axis=1, keepdims=True)": "e / e.sum(axis=0, keepdims=True)"},
        caught_by=VALUES,
    ),
    Fault(
        "softmax backward without the share of the others",
        {"weights * (dweights - (weights * dweights).sum(axis=1, keepdims=True))": "weights * dweights"},
        caught_by=CHECK,
        slips_past=VALUES,
    ),
    Fault(
        "gradient of the keys taken for that of the queries",
        {'dk = np.einsum("tjbs,tbsd->jbsd", dscores, q)': 'dk = np.einsum("tjbs,tbsd->jbsd", dscores, k)'},
        caught_by=CHECK,
        slips_past=VALUES,
    ),
    Fault(
        "the newest token does not read itself",
        {'"bsd,jbsd->jbs", q, keys)': '"bsd,jbsd->jbs", q, np.concatenate([kept.keys, 0 * k[None]]))'},
        caught_by=CACHE,
        slips_past=VALUES,
    ),
    Fault(
        "the cache keeps values where keys belong",
        {"Kept(keys, values)": "Kept(values, values)"},
        caught_by=CACHE,
        slips_past=VALUES,
    ),
    Fault(
        "no largest score taken off before the exponential of a step",
        {"np.exp(scores - scores.max(axis=0))": "np.exp(scores)"},
        caught_by="test_self_attention.py::test_large_scores_do_not_overflow",
        slips_past=CACHE,
    ),
]
