"""Two tasks on one data set: who speaks, and what is the next frame. One shared LSTM against one for each task.

JapaneseVowels, with the speaker known for all 270 training utterances or for three of each man. The losses are means
over what is observed, the frames have mean 0 and deviation 1, and both losses weigh 1. Alone or together, a task gets
the same batches for the same number of updates. One shared network is as wide as each of the two others; another has
at most as many LSTM weights as both of them. While that one of equal width learns, the gradients of both tasks on the
LSTM's weights are compared, on fresh batches, with those of another batch of the same task beside them.

Baselines: always the commonest speaker of the test part; for the next frame the mean, and the frame before it.
"""

from collections.abc import Callable
from typing import Any

import torch
from torch import nn
from torch.nn.functional import cosine_similarity, cross_entropy

from scripts.experiments.networks.starts import set_bias
from scripts.experiments.records.spread import rounded, spread
from scripts.experiments.tasks import japanese_vowels
from scripts.experiments.tasks.labelled import (
    Labelled,
    Splits,
    at_last_frame,
    commonest,
    rows,
    share_right,
    standardised,
)
from scripts.experiments.training.fit import fit
from scripts.reference import params

QUESTION = "Does an LSTM that learns two tasks do better on each than one that learns it alone?"
D, H = 12, 32
PAIR = 2 * params.lstm(D, H, convention="torch")  # LSTM weights of two networks
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],
    "labels": [3, 30],  # utterances of each man whose speaker is known
    "models": {
        "speaker_alone": {"tasks": ["speaker"], "H": H},
        "frame_alone": {"tasks": ["frame"], "H": H},
        "joint": {"tasks": ["speaker", "frame"], "H": H},
        "joint_wide": {"tasks": ["speaker", "frame"], "H": params.widest("lstm", D, PAIR, convention="torch")},
    },
    "forget_bias": 1.0,
    "updates": 300,
    "batch": 18,
    "rate": 0.01,
    "clip": 1.0,
    "cosine_every": 20,
}


class Shared(nn.Module):
    """One LSTM and two heads: the speaker from the last real step, the next frame from every step."""

    def __init__(self, H: int) -> None:
        """PyTorch's start, H units wide."""
        super().__init__()
        self.layer = nn.LSTM(D, H)
        self.speaker = nn.Linear(H, japanese_vowels.CLASSES)
        self.frame = nn.Linear(H, D)

    def loss(self, task: str, batch: Labelled) -> torch.Tensor:
        """The mean loss of one task over what is observed; padding comes later and is not read."""
        hs = self.layer(batch.x)[0]
        if task == "speaker":
            return cross_entropy(self.speaker(at_last_frame(hs, batch.lengths)), batch.y)
        return next_frame_error(self.frame(hs), batch)


def next_frame_error(said: torch.Tensor, data: Labelled) -> torch.Tensor:
    """The mean squared error of what is said (T, N, D) of the frame after each, where there is one."""
    there = torch.arange(len(data.x) - 1)[:, None] < data.lengths - 1
    return (said[:-1] - data.x[1:]).square()[there].mean()


def draws(train: Labelled, labels: int, seed: int, settings: dict) -> Callable[[str], Labelled]:
    """What gives a batch for a task: of the utterances whose speaker is known, or of all."""
    generators = {task: torch.Generator().manual_seed(seed) for task in ("speaker", "frame")}
    known = torch.cat([torch.nonzero(train.y == k).flatten()[:labels] for k in range(japanese_vowels.CLASSES)])
    pools = {"speaker": known, "frame": torch.arange(len(train.y))}

    def draw(task: str) -> Labelled:
        order = torch.randperm(len(pools[task]), generator=generators[task])
        return rows(train, pools[task][order[: settings["batch"]]])

    return draw


def gradient(net: Shared, task: str, batch: Labelled) -> torch.Tensor:
    """One task's gradient on the weights of the LSTM, as one vector."""
    return torch.cat([g.flatten() for g in torch.autograd.grad(net.loss(task, batch), net.layer.parameters())])


def cosines(net: Shared, draw: Callable[[str], Labelled]) -> dict[str, float]:
    """Of the gradients of two batches: both tasks, and twice the same task."""
    pairs = {"between": ("speaker", "frame"), "speaker": ("speaker", "speaker"), "frame": ("frame", "frame")}
    each = {name: [gradient(net, task, draw(task)) for task in tasks] for name, tasks in pairs.items()}
    return {name: cosine_similarity(*two, dim=0).item() for name, two in each.items()}


def train(model: dict, labels: int, seed: int, parts: Splits, settings: dict) -> dict[str, Any]:
    """Train one network: the share right, the error, where learned; and the cosines every so many updates."""
    torch.manual_seed(seed)
    net = Shared(model["H"])
    set_bias(net.layer, f=settings["forget_bias"])
    draw, fresh = (draws(parts.train, labels, s, settings) for s in (seed, 1000 + seed))
    seen: list[dict[str, float]] = []

    def loss() -> torch.Tensor:
        return sum(net.loss(task, draw(task)) for task in model["tasks"])

    def check(n: int, value: float) -> bool:
        if len(model["tasks"]) > 1 and (n == 1 or n % settings["cosine_every"] == 0):
            seen.append(cosines(net, fresh))
        return False

    fit(net, loss, settings, check)
    made: dict[str, Any] = {"cosines": seen}
    with torch.no_grad():
        hs = net.layer(parts.test.x)[0]
        if "speaker" in model["tasks"]:
            scores = net.speaker(at_last_frame(hs, parts.test.lengths))
            made["right"] = share_right(scores.argmax(1), parts.test)
        if "frame" in model["tasks"]:
            made["error"] = next_frame_error(net.frame(hs), parts.test).item()
    return made


def baselines(test: Labelled) -> dict[str, float]:
    """What is reached without learning."""
    mean = next_frame_error(torch.zeros_like(test.x), test).item()
    before = next_frame_error(test.x, test).item()
    return {"commonest": rounded(commonest(test)), "mean_frame": rounded(mean), "frame_before": rounded(before)}


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """Baselines; for each number of labels and each model the share right and the error; the cosines of `joint`."""
    parts = standardised(japanese_vowels.load())
    results: dict[str, Any] = {"baselines": baselines(parts.test)}
    done, total = 0, len(settings["labels"]) * len(settings["models"])
    for labels in settings["labels"]:
        results[str(labels)] = {}
        for name, model in settings["models"].items():
            runs = [train(model, labels, seed, parts, settings) for seed in settings["seeds"]]
            made = {key: spread([one[key] for one in runs]) for key in ("right", "error") if key in runs[0]}
            if name == "joint":
                checks = zip(*(one["cosines"] for one in runs), strict=True)
                made["cosines"] = [{pair: spread([o[pair] for o in check]) for pair in check[0]} for check in checks]
            results[str(labels)][name] = made
            done += 1
            means = {key: made[key]["mean"] for key in made if key != "cosines"}
            progress(done / total, f"{labels} labels, {name}: {means}")
    return results
