"""What one sees of a unit by looking: its gates and states over the twin sentences; the units that catch the eye."""

from typing import Any

import numpy as np
import torch

from scripts.experiments.networks.gate_trace import trace
from scripts.experiments.networks.recurrent import Recurrent
from scripts.experiments.q02_three_gates.agreement_grammar import PLACES, Pairs, ending, one_hot
from scripts.experiments.q02_three_gates.gate_edits import step_through
from scripts.experiments.records.spread import rounded


def catching_the_eye(model: Recurrent, sentences: Pairs, t: int) -> dict[str, torch.Tensor]:
    """For each unit (H,) its mean forget gate from the subject on, and how far its cell states lie apart at step t.

    Both count the twin sentences alike.
    """
    runs = [step_through(model.layer, one_hot(words)) for words in (sentences.own, sentences.other)]
    kept = torch.stack([step.gates.f for run in runs for step in run[sentences.subject + 1 :]])
    return {"keeps_most": kept.mean((0, 1)), "widest_gap": (runs[0][t].c - runs[1][t].c).abs().mean(0)}


def gates_of(model: Recurrent, unit: int, sentences: Pairs, t: int) -> dict[str, float]:
    """Means of one unit: gates at the subject, at the last noun, between them and behind; states apart by step t.

    `f_clause` is its forget gate from the word after the subject to that noun, `f_ending_least` the lowest mean over
    the verb and the two words after it. `o_clause` ends before the noun. `gap_subject` and `gap_t` are mean distances
    of the twins' cell states. `i_noun_least` is the lower of the means over plural and over singular subjects: a gate
    that shuts for one of the two numbers only would hide in the mean over both.
    """
    words = torch.cat([sentences.own, ending(sentences.plural)])
    steps = step_through(model.layer, one_hot(words))
    twins = step_through(model.layer, one_hot(sentences.other))
    i, f, o = (torch.stack([getattr(step.gates, name)[:, unit] for step in steps]).mean(1) for name in "ifo")
    subject, noun = sentences.subject, len(sentences.own) - 1
    at_noun = steps[noun].gates.i[:, unit]
    gap = [(one.c - other.c)[:, unit].abs().mean().item() for one, other in zip(steps, twins, strict=False)]
    return {
        "i_subject": i[subject].item(),
        "i_noun": i[noun].item(),
        "i_noun_least": min(at_noun[sentences.plural].mean().item(), at_noun[~sentences.plural].mean().item()),
        "f_clause": f[subject + 1 : noun + 1].mean().item(),
        "f_ending_least": f[noun + 1 :].min().item(),
        "o_clause": o[subject + 1 : noun].mean().item(),
        "gap_subject": gap[subject],
        "gap_t": gap[t],
    }


def traced(model: Recurrent, unit: int, text: str) -> dict[str, list[float]]:
    """Gates, candidate and cell state of one unit over the words of a text, from zero states, to three digits."""
    x = one_hot(torch.tensor([[PLACES[word]] for word in text.split()]))
    run = trace(model.layer, x)
    return {name: [rounded(v, 3) for v in np.asarray(getattr(run, name))[:, 0, unit]] for name in "ifgoc"}


def example(model: Recurrent, units: dict[str, tuple[int, float]], texts: dict[str, str]) -> dict[str, Any]:
    """For each named unit, given with the effect of swapping it, what is traced over each named text."""
    return {
        name: {
            "unit": unit,
            "effect": rounded(effect),
            **{key: traced(model, unit, text) for key, text in texts.items()},
        }
        for name, (unit, effect) in units.items()
    }
