"""Kinds of dropout in a character model that overfits: which place and which mask, at one budget, on little text.

An LSTM of one layer learns from the first characters of this guide's text. Each kind of dropout acts in one place only,
at two rates. The budget was set by looking at the network without dropout alone: about twice the updates after which
the validation part is predicted best, so that it overfits. Early stopping is a treatment of its own: everything is
reported at the best check on the validation part and at the end of the budget, each at the rate that is better there on
the validation part. Beside it, without training: pairs of characters, counted.

The networks of all seeds and rates run side by side. Networks of one seed start alike and read the same pieces in the
same order, whatever the kind and the rate; every mask differs between networks and between rows of a batch, but for
that of weight drop, which a batch shares.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import torch
from torch.nn.functional import cross_entropy

from scripts.experiments.networks.stacked import Weights
from scripts.experiments.records.spread import rounded, spread
from scripts.experiments.tasks import guide_characters
from scripts.experiments.training.side_by_side import fit, generators

QUESTION = "Once a character LSTM overfits, what do early stopping and each kind of dropout gain at the same budget?"
SETTINGS = {
    "seeds": [0, 1, 2],
    "kinds": ["none", "forward", "h_fresh", "c_fresh", "h_locked", "candidate", "weight_drop"],
    "rates": [0.2, 0.5],
    "characters": 2500,  # of the training part, from its beginning
    "H": 64,
    "E": 32,
    "T": 40,
    "batch": 8,
    "updates": 600,
    "rate": 0.01,
    "clip": 1.0,
    "check_every": 30,
    "row": 110,  # characters per row when a part is scored, from a zero state
}
LN2 = 0.6931471805599453


class Bits(NamedTuple):
    """Bits per character of S networks in two parts, each (S,)."""

    validation: torch.Tensor
    test: torch.Tensor


def start(seed: int, K: int, settings: dict) -> Weights:
    """One network: embedding, LSTM with forget bias 1, readout."""
    generator = torch.Generator().manual_seed(seed)
    H, E = settings["H"], settings["E"]
    sizes = {"embedding": (K, E), "W": (4 * H, E), "U": (4 * H, H), "readout": (K, H)}
    weights = {n: (2 * torch.rand(size, generator=generator) - 1) / H**0.5 for n, size in sizes.items()}
    bias = torch.zeros(4 * H)
    bias[H : 2 * H] = 1.0
    return weights | {"b": bias, "bias": torch.zeros(K)}


def mask(p: torch.Tensor, *shape: int) -> torch.Tensor:
    """0 with probability p (S,), else 1 / (1 - p): (S, *shape)."""
    p = p.view(-1, *(1 for _ in shape))
    return (torch.rand(len(p), *shape) >= p) / (1 - p)


def scores(weights: Weights, x: torch.Tensor, kind: str = "none", p: torch.Tensor | None = None) -> torch.Tensor:
    """What S networks say of the next character after each of x (S, B, T): (S, B, T, K). Without a kind: evaluation."""
    S, B, T = x.shape
    H, E = weights["U"].shape[2], weights["embedding"].shape[2]
    embedded = weights["embedding"][torch.arange(S)[:, None, None], x]  # (S, B, T, E)
    U = weights["U"]
    if kind == "forward":
        embedded = embedded * mask(p, B, T, E)
    if kind == "weight_drop":
        U = U * mask(p, 4 * H, H)
    locked = mask(p, B, H) if kind == "h_locked" else None
    given = torch.einsum("sbte,sge->tsbg", embedded, weights["W"]) + weights["b"][:, None]
    U, h, c, hs = U.transpose(1, 2), torch.zeros(S, B, H), torch.zeros(S, B, H), []
    for z in given:
        read = h * (locked if kind == "h_locked" else mask(p, B, H)) if kind in ("h_fresh", "h_locked") else h
        i, f, g, o = torch.baddbmm(z, read, U).chunk(4, 2)
        g = torch.tanh(g) * mask(p, B, H) if kind == "candidate" else torch.tanh(g)
        kept = c * mask(p, B, H) if kind == "c_fresh" else c
        c = torch.sigmoid(f) * kept + torch.sigmoid(i) * g
        h = torch.sigmoid(o) * torch.tanh(c)
        hs.append(h)
    out = torch.stack(hs, 2)  # (S, B, T, H)
    if kind == "forward":
        out = out * mask(p, B, T, H)
    return torch.einsum("sbth,skh->sbtk", out, weights["readout"]) + weights["bias"][:, None, None]


def bits(weights: Weights, part: torch.Tensor, row: int) -> torch.Tensor:
    """Bits per character (S,) in evaluation, over rows that start from a zero state."""
    rows = part[: len(part) // row * row].view(1, -1, row).expand(len(weights["b"]), -1, -1)
    with torch.no_grad():
        return losses(scores(weights, rows[..., :-1]), rows[..., 1:]) / LN2


def losses(said: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of each network, (S,), in nats."""
    return cross_entropy(said.movedim(-1, 1), y, reduction="none").mean((1, 2))


def parts(settings: dict) -> guide_characters.Text:
    """The text, its training part cut to the first characters."""
    text = guide_characters.load()
    return text._replace(train=text.train[: settings["characters"]])


def train(kind: str, text: guide_characters.Text, settings: dict) -> tuple[list[Bits], torch.Tensor]:
    """The bits at every check, and those of the text that was learned from at the end; all seeds at one rate, then
    all at the next."""
    rates = settings["rates"] if kind != "none" else [0.0]
    p = torch.tensor(rates).repeat_interleave(len(settings["seeds"]))
    torch.manual_seed(0)
    started = [start(seed, len(text.alphabet), settings) for _ in rates for seed in settings["seeds"]]
    weights = {n: torch.stack([s[n] for s in started]).requires_grad_() for n in started[0]}
    checks, T, row, each = [], settings["T"], settings["row"], generators(settings["seeds"])

    def batch_losses() -> torch.Tensor:
        starts = [torch.randint(len(text.train) - T, (settings["batch"], 1), generator=own) for own in each]
        characters = text.train[torch.stack(starts * len(rates)) + torch.arange(T + 1)]
        return losses(scores(weights, characters[..., :-1], kind, p), characters[..., 1:])

    def check(n: int, _: torch.Tensor) -> bool:
        if n % settings["check_every"] == 0:
            checks.append(Bits(*(bits(weights, part, row) for part in (text.validation, text.test))))
        return False

    fit(weights, batch_losses, settings, check)
    return checks, bits(weights, text.train, row)


def summary(checks: list[Bits], learned: torch.Tensor, settings: dict) -> dict[str, Any]:
    """The bits at the best check of each network and at the end, each at the rate that is better there on the
    validation part; a network without dropout counts as rate 0."""
    N, networks = len(settings["seeds"]), torch.arange(len(learned))
    validation, test = (torch.stack(part) for part in zip(*checks, strict=True))  # (checks, S)
    rates = settings["rates"] if len(learned) > N else [0.0]
    best = validation.argmin(0)
    made: dict[str, Any] = {}
    for name, at in (("stopped", best), ("end", torch.full_like(best, len(checks) - 1))):
        by_rate = validation[at, networks].view(-1, N)
        r = by_rate.mean(1).argmin().item()
        own = networks[r * N : (r + 1) * N]
        made[name] = {
            "p": rates[r],
            "validation": [spread(values) for values in by_rate.tolist()],  # one for each rate
            "test": spread(test[at, networks][own].tolist()),
            "updates": [settings["check_every"] * (n + 1) for n in at[own].tolist()],
            "curve": [rounded(value) for value in validation[:, own].mean(1).tolist()],
        }
    made["end"]["learned"] = spread(learned[own].tolist())
    return made


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """The baseline, and by kind the bits per character over the seeds, stopped early and at the end."""
    text = parts(settings)
    results: dict[str, Any] = {"pairs": rounded(guide_characters.pairs(text))}
    for k, kind in enumerate(settings["kinds"], 1):
        results[kind] = found = summary(*train(kind, text, settings), settings)
        progress(k / len(settings["kinds"]), f"{kind}: {found['stopped']['test']}, {found['end']['test']}")
    return results
