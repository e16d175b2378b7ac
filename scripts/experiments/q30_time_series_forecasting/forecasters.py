"""What both measurements of this question share: a series cut at origins, and LSTMs that forecast K steps from L.

Windows are put in units of the training part: from the last value of the context (`level` "last", for a trend) or from
the training mean ("mean"), divided by the deviation of such targets. Weights are those of the update at which the error
on held-out windows, over all steps and as in use, was least.
"""

from typing import Any, NamedTuple

import numpy as np
import torch

from scripts.experiments.networks.recurrent import Recurrent, start
from scripts.experiments.tasks.series import Series, windows
from scripts.experiments.training.fit import fit
from scripts.reference import scaled_error


class Units(NamedTuple):
    """How a window becomes what a network reads."""

    level: str  # "last" or "mean"
    mean: float
    deviation: float

    def centre(self, x: torch.Tensor) -> torch.Tensor:
        """What is taken off each window x (L, N, 1): (N, 1)."""
        return x[-1] if self.level == "last" else torch.full_like(x[-1], self.mean)


class Windows(NamedTuple):
    """N pairs in their own units; the first step of each forecast is its origin."""

    x: torch.Tensor  # (L, N, 1)
    y: torch.Tensor  # (K, N, 1)
    origins: torch.Tensor  # (N,)

    def pick(self, which: torch.Tensor) -> "Windows":
        """Some of the pairs."""
        return Windows(self.x[:, which], self.y[:, which], self.origins[which])


def cut(series: Series, part: str, task: dict[str, Any], stride: int = 1) -> Windows:
    """The pairs of a part ("train", "validation", "test")."""
    made = windows(series, part, task["context"], task["horizon"], stride)
    return Windows(made.x, made.y, made.origins)


def naive(made: Windows, m: int) -> np.ndarray:
    """Forecasts (N, K) that repeat the last m values of each context."""
    K = len(made.y)
    return np.stack([scaled_error.seasonal_naive(x, K, m) for x in made.x[..., 0].T.double().numpy()])


def true(of: Windows) -> np.ndarray:
    """What came, (N, K)."""
    return of.y[..., 0].T.double().numpy()


def units(train: Windows, level: str) -> Units:
    """Learned from training windows alone."""
    found = Units(level, train.x.mean().item(), 1.0)
    return found._replace(deviation=(train.y - found.centre(train.x)).std().item())


def forecast(kind: str, net: Recurrent, x: torch.Tensor, K: int, known: torch.Tensor | None = None) -> torch.Tensor:
    """Forecasts (K, N, 1) of the steps after x (L, N, 1), both in a network's units.

    Both kinds start from the last value read. "direct" adds K learned changes to it, all from the last state.
    "recursive" adds one learned change at a time to the value fed: the true one where `known` (K, N, 1) is given
    (teacher forcing), else its own forecast.
    """
    h, state = net.layer(x)
    if kind == "direct":
        return x[-1] + net.readout(h[-1]).T[..., None]
    said = [x[-1] + net.readout(h[-1])]
    if known is not None:
        h, _ = net.layer(known[:-1], state)
        return torch.cat([said[0][None], known[:-1] + net.readout(h)])
    while len(said) < K:
        h, state = net.layer(said[-1][None], state)
        said.append(said[-1] + net.readout(h[0]))
    return torch.stack(said)


class Forecaster(NamedTuple):
    """A trained network with its units."""

    kind: str
    net: Recurrent
    units: Units
    K: int

    @torch.no_grad()
    def said(self, x: torch.Tensor) -> torch.Tensor:
        """Forecasts (K, N, 1) of the steps after x (L, N, 1), in the series' own units."""
        centre = self.units.centre(x)
        scaled = (x - centre) / self.units.deviation
        return forecast(self.kind, self.net, scaled, self.K) * self.units.deviation + centre


def train(kind: str, seed: int, learned: Windows, held_out: Windows, task: dict, settings: dict) -> Forecaster:
    """One network, "direct" or "recursive"; `settings` names H, forget_bias, check_every and what `fit` wants."""
    K, found = task["horizon"], units(learned, task["level"])
    net = start("lstm", 1, settings["H"], K if kind == "direct" else 1, seed, forget_bias=settings["forget_bias"])
    made = Forecaster(kind, net, found, K)
    centre = found.centre(learned.x)
    x, y = ((values - centre) / found.deviation for values in (learned.x, learned.y))
    generator, best = torch.Generator().manual_seed(seed), (float("inf"), {})

    def loss() -> torch.Tensor:
        which = torch.randint(x.shape[1], (settings["batch"],), generator=generator)
        known = y[:, which]
        return (forecast(kind, net, x[:, which], K, known) - known).square().mean()

    def check(n: int, _: float) -> bool:
        nonlocal best
        if n % settings["check_every"] == 0:
            error = (made.said(held_out.x) - held_out.y).abs().mean().item()
            if error < best[0]:
                best = error, {name: value.clone() for name, value in net.state_dict().items()}
        return False

    fit(net, loss, settings, check)
    net.load_state_dict(best[1])
    return made


def said_by(net: Forecaster, of: Windows) -> np.ndarray:
    """A network's forecasts (N, K)."""
    return net.said(of.x)[..., 0].T.double().numpy()
