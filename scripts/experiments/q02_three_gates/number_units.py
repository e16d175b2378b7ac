"""Where a trained LSTM keeps the number of a subject on its way to the verb, found by swapping states, not by looking.

Two objectives on the same streams of sentences: to predict every next word, or only the number of each verb. A unit
holds the number as far as the answer at the verb changes when its cell state is exchanged for that of the twin
sentence, whose subject has the other number.
"""

import random
from collections.abc import Callable
from typing import Any

import torch
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from scripts.experiments.networks.recurrent import Recurrent, start
from scripts.experiments.networks.stacked import Edit
from scripts.experiments.q02_three_gates.agreement_grammar import (
    WORDS,
    Pairs,
    nearest_noun,
    one_hot,
    pairs,
    streams,
    verbs,
)
from scripts.experiments.q02_three_gates.gate_edits import averages, fixed
from scripts.experiments.q02_three_gates.unit_looks import catching_the_eye, example, gates_of
from scripts.experiments.q02_three_gates.unit_swaps import effects, flips, log_odds, right
from scripts.experiments.records.spread import rounded, spread
from scripts.experiments.training.fit import fit

QUESTION = "Which units of a trained LSTM hold the subject's number on its way to the verb, and what do their gates do?"
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4, 5, 6, 7],
    "objectives": ["next_word", "verb_number"],
    "H": 16,
    "T": 40,
    "batch": 32,
    "updates": 1500,
    "rate": 0.005,
    "clip": 1.0,
    "forget_bias": 1.0,
    "test_pairs": 500,
    "test_nouns": [0, 1, 2, 3, 4, 5],  # between subject and verb; training has up to two
    "swapped_units": [1, 2, 3, 4, 5, 6],
    "random_sets": 20,
    "texts": {"plural": "the keys to the old cabinet are gone .", "singular": "the key to the old cabinet is gone ."},
}
ENOUGH = 0.95  # of the answers must turn for units to count as where the number is
BEFORE_NOUN = 3  # steps after the subject: "to", "the" and "old" have been read, "cabinet" has not
FORCED = {"open": {"i": 1.0}, "shut": {"i": 0.0}, "latch": {"i": 0.0, "f": 1.0}}
DRAWS = {"find": 1000, "test": 1001, "streams": 1002, "sets": 1003}  # seeds of what every network is tested on


def train(objective: str, seed: int, settings: dict[str, Any]) -> Recurrent:
    """A network with one output per word for `next_word`, with one output in all for `verb_number`."""
    outputs = len(WORDS) if objective == "next_word" else 1
    model = start("lstm", len(WORDS), settings["H"], outputs, seed, forget_bias=settings["forget_bias"])
    rng = random.Random(seed)

    def loss_of_a_batch() -> torch.Tensor:
        words = streams(settings["T"] + 1, settings["batch"], rng)
        said, following = model(one_hot(words[:-1])), words[1:]
        if objective == "next_word":
            return cross_entropy(said.flatten(0, 1), following.flatten())
        is_verb, is_plural = verbs(following)
        return binary_cross_entropy_with_logits(said[..., 0][is_verb], is_plural[is_verb].float())

    fit(model, loss_of_a_batch, settings)
    return model


def sentences(nouns: int, settings: dict[str, Any], draw: str = "test", kind: str = "prepositional") -> Pairs:
    """The pairs that every network gets."""
    return pairs(nouns, settings["test_pairs"], random.Random(DRAWS[draw]), kind)


def long_streams(settings: dict[str, Any]) -> torch.Tensor:
    """The streams (4T, batch) that every network gets."""
    return streams(4 * settings["T"], settings["batch"], random.Random(DRAWS["streams"]))


@torch.no_grad()
def found(model: Recurrent, settings: dict[str, Any]) -> dict[str, Any]:
    """Where the number is just before the intervening noun, and what one would have taken for it by looking."""
    to_find, to_test = sentences(1, settings, "find"), sentences(1, settings)
    t = to_find.subject + BEFORE_NOUN
    moved = effects(model, to_find, t)
    order = moved.argsort(descending=True).tolist()
    counts, rng = settings["swapped_units"], random.Random(DRAWS["sets"])
    turned = flips(model, to_test, t, [order[:k] for k in range(1, len(order) + 1)])
    by_lot = [flips(model, to_test, t, [rng.sample(order, k) for _ in range(settings["random_sets"])]) for k in counts]
    looks = catching_the_eye(model, to_find, t)
    return {
        "strongest": order[0],
        "effect": moved[order[0]].item(),
        "strongest_after_subject": effects(model, to_find, to_find.subject).argmax().item(),
        "units_needed": next((k for k, share in enumerate(turned, 1) if share >= ENOUGH), len(order) + 1),
        "flips": {str(k): turned[k - 1] for k in counts},
        "flips_at_random": {str(k): sum(some) / len(some) for k, some in zip(counts, by_lot, strict=True)},
        **{
            name: {"unit": look.argmax().item(), "value": look.max().item(), "effect": moved[look.argmax()].item()}
            for name, look in looks.items()
        },
    }


@torch.no_grad()
def measure(model: Recurrent, settings: dict[str, Any]) -> dict[str, Any]:
    """All that is measured on one network; see `run`."""
    words = long_streams(settings)
    is_verb, is_plural = verbs(words[1:])
    said = log_odds(model, model.layer(one_hot(words[:-1]))[0]) > 0
    where, means = found(model, settings), averages(model.layer, one_hot(words))
    one = sentences(1, settings)

    def with_gates(edit: Edit, nouns: tuple[int, ...] = (0, 1, 2)) -> dict[str, float]:
        return {str(n): right(model, sentences(n, settings), edit) for n in nouns}

    return {
        "stream": (said == is_plural)[is_verb].float().mean().item(),
        "right": {str(n): right(model, sentences(n, settings)) for n in settings["test_nouns"]},
        "right_relative": {str(n): right(model, sentences(n, settings, kind="relative")) for n in (1, 2, 3)},
        "found": where,
        "gates": gates_of(model, where["strongest"], one, one.subject + BEFORE_NOUN),
        "held": {name: with_gates(fixed(**{name: getattr(means, name)})) for name in "ifgo"},
        "forced": {name: with_gates(fixed(one.subject, **gates), (1, 2)) for name, gates in FORCED.items()},
        "silenced": with_gates(fixed(units=[where["strongest"]], o=0.0)),
    }


def gathered(values: list[Any]) -> Any:
    """Nested results of all seeds as one: numbers become a spread, whole numbers a list."""
    if isinstance(values[0], dict):
        return {name: gathered([one[name] for one in values]) for name in values[0]}
    return values if isinstance(values[0], int) else spread(values)


def counted(measured: list[dict[str, Any]]) -> dict[str, int]:
    """In how many networks one unit is enough, and in how many the strongest unit is also the one named."""
    found = [one["found"] for one in measured]
    return {
        "one_unit": sum(one["units_needed"] == 1 for one in found),
        "keeps_most": sum(one["keeps_most"]["unit"] == one["strongest"] for one in found),
        "widest_gap": sum(one["widest_gap"]["unit"] == one["strongest"] for one in found),
        "after_subject": sum(one["strongest_after_subject"] == one["strongest"] for one in found),
    }


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """For each objective what `measure` finds, gathered over the seeds, and an example.

    `right` is the share of verbs in the subject's number with n other nouns before them, all of the other number;
    `stream` that over all verbs of streams. `found` is by swaps just before the first of those nouns: the unit whose
    swap moves the answer most, how many units it takes to turn 95 % of the answers (H + 1 if all are too few), and the
    units that one would take for it by their forget gates or by how far their cell states lie apart. `held` fixes a
    gate at its mean in all units and steps, `forced` fixes gates behind the subject, `silenced` shuts the output gate
    of the strongest unit. `seeds` counts networks. The example is the first one in which the unit that keeps most is
    not the strongest. `baseline` has the number of the nearest noun and the commoner number.
    """
    words = long_streams(settings)
    is_verb, is_plural = verbs(words[1:])
    plural = is_plural[is_verb].float().mean().item()
    nearest = (nearest_noun(words)[1:] == is_plural)[is_verb].float().mean().item()
    results: dict[str, Any] = {
        "baseline": {"nearest_noun": rounded(nearest), "commoner": rounded(max(plural, 1 - plural))}
    }
    jobs = len(settings["objectives"]) * len(settings["seeds"])
    for j, objective in enumerate(settings["objectives"]):
        measured: list[dict[str, Any]] = []
        for s, seed in enumerate(settings["seeds"], 1):
            model = train(objective, seed, settings)
            measured.append(measure(model, settings))
            where = measured[-1]["found"]
            shown = {
                "keeps_most": (where["keeps_most"]["unit"], where["keeps_most"]["effect"]),
                "strongest": (where["strongest"], where["effect"]),
            }
            if shown["keeps_most"] != shown["strongest"] and "example" not in results:
                results["example"] = {"seed": seed, **example(model, shown, settings["texts"])}
            note = f"unit {where['strongest']} moves {where['effect']:.2f}, {where['units_needed']} needed"
            progress((j * len(settings["seeds"]) + s) / jobs, f"{objective}, seed {seed}: {note}")
        results[objective] = {**gathered(measured), "seeds": counted(measured)}
    return results
