"""What an action was worth: discounted returns, and the generalised advantage estimate with both kinds of end.

An episode ends because it is over (`terminated`), or because the time is up or the rollout is cut; in both cases
nothing of the next episode may leak back (`ended`), but only a true end has the value 0 after it.
Time is the first axis: every array is (T, B).
"""

import numpy as np

from scripts.reference.shapes import expect


def returns(rewards: np.ndarray, ended: np.ndarray, gamma: float) -> np.ndarray:
    """The discounted sum of an episode's rewards from each step on: G_t = r_t + γ (1 - ended_t) G_{t+1}, 0 after T.

    Raises:
        ValueError: a shape does not fit.
    """
    return gae(rewards, *[np.zeros_like(rewards)] * 2, np.zeros_like(ended), ended, gamma, 1.0)


def td_errors(
    rewards: np.ndarray, values: np.ndarray, next_values: np.ndarray, terminated: np.ndarray, gamma: float
) -> np.ndarray:
    """δ_t = r_t + γ (1 - terminated_t) V' - V_t, V' the value of what was seen after the step, before any reset.

    Raises:
        ValueError: a shape does not fit.
    """
    expect("rewards", rewards, "T", "B")
    for name, array in {"values": values, "next_values": next_values, "terminated": terminated}.items():
        expect(name, array, *rewards.shape)
    return rewards + gamma * (1 - terminated) * next_values - values


def gae(
    rewards: np.ndarray,
    values: np.ndarray,
    next_values: np.ndarray,
    terminated: np.ndarray,
    ended: np.ndarray,
    gamma: float,
    lam: float,
) -> np.ndarray:
    """A_t = δ_t + γ λ (1 - ended_t) A_{t+1}, 0 after T: λ = 0 is the TD error, λ = 1 the return minus the value.

    Source: Schulman et al. (2016), generalised advantage estimation.

    Raises:
        ValueError: a shape does not fit.
    """
    deltas = td_errors(rewards, values, next_values, terminated, gamma)
    expect("ended", ended, *rewards.shape)
    ahead, advantages = np.zeros(rewards.shape[1]), []
    for delta, end in zip(reversed(deltas), reversed(ended), strict=True):
        ahead = delta + gamma * lam * (1 - end) * ahead
        advantages.append(ahead)
    return np.stack(advantages[::-1])
