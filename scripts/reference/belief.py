"""The exact memory of an agent that does not see the state: how probable each state is, given what it saw and did.

A POMDP with S states: P(s' | s, a) in `transitions` (A, S, S), from s in the rows to s' in the columns, and
P(o | s') in `seen` (S, O). The belief is what an LSTM's state stands in for where neither of the two is known.
"""

import numpy as np

from scripts.reference.shapes import expect


def update(belief: np.ndarray, action: int, observation: int, transitions: np.ndarray, seen: np.ndarray) -> np.ndarray:
    """One step: belief (S,), an action and the observation after it give the new belief (S,).

    b'(s') is P(o | s') Σ_s P(s' | s, a) b(s), divided by its sum.

    Source: Kaelbling, Littman & Cassandra (1998).

    Raises:
        ValueError: a shape does not fit, or the observation is impossible.
    """
    expect("belief", belief, "S")
    S = len(belief)
    expect("transitions", transitions, "A", S, S)
    expect("seen", seen, S, "O")
    joint = seen[:, observation] * (belief @ transitions[action])
    if joint.sum() == 0:
        raise ValueError(f"observation {observation} is impossible after action {action} from this belief")
    return joint / joint.sum()
