"""Which faults an LSTM finds that a simple rule misses, at the same false alarms: a monitored pulse and a walk.

`pulse` is KDD-TSAD 135, one labelled stretch; it is found if it holds the highest score of the test part.
`walk` is Daphnet, without anomalies of its own: 44 s are for learning and 66 s for the test. Faults of four kinds are
planted in two copies of the test part for each kind, in sensors drawn by the seed. A fault is found if a score from its
beginning to a window after its end lies above the threshold, at which the share `allowed` of the normal stretches of
that length alarms: the same for every detector, and what chance would find. `smoothed` is the same with each score
replaced by its mean over the last window. `in_time` says which frozen sensors are found before they move again.

The threshold needs normal test data, so `live` says which share of the stretches of a window alarms at a threshold to
be had in use, the highest score of the validation part.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np

from scripts.experiments.q42_anomaly_detection import detectors, faults
from scripts.experiments.records.spread import spreads
from scripts.experiments.tasks import daphnet, kdd_tsad_135
from scripts.experiments.tasks.series import Series, standardised

QUESTION = "Does an LSTM find faults that a moving z-score or a discord distance misses?"
SETTINGS = {
    "seeds": [0, 1, 2],
    "pulse": {"m": 183, "lags": 16},  # steps of a window: a period
    "walk": {"m": 64, "lags": 16, "validation": 33 * daphnet.RATE, "test": 44 * daphnet.RATE},  # a second
    "spike": 8.0,  # deviations of the channel
    "noise": 1.0,
    "gap": 128,  # normal steps after each fault
    "allowed": 0.1,  # of normal stretches
    "H": 32,
    "K": 8,  # numbers of the autoencoder and of PCA
    "wide": 64,  # of a wider PCA
    "forget_bias": 1.0,
    "rate": 0.01,
    "updates": 400,
    "batch": 32,
    "clip": 1.0,
}


class Parts(NamedTuple):
    """A series, standardised, by part; validation and test part begin with the window before them."""

    train: np.ndarray  # (N, D)
    validation: np.ndarray  # (m + V, D)
    test: np.ndarray  # (m + T, D)


class Copy(NamedTuple):
    """A test part with faults in it."""

    x: np.ndarray  # (m + T, D)
    places: list[range]


def parts(series: Series, m: int) -> Parts:
    """The parts of a series for windows of m steps."""
    x = standardised(series).x.double().numpy()
    return Parts(x[: series.validation], x[series.validation - m : series.test], x[series.test - m :])


def learned(of: Parts, seed: int, m: int, lags: int, settings: dict[str, Any]) -> Iterator[tuple[str, detectors.Score]]:
    """Each detector's name and score; only the LSTMs depend on the seed."""
    normal, held_out = of.train, of.validation
    yield "change", detectors.change(normal)
    yield "zscore", detectors.zscore(normal, m)
    yield "still", detectors.still(normal, m // 4)
    yield "discord", detectors.nearest(normal, m)
    yield "linear", detectors.linear(normal, held_out, lags)
    yield "pca", detectors.pca(normal, held_out, m, settings["K"])
    yield "wide", detectors.pca(normal, held_out, m, settings["wide"])
    yield "forecast", detectors.forecast(normal, held_out, m, seed, settings)
    yield "autoencoder", detectors.autoencoder(normal, held_out, m, seed, settings)


def live(score: detectors.Score, of: Parts, clean: np.ndarray, m: int) -> float:
    """The share of stretches of m normal test steps with a score above the highest of the validation part."""
    return float((highest(clean, m) > score(of.validation)[m:].max()).mean())


def highest(scores: np.ndarray, m: int) -> np.ndarray:
    """The highest score of each whole stretch of m steps."""
    return scores[: len(scores) // m * m].reshape(-1, m).max(axis=1)


def pulse(seed: int, settings: dict[str, Any]) -> dict[str, dict[str, float]]:
    """By detector: is the anomaly found, how many normal stretches score as high, and `live`."""
    m, lags = settings["pulse"]["m"], settings["pulse"]["lags"]
    monitored = kdd_tsad_135.load()
    of, made = parts(monitored.series, m), {}
    wrong = np.flatnonzero(monitored.anomaly.numpy()) - monitored.series.test
    near = slice(wrong[0], wrong[-1] + 1 + m)
    for name, score in learned(of, seed, m, lags, settings):
        scores = score(of.test)[m:]
        clean = np.concatenate([scores[: wrong[0] - m], scores[near.stop :]])
        made[name] = {
            "found": float(scores[near].max() > clean.max()),
            "higher": int((highest(clean, m) >= scores[near].max()).sum()),
            "live": live(score, of, clean, m),
        }
    return made


def walk(seed: int, settings: dict[str, Any]) -> dict[str, dict[str, dict[str, float]]]:
    """For scores as they are and smoothed, by detector: the share of each kind of fault that is found; see above."""
    m, lags = settings["walk"]["m"], settings["walk"]["lags"]
    of, made = parts(steps(settings), m), {"walk": {}, "smoothed": {}}
    copies = {kind: planted(of.test, kind, m, seed, settings) for kind in faults.KINDS}
    for name, score in learned(of, seed, m, lags, settings):
        clean = score(of.test)[m:]
        marred = {kind: [(score(copy.x), copy.places) for copy in copies[kind]] for kind in faults.KINDS}
        made["walk"][name] = shares(clean, marred, m, settings["allowed"]) | {"live": live(score, of, clean, m)}
        calm = {kind: [(smooth(scores, m), places) for scores, places in each] for kind, each in marred.items()}
        made["smoothed"][name] = shares(smooth(clean, m)[m:], calm, m, settings["allowed"])
    return made


def steps(settings: dict[str, Any]) -> Series:
    """The walk, most of it in the test part, so that the false alarms are counted on as much as there is."""
    return daphnet.load()._replace(validation=settings["walk"]["validation"], test=settings["walk"]["test"])


def shares(clean: np.ndarray, marred: dict[str, list], m: int, allowed: float) -> dict[str, float]:
    """The share of each kind's faults found, from normal scores and by kind pairs of scores and places; `in_time`."""
    made = {}
    for kind, copies in marred.items():
        stretches = np.lib.stride_tricks.sliding_window_view(clean, m + len(copies[0][1][0])).max(axis=1)
        threshold = float(np.quantile(stretches, 1.0 - allowed))
        made[kind] = share(copies, m, threshold)
        if kind == "frozen":
            made["in_time"] = share(copies, 0, threshold)
    return made


def share(copies: list, after: int, threshold: float) -> float:
    """The share of faults with a score above the threshold, up to so many steps after the end."""
    return float(np.mean([hit for scores, places in copies for hit in found(scores, places, after, threshold)]))


def smooth(scores: np.ndarray, m: int) -> np.ndarray:
    """The mean of the last m scores at each step, of fewer at the first m - 1 steps."""
    total = np.concatenate([np.zeros(m), scores.cumsum()])
    return (total[m:] - total[:-m]) / np.minimum(np.arange(1, len(scores) + 1), m)


def planted(test: np.ndarray, kind: str, m: int, seed: int, settings: dict[str, Any]) -> list[Copy]:
    """Two copies of the test part with faults of a kind in sensors drawn by the seed, the second between the first."""
    random, copies = np.random.default_rng(seed), []
    for first in (2 * m, 3 * m + settings["gap"] // 2):
        x, places = test.copy(), faults.places(first, len(test), 1 if kind == "spike" else m, settings["gap"])
        for at in places:
            faults.plant(x, kind, at, faults.SENSORS[random.integers(3)], settings.get(kind, 0.0), random)
        copies.append(Copy(x, places))
    return copies


def found(scores: np.ndarray, places: list[range], after: int, threshold: float) -> list[bool]:
    """Whether each fault has a score above the threshold, up to so many steps after its end."""
    return [bool(scores[at.start : at.stop + after].max() > threshold) for at in places]


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """By series and detector what `pulse` and `walk` say, over the seeds."""
    made: dict[str, list[dict]] = {"pulse": [], "walk": [], "smoothed": []}
    for done, seed in enumerate(settings["seeds"], 1):
        made["pulse"].append(pulse(seed, settings))
        for name, each in walk(seed, settings).items():
            made[name].append(each)
        progress(done / len(settings["seeds"]), f"seed {seed}: {[each[-1] for each in made.values()]}")
    m = settings["walk"]["m"]
    test = parts(steps(settings), m).test
    counts = {kind: sum(len(copy.places) for copy in planted(test, kind, m, 0, settings)) for kind in faults.KINDS}
    return {series: spreads(each) for series, each in made.items()} | {"planted": counts}
