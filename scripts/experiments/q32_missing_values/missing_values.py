"""Which of nine men speaks, when a share of the numbers is missing: one LSTM, and five ways to feed it what is left.

JapaneseVowels: in each utterance every number is removed with the same probability, in training and in test, whatever
its value (missing completely at random). Mean and deviation are those of the observed training values. The fills:

- zero         0 in the data's own unit
- mean         each coefficient's mean
- forward      the last value seen, the mean before the first
- interpolate  linear between the values on both sides, which is fair: the whole utterance is known
- told         forward, with the mask and the gap as inputs

`by_value` is missing not at random: numbers above a coefficient's mean are removed with the probability share + tilt,
those below with share - tilt. There, forward fill and told are trained again, and `removed` is the share removed.

All have the same width, rate, number of updates and missing numbers, which the seed draws. Beside them, without
training: always the commonest speaker, and the speaker whose mean observed value is nearest.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch.nn.functional import cross_entropy

from scripts.experiments.networks import recurrent
from scripts.experiments.q32_missing_values import fills
from scripts.experiments.records.spread import rounded, spread
from scripts.experiments.tasks import japanese_vowels, labelled
from scripts.experiments.tasks.labelled import (
    Labelled,
    at_last_frame,
    commonest,
    real_frames,
    rows,
    share_right,
)
from scripts.experiments.training.fit import fit

QUESTION = "Does it matter how missing inputs are filled, and do the mask and the gap help?"
SETTINGS = {
    "seeds": [0, 1, 2],
    "missing": [0.1, 0.3, 0.5, 0.7],
    "fills": ["zero", "mean", "forward", "interpolate", "told"],
    "by_value": {"share": 0.7, "tilt": 0.2, "fills": ["forward", "told"]},
    "H": 48,
    "forget_bias": 1.0,
    "rate": 0.01,
    "updates": 200,
    "batch": 32,
    "clip": 1.0,
}

D = 12


def observed(share: float, seed: int, tilt: float = 0.0) -> list[tuple[np.ndarray, np.ndarray, Labelled]]:
    """For training and test part: standardised x (T, N, D) with NaN where it is not seen, the mask, and the data."""
    random = np.random.default_rng(seed)
    complete, parts = japanese_vowels.load().train, []
    middle = complete.x[real_frames(complete)].double().mean(0).numpy()  # (D,)
    for data in japanese_vowels.load():
        x = data.x.double().numpy()
        removed = random.random(x.shape) < share + tilt * np.where(x > middle, 1, -1)
        seen = real_frames(data).numpy()[:, :, None] & ~removed
        parts.append((np.where(seen, x, np.nan), seen, data))
    mean, sd = (f(parts[0][0], axis=(0, 1)) for f in (np.nanmean, np.nanstd))
    return [((x - mean) / sd, seen, data._replace(x=torch.tensor(-mean / sd))) for x, seen, data in parts]


def inputs(fill: str, x: np.ndarray, seen: np.ndarray, zero: np.ndarray) -> torch.Tensor:
    """What the network reads, (T, N, D) or (T, N, 3D); `zero` (D,) is the standardised 0."""
    if fill in ("zero", "mean"):
        made = np.where(seen, x, zero if fill == "zero" else 0.0)
    else:
        made = {"forward": fills.forward, "interpolate": fills.interpolate, "told": fills.told}[fill](x, seen)
    return torch.tensor(made).float()


def measure(fill: str, share: float, seed: int, settings: dict[str, Any], tilt: float = 0.0) -> float:
    """The share of the test utterances that a trained network names rightly."""
    train, test = (
        data._replace(x=inputs(fill, x, seen, data.x.numpy())) for x, seen, data in observed(share, seed, tilt)
    )
    net = recurrent.start(
        "lstm", train.x.shape[2], settings["H"], japanese_vowels.CLASSES, seed, forget_bias=settings["forget_bias"]
    )
    generator = torch.Generator().manual_seed(seed)

    def scores(data: Labelled) -> torch.Tensor:
        return at_last_frame(net(data.x), data.lengths)

    def loss() -> torch.Tensor:
        batch = rows(train, torch.randperm(len(train.y), generator=generator)[: settings["batch"]])
        return cross_entropy(scores(batch), batch.y)

    fit(net, loss, settings)
    with torch.no_grad():
        return share_right(scores(test).argmax(1), test)


def nearest_mean(share: float, seed: int) -> float:
    """The share right of the speaker whose mean observed value is nearest, each coefficient on its own."""
    one_frame = [
        Labelled(
            torch.tensor(np.where(seen, x, 0.0).sum(0) / np.maximum(seen.sum(0), 1))[None],
            torch.ones_like(data.lengths),
            data.y,
        )
        for x, seen, data in observed(share, seed)
    ]
    return labelled.nearest_mean(*one_frame)


def by_value(settings: dict[str, Any]) -> dict[str, Any]:
    """By fill the shares right where large numbers go missing more often, and the share of the test part removed."""
    share, tilt, seeds = settings["by_value"]["share"], settings["by_value"]["tilt"], settings["seeds"]
    results = {
        fill: spread([measure(fill, share, seed, settings, tilt) for seed in seeds])
        for fill in settings["by_value"]["fills"]
    }
    test = [observed(share, seed, tilt)[1] for seed in seeds]
    numbers = [int(data.lengths.sum()) * D for _, _, data in test]
    return results | {"removed": spread([1 - seen.sum() / n for (_, seen, _), n in zip(test, numbers, strict=True)])}


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """The baselines, the network with nothing missing, and by fill and share missing the shares right; by value."""
    results: dict[str, Any] = {
        "commonest": rounded(commonest(japanese_vowels.load().test)),
        "complete": spread([measure("mean", 0.0, seed, settings) for seed in settings["seeds"]]),
        "nearest_mean": {},
    }
    for done, share in enumerate(settings["missing"], 1):
        results["nearest_mean"][str(share)] = spread([nearest_mean(share, seed) for seed in settings["seeds"]])
        for fill in settings["fills"]:
            made = spread([measure(fill, share, seed, settings) for seed in settings["seeds"]])
            results.setdefault(fill, {})[str(share)] = made
        progress(done / len(settings["missing"]), f"{share}: {[results[f][str(share)] for f in settings['fills']]}")
    results["by_value"] = by_value(settings)
    return results
