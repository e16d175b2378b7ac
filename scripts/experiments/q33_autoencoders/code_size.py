"""Days of electricity demand through a code of K numbers: an LSTM autoencoder and PCA, on days neither has seen.

ItalyPowerDemand, 24 hours a day, each day with mean 0 and variance 1. The held-out days are half of the archive's test
part, drawn once. Both learn from `few`, the archive's 67 training days, or from `many`, those and the other half of the
test part. No labels are used in learning.

The autoencoder is the unconditional one of `networks.autoencoder`: the code is its decoder's input at every step, and
it writes the day from its end; under `order`, at one size, from its beginning as well. Every training has the same
rate: the best on a fifth of the many days that was held out, at one size, on a seed that is not measured. All have the
same number of updates, but for those under `longer`: one size, from the many days, with several times as many, to see
how much of its error is due to a short training.

`error` is the mean squared error over days and hours, so about the share of a day's variance that is lost; `learned` is
that on the days learned from. `season` is the share of the held-out days whose half of the year is that of the nearest
learned day, distances taken between codes. `early` is the mean loss over the first tenth of the updates.
"""

from collections.abc import Callable
from statistics import fmean
from typing import Any

import torch

from scripts.experiments.networks.autoencoder import Autoencoder
from scripts.experiments.records.spread import rounded, spreads
from scripts.experiments.tasks import italy_power_demand
from scripts.experiments.tasks.labelled import Labelled, commonest, hold_out, share_right
from scripts.experiments.training.fit import fit

QUESTION = "How well does a code of K numbers rebuild a day that was not seen: LSTM autoencoder or PCA?"
SETTINGS = {
    "seeds": [0, 1, 2],
    "sizes": [1, 2, 4, 8],
    "H": 32,
    "updates": 1200,  # the rate falls linearly to a hundredth
    "batch": 64,
    "clip": 1.0,
    "held_out": 0.5,
    "order_size": 4,
    "longer": {"size": 8, "times": 4},  # from the many days
    "tuning": {"seed": 100, "size": 4, "held_out": 0.2, "rates": [0.003, 0.01, 0.03, 0.1]},
    "drawn": 250,
}


def parts(settings: dict[str, Any]) -> tuple[dict[str, Labelled], Labelled]:
    """What is learned from, by name, and the held-out days."""
    few, test = italy_power_demand.load()
    other, held = hold_out(test, settings["held_out"], seed=0)
    both = Labelled(*(torch.cat([a, b], dim=-1 if a.dim() == 1 else 1) for a, b in zip(few, other, strict=True)))
    return {"few": few, "many": both}, held


def train(
    K: int, seed: int, x: torch.Tensor, rate: float, settings: dict[str, Any], *, reverse: bool = True
) -> tuple[Autoencoder, float]:
    """One autoencoder of days x (24, N, 1) and its `early` loss; the seed draws its weights and its batches."""
    torch.manual_seed(seed)
    network = Autoencoder(x.shape[2], settings["H"], K, reverse=reverse)
    generator, losses = torch.Generator().manual_seed(seed), []

    def loss() -> torch.Tensor:
        batch = x[:, torch.randperm(x.shape[1], generator=generator)[: settings["batch"]]]
        return ((network(batch) - batch) ** 2).mean()

    fit(network, loss, settings | {"rate": rate}, lambda n, value: bool(losses.append(value)), falling=True)
    return network, fmean(losses[: settings["updates"] // 10])


def measure(
    encode: Callable[[torch.Tensor], torch.Tensor],
    rebuild: Callable[[torch.Tensor], torch.Tensor],
    learned: Labelled,
    held: Labelled,
) -> dict[str, float]:
    """The errors on the days learned from and held out, and how far the nearest code knows the season."""
    with torch.no_grad():
        off = {"learned": rebuild(learned.x) - learned.x, "error": rebuild(held.x) - held.x}
        nearest = torch.cdist(encode(held.x), encode(learned.x)).argmin(dim=1)
    errors = {name: (difference**2).mean().item() for name, difference in off.items()}
    return errors | {"season": share_right(learned.y[nearest], held)}


def pca(K: int, learned: Labelled, held: Labelled) -> dict[str, float]:
    """What K principal components of the learned days, counted from their mean, reach: `measure`, rounded."""
    days = learned.x[:, :, 0].T
    mean = days.mean(0)
    axes = torch.linalg.svd(days - mean, full_matrices=False)[2][:K]  # (K, 24)

    def encode(x: torch.Tensor) -> torch.Tensor:
        return (x[:, :, 0].T - mean) @ axes.T

    found = measure(encode, lambda x: (mean + encode(x) @ axes).T[:, :, None], learned, held)
    return {name: rounded(value) for name, value in found.items()}


def tuned(x: torch.Tensor, settings: dict[str, Any]) -> dict[str, float]:
    """For each rate the error on a fifth of the days (24, N, 1) that was held out from it."""
    chosen = settings["tuning"]
    order = torch.randperm(x.shape[1], generator=torch.Generator().manual_seed(chosen["seed"]))
    cut = round(chosen["held_out"] * x.shape[1])
    found = {}
    for rate in chosen["rates"]:
        network, _ = train(chosen["size"], chosen["seed"], x[:, order[cut:]], rate, settings)
        with torch.no_grad():
            asked = x[:, order[:cut]]
            found[str(rate)] = rounded(((network(asked) - asked) ** 2).mean().item())
    return found


def longer(learned: Labelled, held: Labelled, rate: float, settings: dict[str, Any]) -> dict[str, Any]:
    """`measure` over the seeds at one size, after `times` as many updates; the rate falls that much more slowly."""
    K, runs = settings["longer"]["size"], []
    given = settings | {"updates": settings["longer"]["times"] * settings["updates"]}
    for seed in settings["seeds"]:
        network, _ = train(K, seed, learned.x, rate, given)
        runs.append(measure(network.encode, network, learned, held))
    return spreads(runs)


def plane(network: Autoencoder, held: Labelled, count: int) -> dict[str, list]:
    """The codes of the first `count` held-out days, two numbers each, and their halves of the year."""
    with torch.no_grad():
        codes = network.encode(held.x)[:count]
    return {"codes": [[rounded(v, 4) for v in code] for code in codes.tolist()], "season": held.y[:count].tolist()}


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """Errors by what was learned from and by size; PCA's; the plane of codes; the two orders; the longer training."""
    days, held = parts(settings)
    rates = tuned(days["many"].x, settings)
    rate = float(min(rates, key=rates.get))
    results = {"rates": rates, "rate": rate, "days": {name: len(part.y) for name, part in days.items()}}
    results |= {"held": len(held.y), "commonest": rounded(commonest(held)), "mean_day": {}, "pca": {}, "lstm": {}}
    for at, (name, part) in enumerate(days.items()):
        results["mean_day"][name] = rounded(((held.x - part.x.mean(1, keepdim=True)) ** 2).mean().item())
        results["pca"][name] = {str(K): pca(K, part, held) for K in settings["sizes"]}
        results["lstm"][name] = {}
        for done, K in enumerate(settings["sizes"]):
            runs = []
            for seed in settings["seeds"]:
                network, _ = train(K, seed, part.x, rate, settings)
                runs.append(measure(network.encode, network, part, held))
                if (name, K, seed) == ("many", 2, settings["seeds"][0]):
                    results["plane"] = plane(network, held, settings["drawn"])
            results["lstm"][name][str(K)] = spreads(runs)
            beside = results["pca"][name][str(K)]
            progress((at + (done + 1) / len(settings["sizes"])) / 2, f"{name}, {K}: {runs}, PCA {beside}")
    results["order"] = {}
    for order in ("from_the_end", "from_the_beginning"):
        runs = []
        for seed in settings["seeds"]:
            given = {"reverse": order == "from_the_end"}
            network, early = train(settings["order_size"], seed, days["many"].x, rate, settings, **given)
            runs.append(measure(network.encode, network, days["many"], held) | {"early": early})
        results["order"][order] = spreads(runs)
    return results | {"longer": longer(days["many"], held, rate, settings)}
