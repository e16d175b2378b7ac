"""Parity and associative recall, for an LSTM, an sLSTM, an mLSTM and a minLSTM of about equally many weights.

Parity: every step asks; the networks train on short sequences and are tested on longer ones, by stretches of steps.
Recall: they train with one number of pairs and are tested with fewer and more. `mlstm_narrow` has about as many
numbers in its state as the LSTM, and far fewer weights. mLSTM and minLSTM train in their parallel forms.

Baselines: guessing (`guess`), and, for recall, a network that holds so many pairs and guesses the others
(`share_right_with`); `held` is the number of pairs that makes that score, at the number of pairs trained with.
"""

from collections.abc import Callable
from typing import Any

import torch
from torch.nn.functional import cross_entropy

from scripts.experiments.networks.stacked import Weights
from scripts.experiments.q49_recent_advances import parity
from scripts.experiments.q49_recent_advances.four_cells import outputs, parameters, start
from scripts.experiments.records.spread import rounded, spread
from scripts.experiments.tasks import associative_recall
from scripts.experiments.training import side_by_side

QUESTION = "Which of LSTM, sLSTM, mLSTM and minLSTM can track a changing state, and which can recall many pairs?"
SETTINGS = {
    "seeds": [0, 1, 2],
    "parity": {
        "models": {"lstm": 16, "slstm": 16, "mlstm": 27, "minlstm": 32},  # H
        "layers": 2,
        "T": 40,
        "stretches": [10, 20, 40, 64, 128, 256],  # where each ends
        "updates": 300,
    },
    "recall": {
        "models": {"lstm": 32, "slstm": 32, "mlstm": 44, "minlstm": 58, "mlstm_narrow": 7},  # H
        "layers": 1,
        "pairs": 16,
        "test_pairs": [4, 8, 16, 32],
        "updates": 400,
    },
    "forget_bias": {"lstm": 1.0, "slstm": 1.0, "mlstm": 3.0, "minlstm": 1.0},
    "rate": 0.01,  # falls linearly to a hundredth
    "clip": 1.0,
    "batch": 32,
    "test_sequences": 500,
    "test_seed": 1_000,
}


def cell_of(model: str) -> str:
    """The cell that a model has."""
    return model.removesuffix("_narrow")


def state(model: str, H: int) -> int:
    """How many numbers a layer carries from step to step: h and c; for mLSTM C and n; m not counted."""
    return {"lstm": 2 * H, "slstm": 3 * H, "mlstm": H * H + H, "minlstm": H}[cell_of(model)]


def train(
    task: str, model: str, losses: Callable[[Weights], torch.Tensor], sizes: tuple[int, int], settings: dict[str, Any]
) -> Weights:
    """Networks of all seeds for D inputs and K outputs, `sizes`, trained on fresh batches in every update."""
    D, K = sizes
    own, cell = settings[task], cell_of(model)
    H, bias = own["models"][model], settings["forget_bias"][cell]
    weights = start(cell, (D, H, K), own["layers"], settings["seeds"], bias)
    side_by_side.fit(weights, lambda: losses(weights), settings | {"updates": own["updates"]}, falling=True)
    return weights


def train_parity(model: str, settings: dict[str, Any]) -> Weights:
    """The networks of all seeds."""
    each = side_by_side.generators(settings["seeds"])

    def losses(weights: Weights) -> torch.Tensor:
        drawn = [parity.draw(settings["parity"]["T"], settings["batch"], generator) for generator in each]
        x, y = (torch.stack(arrays, dim=1) for arrays in zip(*drawn, strict=True))
        return parity.losses(outputs(cell_of(model), weights, x), y)

    return train("parity", model, losses, (1, 1), settings)


@torch.no_grad()
def parity_right(model: str, weights: Weights, settings: dict[str, Any]) -> dict[str, torch.Tensor]:
    """By the last step of a stretch, the share right (S,) over its steps and all test sequences."""
    ends = settings["parity"]["stretches"]
    test = parity.draw(ends[-1], settings["test_sequences"], torch.Generator().manual_seed(settings["test_seed"]))
    shares = parity.right(outputs(cell_of(model), weights, side_by_side.for_all(len(settings["seeds"]), test.x)), test)
    return {str(end): shares[begin:end].mean(0) for begin, end in zip([0, *ends], ends, strict=False)}


def train_recall(model: str, settings: dict[str, Any]) -> Weights:
    """The networks of all seeds."""
    each, pairs = side_by_side.generators(settings["seeds"]), settings["recall"]["pairs"]

    def losses(weights: Weights) -> torch.Tensor:
        drawn = [associative_recall.draw(pairs, settings["batch"], generator) for generator in each]
        x, y = (torch.stack(arrays, dim=1) for arrays in zip(*drawn, strict=True))
        asked = outputs(cell_of(model), weights, x)[pairs:]
        each_one = cross_entropy(asked.flatten(0, 2), y.flatten(), reduction="none")
        return each_one.view(y.shape).mean((0, 2))

    return train("recall", model, losses, (associative_recall.WIDTH, associative_recall.VALUES), settings)


@torch.no_grad()
def recall_right(model: str, weights: Weights, settings: dict[str, Any]) -> dict[str, list[float]]:
    """By number of pairs, the share of the questions that each network answers rightly."""
    made = {}
    for pairs in settings["recall"]["test_pairs"]:
        generator = torch.Generator().manual_seed(settings["test_seed"])
        test = associative_recall.draw(pairs, settings["test_sequences"], generator)
        said = outputs(cell_of(model), weights, side_by_side.for_all(len(settings["seeds"]), test.x))
        made[str(pairs)] = [associative_recall.share_right(one, test) for one in said.unbind(1)]
    return made


def held(share: float, pairs: int) -> float:
    """How many of so many pairs a network holds that scores so and guesses the others: `share_right_with` solved."""
    guess = 1 / associative_recall.VALUES
    return pairs * (share - guess) / (1 - guess)


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """For each task and model its weights, its state and the shares right over the seeds."""
    pairs = settings["recall"]["pairs"]
    results: dict[str, Any] = {
        "parity": {"guess": parity.GUESS},
        "recall": {"guess": 1 / associative_recall.VALUES},
    }
    ways = {"parity": (train_parity, parity_right), "recall": (train_recall, recall_right)}
    jobs = [(task, model, H) for task in ways for model, H in settings[task]["models"].items()]
    for done, (task, model, H) in enumerate(jobs, 1):
        learn, score = ways[task]
        weights = learn(model, settings)
        shares = {name: [float(share) for share in values] for name, values in score(model, weights, settings).items()}
        made = {"parameters": parameters(weights), "state": state(model, H)}
        made["right"] = {name: spread(values) for name, values in shares.items()}
        if task == "recall":
            made["held"] = spread([rounded(held(share, pairs)) for share in shares[str(pairs)]])
        results[task][model] = made
        means = {name: leaf["mean"] for name, leaf in made["right"].items()}
        progress(done / len(jobs), f"{task}, {model}: {means}")
    return results
