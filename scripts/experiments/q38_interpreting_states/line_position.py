"""Which unit of a character LSTM follows the position in the line, and what breaks when it is clamped to its mean.

The text is this guide's prose in lines of 24 characters. A line breaks where the next word would not fit, so that the
choice between a line break and a space, at the end of a word, needs the column; no other character does. Networks start
with Tallec & Ollivier's biases and are trained on contiguous rows with the state carried. White space counts five
times in the loss; that weight, the width, the rate and the biases were picked in trials, so that networks learn to
count columns. `plain` has the same seeds without the weight.

The unit is chosen on the validation part: the largest correlation, in size, of its cell state with the number of
characters read in the line, 0 right after a line break. Everything else is measured on the test part. `rival` has the
plainest other thing that such a unit could follow: the number of words read in the line. `shifted` is the largest
correlation that any unit has with the columns shifted against the text: what choosing the best of H units gives by
luck. A clamped unit has c and h at their means of the validation part at every step, inside the loop; `readout` is the
unit clamped only where the scores are read.
"""

import math
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import numpy as np
import torch

from scripts.experiments.networks.characters import Network
from scripts.experiments.q38_interpreting_states import probing
from scripts.experiments.q38_interpreting_states.clamping import Bits, States, bits, clamped, read
from scripts.experiments.q38_interpreting_states.counted import baselines
from scripts.experiments.q38_interpreting_states.following import by_luck, correlations, search, within
from scripts.experiments.q38_interpreting_states.reader import start, trained
from scripts.experiments.q38_interpreting_states.wrapped_text import BREAK, Part, Wrapped, choice, load, so_far
from scripts.experiments.records.spread import rounded, spread, spreads
from scripts.experiments.tasks.guide_characters import shown
from scripts.experiments.training.processes import finished

QUESTION = (
    "Does the unit that follows the line's position carry it: does clamping it break the line breaks, and nothing else?"
)
SETTINGS = {
    "seeds": [0, 1, 2, 3],
    "width": 24,
    "E": 32,
    "H": 64,
    "dropout": 0.0,
    "longest": 24,  # of the lags for which the biases start
    "B": 32,
    "k": 64,
    "updates": 400,
    "rate": 0.02,
    "weight": 5.0,  # of spaces and line breaks in the loss; letters have 1
    "plain_weight": 1.0,
    "clip": 1.0,
    "shifts": 20,
    "random_units": 8,
    "random_sets": 20,
    "probe_characters": 16000,  # of the training part, read by the probes
    "window": 8,
    "order": 2,
    "example_lines": 4,
}


def at_readout(network: Network, unit: int, h: float) -> Network:
    """A copy whose readout sees h in place of the unit's hidden state; the loop runs on."""
    copy = deepcopy(network)
    with torch.no_grad():
        copy.readout.bias += h * copy.readout.weight[:, unit]
        copy.readout.weight[:, unit] = 0.0
    return copy


def clamps(network: Network, text: Wrapped, order: list[int], means: States, settings: dict[str, Any]) -> dict:
    """Bits on the test part with units clamped; `order` has all units, the chosen one first."""
    unit, *rest = order
    rng = np.random.default_rng(0)
    groups = [
        rng.choice(rest, settings["random_units"], replace=False).tolist() for _ in range(settings["random_sets"])
    ]
    sets = [[], *([one] for one in order), *groups]
    places = text.test.places
    found = bits(network, places, choice(text), clamped(sets, means), copies=len(sets))
    others, by_lot = found[2 : len(order) + 1], found[len(order) + 1 :]
    shown_only = bits(at_readout(network, unit, float(means.h[unit])), places, choice(text))[0]
    named = {
        "none": found[0],
        "unit": found[1],
        "second": found[2],
        "others": Bits(*np.mean(others, axis=0)),
        "worst_other": max(others),  # of all other units, the one whose ends cost most
        "random": Bits(*np.mean(by_lot, axis=0)),
        "readout": shown_only,
    }
    return {name: one._asdict() for name, one in named.items()}


def probes(network: Network, unit: int, seed: int, text: Wrapped, settings: dict[str, Any]) -> dict[str, float]:
    """Shares of the test part's words for which "in the later half of the line" is read rightly, from c and otherwise.

    `control` is the same probe on labels by lot, on those test words that the training part has too.
    """
    K, width = len(text.alphabet), settings["width"]
    some = settings["probe_characters"]
    parts = (Part(text.train.places[:some], text.train.column[:some]), text.test)
    train, test = (probing.ends(part, text.alphabet, width) for part in parts)
    labels = train.late, test.late

    def right(features: list[np.ndarray]) -> float:
        return probing.accuracy(features[0], labels[0], features[1], labels[1])

    def cells(one: Network) -> list[np.ndarray]:
        return [read(one, part.places).c[ends.at] for part, ends in zip(parts, (train, test), strict=True)]

    c = cells(network)
    lots = probing.control(train.words, test.words, seed)
    known = np.isin(test.words, train.words)
    words = [so_far(part, text.alphabet).words[ends.at, None] for part, ends in zip(parts, (train, test), strict=True)]
    near = [
        probing.window(part.places, ends.at, settings["window"], K)
        for part, ends in zip(parts, (train, test), strict=True)
    ]
    return {
        "probe": right(c),
        "unit": right([one[:, [unit]] for one in c]),
        "probe_without_unit": right([np.delete(one, unit, axis=1) for one in c]),
        "untrained": right(cells(start(K, seed, settings))),
        "window": right(near),
        "words": right(words),
        "control": probing.accuracy(c[0], lots[0], c[1][known], lots[1][known]),
    }


def measure(seed: int, text: Wrapped, settings: dict[str, Any]) -> dict[str, Any]:
    """One network: its unit, what clamping does, what probes read, and c of the unit over the first test lines."""
    network = trained(seed, text, settings)
    order, means, tested = search(network, text)
    line, c = so_far(text.test, text.alphabet), tested.c[:, order[0]]
    found = correlations(tested.c, line.characters)
    return {
        "unit": order[0],
        "correlation": float(found[order[0]]),
        "second": float(np.abs(found[order[1]])),
        "shifted": by_luck(tested.c, line.characters, settings),
        "rival": {
            "words": math.fabs(np.corrcoef(c, line.words)[0, 1]),
            "column_given_words": math.fabs(within(c, line.characters, line.words)),
            "words_given_column": math.fabs(within(c, line.words, line.characters)),
        },
        "clamped": clamps(network, text, order, means, settings),
        "probes": probes(network, order[0], seed, text, settings),
        "over_text": [rounded(float(value), 3) for value in c[example(text, settings)]],
    }


def plain(seed: int, text: Wrapped, settings: dict[str, Any]) -> dict[str, Any]:
    """One network whose loss counts every character alike: its unit's correlation, and what clamping the unit does."""
    network = trained(seed, text, settings | {"weight": settings["plain_weight"]})
    order, means, tested = search(network, text)
    line = so_far(text.test, text.alphabet)
    none, unit = bits(network, text.test.places, choice(text), clamped([[], order[:1]], means), copies=2)
    return {
        "size": math.fabs(correlations(tested.c, line.characters)[order[0]]),
        "clamped": {"none": none._asdict(), "unit": unit._asdict()},
    }


def example(text: Wrapped, settings: dict[str, Any]) -> slice:
    """Where the example stands in the test part: whole lines behind the first one."""
    breaks = np.flatnonzero(text.test.places.numpy() == text.alphabet.index(BREAK))
    return slice(int(breaks[0]) + 1, int(breaks[settings["example_lines"]]) + 1)


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """The chosen units and, over the seeds, what `measure` and `plain` find; the baselines; the example's text.

    `baseline` has bits per end of a word for the share of line breaks alone (`constant`), for the share in each column
    (`column`), for the share after each number of words (`words`) and for an n-gram; the share of line breaks itself;
    the correlation of the number of words with the column; and the majority among the probes' answers.
    """
    text = load(settings["width"])
    jobs = {
        (what.__name__, seed): (what, (seed, text, settings)) for what in (measure, plain) for seed in settings["seeds"]
    }
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for (name, seed), one in finished(jobs):
        found[name, seed] = one
        clamp = one["clamped"]
        note = f"clamped {clamp['none']} to {clamp['unit']}"
        progress(len(found) / len(jobs), f"{name} {seed}: {note}")
    made, plainly = ([found[name, seed] for seed in settings["seeds"]] for name in ("measure", "plain"))
    return {
        "units": [one["unit"] for one in made],
        "correlation": spread([one["correlation"] for one in made]),
        "size": spread([math.fabs(one["correlation"]) for one in made]),
        **{name: spread([one[name] for one in made]) for name in ("second", "shifted")},
        **{name: spreads([one[name] for one in made]) for name in ("rival", "clamped", "probes")},
        "plain": spreads(plainly),
        "baseline": baselines(text, settings),
        "example": {
            "text": shown(text.test.places[example(text, settings)], text.alphabet),
            "c": [one["over_text"] for one in made],
        },
    }
