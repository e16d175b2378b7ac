"""Kinds of dropout in one character model: which place and which mask, at the same budget, on little text.

An LSTM of one layer learns from the first characters of this guide's text. Each kind of dropout acts in one place only,
at two rates; the better on the validation part is reported, at the update where that part is predicted best (early
stopping), and at the end. Within the budget no network overfits yet: the best update is the last one for all of them.
Beside it, without training: pairs of characters, counted.

The networks of all seeds and rates run side by side; every mask differs between networks and between rows of a batch,
but for that of weight drop, which a batch shares.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import torch
from torch.nn.functional import cross_entropy

from scripts.experiments.networks.stacked import Weights
from scripts.experiments.records.spread import rounded, spread
from scripts.experiments.tasks import guide_characters
from scripts.experiments.training.side_by_side import fit

QUESTION = "With one budget for all, which kind of dropout helps a character LSTM on little text, and which one hurts?"
SETTINGS = {
    "seeds": [0, 1, 2],
    "kinds": ["none", "forward", "h_fresh", "c_fresh", "h_locked", "candidate", "zoneout", "weight_drop"],
    "rates": [0.2, 0.5],
    "characters": 6000,  # of the training part, from its beginning
    "H": 64,
    "E": 32,
    "T": 40,
    "batch": 8,
    "updates": 300,
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
    """What S networks say of the next character after each of x (S, B, T): (S, B, T, K). Without p: evaluation, but for
    zoneout, whose evaluation is the mean: pass kind "zoneout_mean"."""
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
        new = torch.sigmoid(f) * kept + torch.sigmoid(i) * g
        h = torch.sigmoid(o) * torch.tanh(new)
        if kind == "zoneout":
            new = torch.where(torch.rand(S, B, H) < p[:, None, None], c, new)
        elif kind == "zoneout_mean":
            new = torch.lerp(new, c, p[:, None, None].expand_as(c))
        c = new
        hs.append(h)
    out = torch.stack(hs, 2)  # (S, B, T, H)
    if kind == "forward":
        out = out * mask(p, B, T, H)
    return torch.einsum("sbth,skh->sbtk", out, weights["readout"]) + weights["bias"][:, None, None]


def bits(weights: Weights, part: torch.Tensor, kind: str, p: torch.Tensor, row: int) -> torch.Tensor:
    """Bits per character (S,) in evaluation, over rows that start from a zero state."""
    rows = part[: len(part) // row * row].view(1, -1, row).expand(len(p), -1, -1)
    with torch.no_grad():
        said = scores(weights, rows[..., :-1], "zoneout_mean" if kind == "zoneout" else "none", p)
    return losses(said, rows[..., 1:]) / LN2


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
    checks, T, row = [], settings["T"], settings["row"]

    def batch_losses() -> torch.Tensor:
        places = torch.randint(len(text.train) - T, (len(p), settings["batch"], 1)) + torch.arange(T + 1)
        characters = text.train[places]
        return losses(scores(weights, characters[..., :-1], kind, p), characters[..., 1:])

    def check(n: int, _: torch.Tensor) -> bool:
        if n % settings["check_every"] == 0:
            checks.append(Bits(*(bits(weights, part, kind, p, row) for part in (text.validation, text.test))))
        return False

    fit(weights, batch_losses, settings, check)
    return checks, bits(weights, text.train, kind, p, row)


def pairs(text: guide_characters.Text) -> float:
    """Bits per character of the test part, by pairs counted in the training part, one added to every count."""
    K = len(text.alphabet)
    counts = torch.ones(K, K).index_put_((text.train[:-1], text.train[1:]), torch.tensor(1.0), accumulate=True)
    chances = counts / counts.sum(1, keepdim=True)
    return -chances[text.test[:-1], text.test[1:]].log2().mean().item()


def summary(checks: list[Bits], learned: torch.Tensor, settings: dict) -> dict[str, Any]:
    """Of the rate that is best on validation: test bits at the best check of each seed, and everything at the end."""
    N = len(settings["seeds"])
    validation = torch.stack([c.validation for c in checks])  # (checks, S)
    lowest, best = validation.min(0)
    chosen = lowest.view(-1, N).mean(1).argmin().item()
    own = range(chosen * N, (chosen + 1) * N)
    made = {"p": settings["rates"][chosen], "by_rate": [spread(v.tolist()) for v in lowest.view(-1, N)]}
    made["stopped"] = spread([checks[best[s]].test[s].item() for s in own])
    made["updates"] = [settings["check_every"] * (best[s].item() + 1) for s in own]
    for name in Bits._fields:
        made[f"end_{name}"] = spread([getattr(checks[-1], name)[s].item() for s in own])
    made["end_train"] = spread([learned[s].item() for s in own])
    made["curve"] = [rounded(v) for v in validation[:, list(own)].mean(1).tolist()]
    return made


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """The baseline, and by kind the chosen rate and the bits per character over the seeds."""
    text = parts(settings)
    results: dict[str, Any] = {"pairs": rounded(pairs(text))}
    for k, kind in enumerate(settings["kinds"], 1):
        results[kind] = summary(*train(kind, text, settings), settings)
        progress(k / len(settings["kinds"]), f"{kind}: {results[kind]['p']}, {results[kind]['stopped']}")
    return results
