"""Whether a forget bias of 1 is too slow or hopeless: three times the updates of `lstm_starts`, at each of its rates.

`lstm_starts` ends after 500 updates and takes one rate for each start, found with fewer. Here no rate is chosen: every
one is trained to the end, on the same seeds, test sequences and lag 50.
"""

from collections.abc import Callable
from typing import Any

from scripts.experiments.q14_initialisation import lstm_starts

QUESTION = "Given longer, and any of three rates, does an LSTM with forget bias 1 learn to hold a symbol over 50 steps?"
SETTINGS = lstm_starts.SETTINGS | {
    "seeds": [0, 1, 2],
    "lags": [50],
    "biases": {"bias_1": {"b_f": 1.0}},
    "starts": {matrices: ["bias_1"] for matrices in ("pytorch", "keras", "blocks", "candidate")},
    "rates": [0.001, 0.003, 0.01],
    "updates": 1500,
    "early": 500,  # the updates of `lstm_starts`
}


def outcome(matrices: str, rate: float, settings: dict[str, Any]) -> dict[str, Any]:
    """The share right at the end and the updates until solved, over seeds."""
    bias, (lag,) = settings["biases"]["bias_1"], settings["lags"]
    made = lstm_starts.outcome(matrices, bias, rate, settings, lag)
    return {"right": made["right"], "updates_until_solved": made["updates_until_solved"]}


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """For each start its outcome at each rate, and how many of all its trainings solve the task, early and at all."""
    results: dict[str, Any] = {}
    for done, matrices in enumerate(settings["starts"], 1):
        made = {str(rate): outcome(matrices, rate, settings) for rate in settings["rates"]}
        needed = [n for one in made.values() for n in one["updates_until_solved"]]
        solved = [n for n in needed if n is not None]
        results[matrices] = {
            "rates": made,
            "trained": len(needed),
            "solved": len(solved),
            "solved_early": sum(n <= settings["early"] for n in solved),
        }
        progress(done / len(settings["starts"]), f"{matrices}: {needed}")
    return results
