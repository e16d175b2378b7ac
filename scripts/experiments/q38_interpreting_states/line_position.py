"""Which unit of a character LSTM follows the position in the line, and what breaks when it is clamped to its mean.

The text is this guide's prose in lines of 24 characters. A line breaks where the next word would not fit, so that the
choice between a line break and a space, at the end of a word, needs the column; no other character does. Networks start
with Tallec & Ollivier's biases and are trained on contiguous rows with the state carried. White space counts five
times in the loss: in trials without that, some networks never learned to count columns.

The unit is chosen on the validation part: the largest correlation, in size, of its cell state with the column.
Everything else is measured on the test part. `shifted` is the largest correlation that any unit has with the columns
shifted against the text: what choosing the best of H units gives by luck. A clamped unit has c and h at their means of
the validation part at every step, inside the loop; `readout` is the unit clamped only where the scores are read.
"""

import math
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import numpy as np
import torch
from torch.nn.functional import cross_entropy

from scripts.experiments.networks.characters import Network, State
from scripts.experiments.networks.starts import set_bias
from scripts.experiments.q38_interpreting_states import probing
from scripts.experiments.q38_interpreting_states.clamping import Bits, States, bits, clamped, read
from scripts.experiments.q38_interpreting_states.wrapped_text import BREAK, SPACE, Part, Wrapped, load
from scripts.experiments.records.spread import rounded, spread, spreads
from scripts.experiments.tasks.guide_characters import chunks, shown
from scripts.experiments.training.fit import fit
from scripts.reference import ngram

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
    "clip": 1.0,
    "shifts": 20,
    "random_units": 8,
    "random_sets": 20,
    "probe_characters": 16000,  # of the training part, read by the probes
    "window": 8,
    "order": 2,
    "example_lines": 4,
}


def start(K: int, seed: int, settings: dict[str, Any]) -> Network:
    """An untrained network: b_f = ln U[1, longest - 1] and b_i = -b_f."""
    torch.manual_seed(seed)
    network = Network(K, settings)
    bias = torch.empty(settings["H"]).uniform_(1.0, settings["longest"] - 1.0).log()
    set_bias(network.layer, i=-bias, f=bias)
    return network


def trained(seed: int, text: Wrapped, settings: dict[str, Any]) -> Network:
    """A network after all its updates, with its state carried through each epoch."""
    network = start(len(text.alphabet), seed, settings)
    parts = chunks(text.train.places, settings["k"], settings["B"])
    weight = torch.ones(len(text.alphabet))
    weight[[text.alphabet.index(letter) for letter in (BREAK, SPACE)]] = settings["weight"]
    state: State | None = None
    done = 0

    def loss() -> torch.Tensor:
        nonlocal state, done
        x, y = parts[done % len(parts)]
        said, after = network(x, state if done % len(parts) else None)
        state, done = (after[0].detach(), after[1].detach()), done + 1
        return cross_entropy(said.flatten(0, 1), y.flatten(), weight=weight)

    fit(network, loss, settings, falling=True)
    return network


def correlations(c: np.ndarray, column: np.ndarray) -> np.ndarray:
    """Of each unit's cell state (N, H) with the column (N,): (H,)."""
    return np.corrcoef(c.T, column)[-1, :-1]


def by_luck(c: np.ndarray, column: np.ndarray, settings: dict[str, Any]) -> float:
    """The mean over shifts of the largest correlation, in size, with the columns shifted by a tenth of the part on."""
    rng = np.random.default_rng(0)
    shifts = rng.integers(len(column) // 10, len(column) - len(column) // 10, settings["shifts"])
    return float(np.mean([np.abs(correlations(c, np.roll(column, s))).max() for s in shifts]))


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
    choice = (text.alphabet.index(BREAK), text.alphabet.index(SPACE))
    sets = [[], *([one] for one in order), *groups]
    places = text.test.places
    found = bits(network, places, choice, clamped(sets, means), copies=len(sets))
    others, by_lot = found[2 : len(order) + 1], found[len(order) + 1 :]
    shown_only = bits(at_readout(network, unit, float(means.h[unit])), places, choice)[0]
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
        "control": probing.accuracy(c[0], lots[0], c[1][known], lots[1][known]),
    }


def measure(seed: int, text: Wrapped, settings: dict[str, Any]) -> dict[str, Any]:
    """One network: its unit, what clamping does, what probes read, and c of the unit over the first test lines."""
    network = trained(seed, text, settings)
    seen, tested = read(network, text.validation.places), read(network, text.test.places)
    found = correlations(seen.c, text.validation.column)
    order = np.argsort(-np.abs(found)).tolist()
    means = States(seen.c.mean(axis=0), seen.h.mean(axis=0))
    return {
        "unit": order[0],
        "correlation": float(correlations(tested.c, text.test.column)[order[0]]),
        "second": float(np.abs(correlations(tested.c, text.test.column)[order[1]])),
        "shifted": by_luck(tested.c, text.test.column, settings),
        "clamped": clamps(network, text, order, means, settings),
        "probes": probes(network, order[0], seed, text, settings),
        "over_text": [rounded(float(c), 3) for c in tested.c[example(text, settings), order[0]]],
    }


def example(text: Wrapped, settings: dict[str, Any]) -> slice:
    """Where the example stands in the test part: whole lines behind the first one."""
    breaks = np.flatnonzero(text.test.places.numpy() == text.alphabet.index(BREAK))
    return slice(int(breaks[0]) + 1, int(breaks[settings["example_lines"]]) + 1)


def baselines(text: Wrapped, settings: dict[str, Any]) -> dict[str, float]:
    """Bits per end of a word of the test part for three who count the training part: see `run`."""
    K, choice = len(text.alphabet), [text.alphabet.index(letter) for letter in (BREAK, SPACE)]
    train, test = (probing.ends(part, text.alphabet, settings["width"]) for part in (text.train, text.test))
    broke, breaks = (
        part.places.numpy()[ends.at + 1] == choice[0] for part, ends in ((text.train, train), (text.test, test))
    )
    column, at = text.train.column[train.at], text.test.column[test.at]
    by_column = np.array([(broke[column == j].sum() + 0.5) / ((column == j).sum() + 1) for j in range(at.max() + 1)])
    model = ngram.train(text.train.places.tolist(), settings["order"], K)
    places = text.test.places.tolist()
    contexts = [ngram.distribution(model, places[max(0, t - settings["order"] + 2) : t + 1])[choice] for t in test.at]
    pairs = np.array(contexts)

    def cost(p: np.ndarray) -> float:
        return rounded(float(-np.log2(np.where(breaks, p, 1 - p)).mean()))

    return {
        "share": rounded(float(breaks.mean())),
        "constant": cost(np.full(len(breaks), broke.mean())),
        "column": cost(by_column[at]),
        "ngram": cost(pairs[:, 0] / pairs.sum(axis=1)),
        "majority": rounded(float(max(test.late.mean(), 1 - test.late.mean()))),
    }


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """The chosen units and, over the seeds, what `measure` finds; beside it the baselines and the example's text.

    `baseline` has bits per end of a word for the share of line breaks alone (`constant`), for the share in each column
    (`column`) and for an n-gram, the share of line breaks itself, and the majority among the probes' answers.
    """
    text = load(settings["width"])
    made: list[dict[str, Any]] = []
    for done, seed in enumerate(settings["seeds"], 1):
        made.append(measure(seed, text, settings))
        clamp = made[-1]["clamped"]
        note = f"unit {made[-1]['unit']}, r {made[-1]['correlation']:.2f}, {clamp['none']} to {clamp['unit']}"
        progress(done / len(settings["seeds"]), f"seed {seed}: {note}; {made[-1]['probes']}")
    return {
        "units": [one["unit"] for one in made],
        "correlation": spread([one["correlation"] for one in made]),
        "size": spread([math.fabs(one["correlation"]) for one in made]),
        **{name: spread([one[name] for one in made]) for name in ("second", "shifted")},
        "clamped": spreads([one["clamped"] for one in made]),
        "probes": spreads([one["probes"] for one in made]),
        "baseline": baselines(text, settings),
        "example": {
            "text": shown(text.test.places[example(text, settings)], text.alphabet),
            "c": [one["over_text"] for one in made],
        },
    }
