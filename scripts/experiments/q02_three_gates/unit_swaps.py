"""Which units hold an answer: exchange their cell states between twin sentences and see whether the answer changes."""

import torch

from scripts.experiments.networks.recurrent import Recurrent
from scripts.experiments.networks.stacked import Edit
from scripts.experiments.q02_three_gates.agreement_grammar import PLURAL, SINGULAR, Pairs, one_hot
from scripts.experiments.q02_three_gates.gate_edits import step_through, swapped


def log_odds(model: Recurrent, h: torch.Tensor) -> torch.Tensor:
    """Log odds of a plural verb, read from h (…, H): the one output, or the plural forms against the singular ones."""
    said = model.readout(h)
    if said.shape[-1] == 1:
        return said[..., 0]
    return said[..., PLURAL].logsumexp(-1) - said[..., SINGULAR].logsumexp(-1)


@torch.no_grad()
def right(model: Recurrent, sentences: Pairs, edit: Edit | None = None) -> float:
    """The share of `own` whose verb gets the subject's number, with the gates changed by `edit`."""
    last = step_through(model.layer, one_hot(sentences.own), edit=edit)[-1]
    return ((log_odds(model, last.h) > 0) == sentences.plural).float().mean().item()


@torch.no_grad()
def after_swaps(model: Recurrent, sentences: Pairs, t: int, sets: list[list[int]]) -> torch.Tensor:
    """Log odds (len(sets), B) for the subject's number in `own`, each after a set of units was swapped at step t."""
    own, other = one_hot(sentences.own), one_hot(sentences.other)
    step, twin = (step_through(model.layer, words[: t + 1])[-1] for words in (own, other))
    said = []
    for units in sets:
        changed = swapped(step, twin, units)
        later = step_through(model.layer, own[t + 1 :], changed)
        said.append(log_odds(model, [changed, *later][-1].h))
    return torch.stack(said) * torch.where(sentences.plural, 1.0, -1.0)


def effects(model: Recurrent, sentences: Pairs, t: int) -> torch.Tensor:
    """How far swapping each unit alone at step t moves the answer (H,): 0 not at all, 1 as far as swapping them all."""
    units = range(model.layer.hidden_size)
    said = after_swaps(model, sentences, t, [[], [*units], *([unit] for unit in units)])
    return ((said[0] - said[2:]) / (said[0] - said[1])).mean(1)


def flips(model: Recurrent, sentences: Pairs, t: int, sets: list[list[int]]) -> list[float]:
    """For each set of units the share of answers that are wrong once it is swapped at step t."""
    return (after_swaps(model, sentences, t, sets) < 0).float().mean(1).tolist()
