"""JapaneseVowels, who speaks: one vector per utterance out of an LSTM's states, in four ways, beside baselines.

`last` is the state at the own last frame, of two directions each at its own end; `mean`, `max` and `attention` (a
learned score of each state, a softmax over the frames) go over the real frames alone. A linear readout names one of
nine speakers. The network of two directions has about as many weights as that of one. One learning rate for all; the
ways of one seed start from the same LSTM and see the same batches. Each is trained on the whole training part and on
the first few utterances of every speaker. `right` is the share right on the official test part, whose utterances come
from other sessions; `macro_f1` the plain mean of the speakers' F1.

Baselines: `constant`, the largest class of the test part; `nearest_mean`, the speaker whose mean frame is nearest; and
`statistics`, a logistic regression on mean, deviation, minimum and maximum of each coefficient over the frames, its
penalty chosen by cross-validation on the training utterances. None of the three knows the frames' order. `dtw` does:
the speaker of the nearest training utterance under dynamic time warping.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from sklearn.linear_model import LogisticRegressionCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from torch import nn
from torch.nn.functional import cross_entropy
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from scripts.experiments.networks.starts import set_bias
from scripts.experiments.records.spread import rounded, spreads
from scripts.experiments.tasks import japanese_vowels
from scripts.experiments.tasks.labelled import (
    Labelled,
    commonest,
    nearest_mean,
    real_frames,
    rows,
    share_right,
    standardised,
)
from scripts.experiments.training.fit import fit
from scripts.reference import classification

QUESTION = "Last state, mean, max or attention: how much does the vector that the classifier reads matter?"
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],
    "models": {"one": {"directions": 1, "H": 38}, "two": {"directions": 2, "H": 25}},
    "pools": ["last", "mean", "max", "attention"],
    "per_speaker": [5, 30],
    "forget_bias": 1.0,
    "updates": 200,
    "rate": 0.01,  # falls linearly to a hundredth
    "clip": 1.0,
    "batch": 30,
    "attention": 16,  # width of its score
    "penalties": [0.001, 0.01, 0.1, 1.0, 10.0, 100.0],  # inverse strengths
    "folds": 5,
}
CLASSES = japanese_vowels.CLASSES


class Speaker(nn.Module):
    """An LSTM over a packed batch, one of four ways to pool its outputs, and a linear readout."""

    def __init__(self, model: dict[str, int], pool: str, seed: int, settings: dict[str, Any]) -> None:
        """LSTM and readout start alike for every way."""
        super().__init__()
        torch.manual_seed(seed)
        self.pool = pool
        width = model["directions"] * model["H"]
        self.lstm = nn.LSTM(12, model["H"], bidirectional=model["directions"] == 2)
        self.readout = nn.Linear(width, CLASSES)
        set_bias(self.lstm, f=settings["forget_bias"])
        if pool == "attention":
            self.score = nn.Sequential(
                nn.Linear(width, settings["attention"]), nn.Tanh(), nn.Linear(settings["attention"], 1, bias=False)
            )

    def forward(self, data: Labelled) -> torch.Tensor:
        """Logits (N, classes)."""
        packed, (h_n, _) = self.lstm(pack_padded_sequence(data.x, data.lengths, enforce_sorted=False))
        if self.pool == "last":
            return self.readout(torch.cat(list(h_n), dim=1))
        states, real = pad_packed_sequence(packed, total_length=len(data.x))[0], real_frames(data)[..., None]
        if self.pool == "mean":
            return self.readout((states * real).sum(0) / data.lengths[:, None])
        if self.pool == "max":
            return self.readout(states.masked_fill(~real, -torch.inf).amax(0))
        weights = self.score(states).masked_fill(~real, -torch.inf).softmax(0)
        return self.readout((weights * states).sum(0))


def few(part: Labelled, per_speaker: int) -> Labelled:
    """The first utterances of every speaker."""
    return rows(part, torch.cat([torch.nonzero(part.y == k).flatten()[:per_speaker] for k in range(CLASSES)]))


def train(model: dict[str, int], pool: str, seed: int, part: Labelled, settings: dict[str, Any]) -> Speaker:
    """One network, trained on random batches."""
    network = Speaker(model, pool, seed, settings)
    generator = torch.Generator().manual_seed(seed)

    def loss_of_a_batch() -> torch.Tensor:
        batch = rows(part, torch.randperm(len(part.y), generator=generator)[: settings["batch"]])
        return cross_entropy(network(batch), batch.y)

    fit(network, loss_of_a_batch, settings, falling=True)
    return network


def measured(said: torch.Tensor, test: Labelled) -> dict[str, float]:
    """How good the answers (N,) are."""
    counts = classification.confusion(test.y.numpy(), said.numpy(), CLASSES)
    return {"right": share_right(said, test), "macro_f1": classification.macro_f1(counts)}


def statistics(part: Labelled) -> np.ndarray:
    """Mean, deviation, minimum and maximum of each coefficient over an utterance's frames, (N, 48)."""
    own = [part.x[:n, b] for b, n in enumerate(part.lengths)]
    return np.stack([torch.cat([x.mean(0), x.std(0), x.amin(0), x.amax(0)]).numpy() for x in own])


def linear(learned: Labelled, asked: Labelled, settings: dict[str, Any]) -> torch.Tensor:
    """The answers (N,) of a logistic regression on the statistics."""
    model = LogisticRegressionCV(
        Cs=settings["penalties"],
        cv=settings["folds"],
        scoring="neg_log_loss",
        max_iter=5000,
        l1_ratios=(0.0,),
        use_legacy_attributes=False,
    )
    fitted = make_pipeline(StandardScaler(), model).fit(statistics(learned), learned.y.numpy())
    return torch.tensor(fitted.predict(statistics(asked)))


def nearest_warped(learned: Labelled, asked: Labelled) -> torch.Tensor:
    """The answers (N,) of one nearest neighbour under dynamic time warping, all pairs of utterances at once."""
    steps = torch.cdist(asked.x.transpose(0, 1)[:, None], learned.x.transpose(0, 1)[None])  # (N, M, T_N, T_M)
    cost = torch.full((len(asked.y), len(learned.y), len(asked.x) + 1, len(learned.x) + 1), torch.inf)
    cost[:, :, 0, 0] = 0.0
    for s in range(len(asked.x)):
        for t in range(len(learned.x)):
            before = torch.stack([cost[:, :, s, t], cost[:, :, s, t + 1], cost[:, :, s + 1, t]]).amin(0)
            cost[:, :, s + 1, t + 1] = steps[:, :, s, t] + before
    n, m = torch.arange(len(asked.y))[:, None], torch.arange(len(learned.y))
    return learned.y[cost[n, m, asked.lengths[:, None], learned.lengths].argmin(1)]


def baselines(learned: Labelled, test: Labelled, settings: dict[str, Any]) -> dict[str, float]:
    """The shares right without an LSTM."""
    return {
        "nearest_mean": rounded(nearest_mean(learned, test)),
        "statistics": rounded(share_right(linear(learned, test, settings), test)),
        "dtw": rounded(share_right(nearest_warped(learned, test), test)),
    }


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """By number of utterances the baselines, and by model and way the shares right over the seeds."""
    parts = standardised(japanese_vowels.load())
    results: dict[str, Any] = {"constant": rounded(commonest(parts.test))}
    work, done = len(settings["per_speaker"]) * len(settings["models"]) * len(settings["pools"]), 0
    for count in settings["per_speaker"]:
        learned = few(parts.train, count)
        results[str(count)] = baselines(learned, parts.test, settings)
        for name, model in settings["models"].items():
            results[str(count)][name] = {}
            for pool in settings["pools"]:
                networks = [train(model, pool, seed, learned, settings) for seed in settings["seeds"]]
                with torch.no_grad():
                    made = [measured(network(parts.test).argmax(1), parts.test) for network in networks]
                weights = sum(p.numel() for p in networks[0].parameters())
                results[str(count)][name][pool] = {"parameters": weights, **spreads(made)}
                done += 1
                progress(done / work, f"{count} each, {name}, {pool}: {results[str(count)][name][pool]['right']}")
    return results
