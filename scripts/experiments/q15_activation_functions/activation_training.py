"""Train cells with chosen activations side by side: Adam, and each network's gradient clipped at a limit of its own."""

from collections.abc import Callable
from functools import partial
from typing import Any

import torch

from scripts.experiments.networks.recurrent import many_to_one
from scripts.experiments.networks.stacked import Weights, stack
from scripts.experiments.q15_activation_functions.activation_cell import Names, forward
from scripts.experiments.tasks.adding import Batch, draw
from scripts.experiments.training import side_by_side

Task = Callable[[int, int, torch.Generator], Batch]  # T, B and a generator give B sequences and their targets


def begin(settings: dict[str, Any], copies: int = 1, identity: bool = False) -> Weights:
    """Return the starts of all seeds, stacked, `copies` times over; `identity` makes U_g the identity."""
    H, seeds = settings["H"], settings["seeds"] * copies
    weights = stack(many_to_one("lstm", H, seed, forget_bias=settings["forget_bias"]) for seed in seeds)
    if identity:
        with torch.no_grad():
            weights["layer.weight_hh_l0"][:, 2 * H : 3 * H] = torch.eye(H)
    return weights


class Race:
    """The training of N stacked networks, copies of the seeds' starts, which may go on under other limits.

    The copies of a seed see the same sequences. `settings` names the `seeds`, T, the `batch` size, the `updates`,
    Adam's `rate`, and for how many `recent` batches the mean error has to be below `solved`.
    """

    def __init__(self, weights: Weights, names: Names, settings: dict[str, Any], task: Task = draw) -> None:
        """Prepare the training; the weights are trained in place."""
        N = len(next(iter(weights.values())))
        self.weights, self.settings = weights, settings
        self.updates = 0
        self.finite = torch.ones(N, dtype=torch.bool)  # whether loss and gradient norm stayed finite throughout
        self.norms = torch.zeros(N, dtype=torch.float64)  # the largest of the gradients, before clipping
        self.solved: list[int | None] = [None] * N  # the update after which the recent error was below `solved`
        self._recent: list[torch.Tensor] = []
        self._errors = side_by_side.squared_errors(
            lambda x: forward(weights, x, names).said,
            partial(task, settings["T"], settings["batch"]),
            side_by_side.generators(settings["seeds"]),
            N // len(settings["seeds"]),
        )

    def train(
        self, limits: torch.Tensor, updates: int | None = None, adam: torch.optim.Optimizer | None = None
    ) -> "Race":
        """Make so many updates, or all, under `limits` (N,) for the norms; `adam` goes on with one that was used."""
        settings = self.settings | ({} if updates is None else {"updates": updates})
        made = side_by_side.fit(
            self.weights,
            self._errors,
            settings,
            self._check,
            limits=limits,
            adam=adam,
            finite=self.finite,
            precise=True,
        )
        self.norms = torch.maximum(self.norms, made.largest())
        self.finite = made.finite
        return self

    def _check(self, n: int, errors: torch.Tensor) -> bool:
        self.updates += 1
        self._recent = [*self._recent[1 - self.settings["recent"] :], errors]
        if len(self._recent) == self.settings["recent"]:
            below = torch.stack(self._recent).mean(dim=0) < self.settings["solved"]
            self.solved = [
                self.updates if s is None and now else s for s, now in zip(self.solved, below.tolist(), strict=True)
            ]
        return False
