"""Parity and associative recall, for an LSTM, an sLSTM, an mLSTM and a minLSTM of about equally many weights.

Parity: every step asks; the networks train on short sequences and are tested on longer ones, by stretches of steps.
Recall: training begins with 2 pairs; whenever a batch is answered well, the next has one pair more. Every cell tries
all `rates` on seeds of their own, and takes the one that recalled most for the seeds that count. `mlstm_narrow` has
about as many numbers in its state as the LSTM, and far fewer weights. mLSTM and minLSTM train in their parallel forms.
All cells begin by keeping the same share of their memory per step, σ(`forget_bias`).

`right` is the share of the values named, by the number of pairs; `pairs` the largest number of pairs, of those tested,
at which it is at least `well`; `reached` the number of pairs in the last batches. Baselines: guessing (`guess`), and,
for recall, the value shown most often in the sequence, whatever is asked (`commonest`).
"""

from collections.abc import Callable
from typing import Any

import torch

from scripts.experiments.networks.stacked import Weights
from scripts.experiments.q49_recent_advances import parity
from scripts.experiments.q49_recent_advances.four_cells import outputs, parameters, start
from scripts.experiments.records.spread import rounded, spread
from scripts.experiments.tasks import associative_recall
from scripts.experiments.training import side_by_side
from scripts.experiments.training.processes import finished

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
        "models": {"lstm": 24, "slstm": 24, "mlstm": 32, "minlstm": 40, "mlstm_narrow": 6},  # H
        "layers": 2,
        "pairs": [1, 2, 3, 4, 6, 8, 12, 16, 24, 32],
        "first": 2,  # pairs in the first batches
        "most": 16,  # and at most in the last
        "well": 0.9,  # share right
        "rates": [0.01, 0.03],
        "rate_seeds": [10, 11],  # on which a cell's rate is chosen
        "updates": 800,
    },
    "forget_bias": {"parity": 1.0, "recall": 3.0},
    "rate": 0.01,  # for parity; every rate falls linearly to a hundredth
    "clip": 1.0,
    "batch": 32,
    "test_sequences": 500,
    "test_seed": 1_000,
}


def cell_of(model: str) -> str:
    """The cell that a model has."""
    return model.removesuffix("_narrow")


def state(model: str, H: int, layers: int) -> int:
    """How many numbers all layers carry from step to step: h and c; sLSTM n too; for mLSTM C and n; m not counted."""
    return layers * {"lstm": 2 * H, "slstm": 3 * H, "mlstm": H * H + H, "minlstm": H}[cell_of(model)]


def begin(task: str, model: str, seeds: list[int], settings: dict[str, Any]) -> Weights:
    """Untrained networks of the seeds."""
    D, K = {"parity": (1, 1), "recall": (associative_recall.WIDTH, associative_recall.VALUES)}[task]
    sizes = (D, settings[task]["models"][model], K)
    return start(cell_of(model), sizes, settings[task]["layers"], seeds, settings["forget_bias"][task])


def train_parity(model: str, settings: dict[str, Any]) -> Weights:
    """The networks of all seeds."""
    each = side_by_side.generators(settings["seeds"])
    weights = begin("parity", model, settings["seeds"], settings)

    def losses() -> torch.Tensor:
        drawn = [parity.draw(settings["parity"]["T"], settings["batch"], generator) for generator in each]
        x, y = (torch.stack(arrays, dim=1) for arrays in zip(*drawn, strict=True))
        return parity.losses(outputs(cell_of(model), weights, x), y)

    own = settings | {"updates": settings["parity"]["updates"]}
    side_by_side.fit(weights, losses, own, falling=True)
    return weights


@torch.no_grad()
def parity_right(model: str, weights: Weights, settings: dict[str, Any]) -> dict[str, torch.Tensor]:
    """By the last step of a stretch, the share right (S,) over its steps and all test sequences."""
    ends = settings["parity"]["stretches"]
    test = parity.draw(ends[-1], settings["test_sequences"], torch.Generator().manual_seed(settings["test_seed"]))
    shares = parity.right(outputs(cell_of(model), weights, side_by_side.for_all(len(settings["seeds"]), test.x)), test)
    return {str(end): shares[begin:end].mean(0) for begin, end in zip([0, *ends], ends, strict=False)}


def tests(settings: dict[str, Any]) -> dict[int, associative_recall.Batch]:
    """The same test sequences for all networks, by number of pairs."""
    many, seed = settings["test_sequences"], settings["test_seed"]
    generators = {pairs: torch.Generator().manual_seed(seed + pairs) for pairs in settings["recall"]["pairs"]}
    return {pairs: associative_recall.draw(pairs, many, generator) for pairs, generator in generators.items()}


def recalled(model: str, rate: float, seed: int, settings: dict[str, Any]) -> dict[str, Any]:
    """Train one network; return its shares right by number of pairs, how many it recalls, and how many it reached."""
    own, cell, generator = settings["recall"], cell_of(model), torch.Generator().manual_seed(seed)
    weights, pairs = begin("recall", model, [seed], settings), own["first"]

    def loss() -> torch.Tensor:
        nonlocal pairs
        batch = associative_recall.draw(pairs, settings["batch"], generator)
        said = outputs(cell, weights, batch.x[:, None])[:, 0]
        if associative_recall.share_right(said.detach(), batch) >= own["well"]:
            pairs = min(pairs + 1, own["most"])
        return associative_recall.loss(said, batch)[None]

    trained = settings | {"updates": own["updates"], "rate": rate}
    side_by_side.fit(weights, loss, trained, falling=True)
    with torch.no_grad():
        said = [(outputs(cell, weights, test.x[:, None])[:, 0], test) for test in tests(settings).values()]
    right = [associative_recall.share_right(one, test) for one, test in said]
    well = [P for P, share in zip(own["pairs"], right, strict=True) if share >= own["well"]]
    return {"right": right, "pairs": max(well, default=0), "reached": pairs}


def commonest(test: associative_recall.Batch) -> float:
    """The share right of naming, at every question, the value that the sequence shows most often."""
    return (test.y == test.y.mode(0).values).double().mean().item()


def recall(settings: dict[str, Any], progress: Callable[[str], None]) -> dict[str, Any]:
    """By model: each rate's result on seeds of its own, and the best rate's over the seeds that count."""
    own = settings["recall"]
    tried = {
        (model, rate, seed): (recalled, (model, rate, seed, settings))
        for model in own["models"]
        for rate in own["rates"]
        for seed in own["rate_seeds"]
    }
    by_rate: dict[str, dict[float, float]] = {model: dict.fromkeys(own["rates"], 0.0) for model in own["models"]}
    for (model, rate, _), one in finished(tried):
        by_rate[model][rate] += sum(one["right"]) / len(one["right"]) / len(own["rate_seeds"])
        progress(f"{model} at {rate}: {one['pairs']} pairs, reached {one['reached']}")
    best = {model: max(shares, key=lambda rate: shares[rate]) for model, shares in by_rate.items()}
    counted = {(m, seed): (recalled, (m, best[m], seed, settings)) for m in own["models"] for seed in settings["seeds"]}
    made: dict[tuple[str, int], dict[str, Any]] = {}
    for name, one in finished(counted):
        made[name] = one
        progress(f"{name[0]}, seed {name[1]}: {one['pairs']} pairs, reached {one['reached']}")
    results: dict[str, Any] = {}
    for model in own["models"]:
        each = [made[model, seed] for seed in settings["seeds"]]
        results[model] = {
            "rate": best[model],
            "by_rate": {str(rate): rounded(share) for rate, share in by_rate[model].items()},
            "right": {str(P): spread([one["right"][n] for one in each]) for n, P in enumerate(own["pairs"])},
            "pairs": spread([float(one["pairs"]) for one in each]),
            "reached": spread([float(one["reached"]) for one in each]),
        }
    return results


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """For each task and model its weights, its state and the shares right over the seeds."""
    own = settings["recall"]
    steps = len(settings["parity"]["models"]) + len(own["models"]) * (
        len(own["rates"]) * len(own["rate_seeds"]) + len(settings["seeds"])
    )
    done = 0

    def one_more(what: str) -> None:
        nonlocal done
        done += 1
        progress(done / steps, what)

    parities = {}
    for model in settings["parity"]["models"]:
        shares = parity_right(model, train_parity(model, settings), settings)
        parities[model] = {"right": {end: spread(values.tolist()) for end, values in shares.items()}}
        one_more(f"parity, {model}: {parities[model]['right']}")
    results = {"parity": parities, "recall": recall(settings, one_more)}
    for task, models in results.items():
        for model, made in models.items():
            made["parameters"] = parameters(begin(task, model, settings["seeds"], settings))
            made["state"] = state(model, settings[task]["models"][model], settings[task]["layers"])
    results["parity"]["guess"] = parity.GUESS
    results["recall"]["guess"] = 1 / associative_recall.VALUES
    results["recall"]["commonest"] = {str(P): rounded(commonest(test)) for P, test in tests(settings).items()}
    return results
