"""Backpropagation through time with one slip in it; everything else is the reference. Five slips, and none."""

import numpy as np

from scripts.reference import lstm
from scripts.reference.lstm import Cache, Params, StepGrads

# What is wrong, in the words of the figures; the first entry is the control.
FAULTS = {
    "none": "nothing wrong",
    "no_c_path": "cell path dropped",
    "no_h_path": "hidden path dropped",
    "candidate_only": "hidden path from g alone",
    "c_for_c_prev": "own cell for previous",
    "no_sum": "no sum over time",
}


def backward(dhs: np.ndarray, caches: list[Cache], p: Params, fault: str) -> Params:
    """Gradients of W, U and b, as `bptt.backward` has them but for the named fault.

    - no_c_path: ∂L/∂c_t lacks f_{t+1} ⊙ ∂L/∂c_{t+1};
    - no_h_path: ∂L/∂h_t lacks U^T ∂L/∂z_{t+1}, which is the truncation of Hochreiter & Schmidhuber (1997);
    - candidate_only: of the four blocks of U^T ∂L/∂z_{t+1} the candidate's alone is there;
    - c_for_c_prev: the forget gate's gradient is multiplied by c_t, not by c_{t-1};
    - no_sum: `=` for `+=`, so that what was written last stays, step 1.

    Raises:
        ValueError: an unknown fault.
    """
    if fault not in FAULTS:
        raise ValueError(f"fault is {fault!r}, expected one of {', '.join(FAULTS)}")
    dh_next, dc_next = np.zeros_like(dhs[0]), np.zeros_like(dhs[0])
    total = Params(*(np.zeros_like(a) for a in p))
    for dh, cache in zip(reversed(dhs), reversed(caches), strict=True):
        step = _step(dh + dh_next, dc_next, cache, p, fault)
        dh_next = np.zeros_like(dh) if fault == "no_h_path" else step.dh_prev
        dc_next = np.zeros_like(dh) if fault == "no_c_path" else step.dc_prev
        of_step = (step.dW, step.dU, step.db)
        total = Params(*of_step if fault == "no_sum" else (a + b for a, b in zip(total, of_step, strict=True)))
    return total


def _step(dh: np.ndarray, dc: np.ndarray, cache: Cache, p: Params, fault: str) -> StepGrads:
    if fault == "c_for_c_prev":  # c_prev enters the backward step nowhere else
        cache = cache._replace(c_prev=cache.c)
    if fault == "candidate_only":  # U enters it only on the way to h_prev
        H = p.U.shape[1]
        candidate = np.zeros_like(p.U)
        candidate[2 * H : 3 * H] = p.U[2 * H : 3 * H]
        p = p._replace(U=candidate)
    return lstm.step_backward(dh, dc, cache, p)


def error(found: Params, right: Params) -> float:
    """‖found - right‖ / ‖right‖ over all entries of W, U and b together: 0.3 is 30 % of the gradient's length."""
    found, right = (np.concatenate([a.ravel() for a in part]) for part in (found, right))
    return float(np.linalg.norm(found - right) / np.linalg.norm(right))
