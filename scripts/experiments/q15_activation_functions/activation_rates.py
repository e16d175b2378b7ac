"""Does a smaller learning rate stand in for clipping where ReLU takes the place of both tanh of an LSTM?

The adding problem as in `activation_swap`, at its rate and at smaller ones, with half as many updates again.
"""

from collections.abc import Callable
from typing import Any

from scripts.experiments.q15_activation_functions.activation_swap import CELLS, REGIMES, limits, summary
from scripts.experiments.q15_activation_functions.activation_swap import SETTINGS as SWAP
from scripts.experiments.q15_activation_functions.activation_training import Race, begin
from scripts.experiments.records.spread import rounded

QUESTION = "Does a smaller learning rate stand in for clipping in an LSTM with ReLU for both its tanh?"
SETTINGS = {
    **{key: SWAP[key] for key in ("seeds", "T", "H", "batch", "clip", "forget_bias", "solved", "recent")},
    "updates": 1500,
    "rates": [0.003, 0.001],
}
NAMES = ("tanh", "relu")


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """By rate, cell and regime: how many seeds solve the task, after how many updates, and the largest gradients."""
    results: dict[str, Any] = {}
    runs = [(rate, name) for rate in settings["rates"] for name in NAMES]
    S = len(settings["seeds"])
    for done, (rate, name) in enumerate(runs, 1):
        trained = Race(begin(settings, 2), CELLS[name], {**settings, "rate": rate}).train(limits(settings))
        norms = [rounded(norm) for norm in trained.norms.tolist()]
        found = results.setdefault(str(rate), {})[name] = {}
        for regime, part in zip(REGIMES, (slice(S), slice(S, None)), strict=True):
            found[regime] = {
                "solved": S - trained.solved[part].count(None),
                "until_solved": summary(trained.solved[part]),
                "largest_gradient": summary(norms[part]),
            }
        progress(done / len(runs), f"{name} at {rate}: solved after {trained.solved}")
    return results
