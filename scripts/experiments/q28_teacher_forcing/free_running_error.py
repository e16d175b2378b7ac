"""Error by step when a network forecasts from its own forecasts, after three trainings that differ in what it was fed.

Weekly CO2 over Mauna Loa. An LSTM reads 78 weeks, in units of 3 ppm from the last of them, and then says the next 50,
one after the other: each forecast is the value it was fed plus a learned change. In training that value is always the
true one (teacher forcing), by a coin per value the true or its own with a linear schedule from 1 to 0 (scheduled
sampling), or always its own (free running). A forecast that is fed back stays part of the graph, so gradients pass
through it. Loss, targets, updates and starts are the same. The rate is chosen for each training on the validation part,
running free, with a seed that is not measured.

Beside it: the last value; the week of the year before, and the same moved to the last value's level.
"""

from collections.abc import Callable
from typing import Any

import torch

from scripts.experiments.networks.recurrent import Recurrent, start
from scripts.experiments.records.spread import rounded, spread
from scripts.experiments.tasks import co2
from scripts.experiments.tasks.series import windows
from scripts.experiments.training.fit import fit
from scripts.reference.teacher_forcing import linear

QUESTION = (
    "How does the error of a free-running LSTM grow with the step, and does it help to train on its own forecasts?"
)
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],
    "context": 78,
    "horizon": 50,
    "shown": [1, 2, 5, 10, 20, 30, 40, 50],
    "scale": 3.0,  # ppm
    "H": 24,
    "forget_bias": 1.0,
    "updates": 400,
    "batch": 32,
    "clip": 1.0,
    "tuning": {"seed": 100, "rates": [0.003, 0.01]},
}
TRAININGS = ("teacher forcing", "scheduled sampling", "free running")
YEAR = 52


def load(settings: dict) -> dict[str, torch.Tensor]:
    """By part every window (context + horizon, N, 1), as distance from the last known value."""
    series, C = co2.load(), settings["context"]
    made = {}
    for part in series.parts:
        cut = windows(series, part, C, settings["horizon"])
        x = torch.cat([cut.x, cut.y])
        made[part] = (x - x[C - 1]) / settings["scale"]
    return made


def epsilon(training: str, n: int, updates: int) -> float:
    """The probability that a value fed at update n, from 0, is the true one."""
    return {"teacher forcing": 1.0, "free running": 0.0}.get(training, linear(n, 1.0, 1.0 / updates, 0.0))


def forecasts(
    net: Recurrent, x: torch.Tensor, C: int, share: float, generator: torch.Generator | None = None
) -> torch.Tensor:
    """Forecasts (horizon, N, 1) behind the first C steps of x, with the true value fed for a share of the steps."""
    h, state = net.layer(x[:C])
    said = [x[C - 1] + net.readout(h[-1])]
    if share == 1.0:  # all inputs are known: one call
        h, _ = net.layer(x[C:-1], state)
        return torch.cat([said[0][None], x[C:-1] + net.readout(h)])
    for true in x[C:-1]:
        coins = torch.rand(true.shape, generator=generator) < share
        fed = torch.where(coins, true, said[-1])
        h, state = net.layer(fed[None], state)
        said.append(fed + net.readout(h[0]))
    return torch.stack(said)


def train(training: str, rate: float, seed: int, windows_: torch.Tensor, settings: dict) -> Recurrent:
    """One network, trained in one of TRAININGS."""
    net = start("lstm", 1, settings["H"], 1, seed, forget_bias=settings["forget_bias"])
    generator, C, n = torch.Generator().manual_seed(seed), settings["context"], 0

    def loss() -> torch.Tensor:
        nonlocal n
        x = windows_[:, torch.randint(0, windows_.shape[1], (settings["batch"],), generator=generator)]
        share = epsilon(training, n, settings["updates"])
        n += 1
        return (forecasts(net, x, C, share, generator) - x[C:]).square().mean()

    fit(net, loss, settings | {"rate": rate}, falling=True)
    return net


@torch.no_grad()
def errors(net: Recurrent, x: torch.Tensor, settings: dict, share: float = 0.0) -> torch.Tensor:
    """The root of the mean squared error by step (horizon,), in ppm."""
    C = settings["context"]
    return by_step(forecasts(net, x, C, share) - x[C:], settings)


def by_step(wrong: torch.Tensor, settings: dict) -> torch.Tensor:
    """The root mean square of what is (horizon, N, 1) wrong, in ppm."""
    return settings["scale"] * wrong.square().mean(dim=(1, 2)).sqrt()


def baselines(x: torch.Tensor, settings: dict) -> dict[str, torch.Tensor]:
    """Errors by step of three forecasts that learn nothing."""
    C, horizon = settings["context"], settings["horizon"]
    year_ago = x[C - YEAR : C - YEAR + horizon]
    said = {
        "last value": x[C - 1].expand(horizon, -1, -1),
        "year before": year_ago,
        "year before, moved": year_ago + x[C - 1] - x[C - 1 - YEAR],
    }
    return {name: by_step(y - x[C:], settings) for name, y in said.items()}


def best_rate(training: str, parts: dict[str, torch.Tensor], settings: dict) -> tuple[float, dict[str, float]]:
    """The rate with the least mean error on the validation part, running free, and that error at every rate."""
    t = settings["tuning"]
    tried = {}
    for rate in t["rates"]:
        net = train(training, rate, t["seed"], parts["train"], settings)
        tried[rate] = errors(net, parts["validation"], settings).mean().item()
    return min(tried, key=tried.get), {str(rate): rounded(error) for rate, error in tried.items()}


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """By training and step the errors in ppm over the seeds, running free (`own`) and with true values fed (`true`)."""
    parts, shown = load(settings), settings["shown"]
    results: dict[str, Any] = {"origins": parts["test"].shape[1]}
    results |= {
        name: {str(k): rounded(error[k - 1].item()) for k in shown}
        for name, error in baselines(parts["test"], settings).items()
    }
    for done, training in enumerate(TRAININGS, 1):
        rate, tuning = best_rate(training, parts, settings)
        nets = [train(training, rate, seed, parts["train"], settings) for seed in settings["seeds"]]
        results[training] = {"rate": rate, "tuning": tuning}
        for name, share in (("own", 0.0), ("true", 1.0)):
            made = [errors(net, parts["test"], settings, share) for net in nets]
            results[training][name] = {str(k): spread([error[k - 1].item() for error in made]) for k in shown}
            results[training][name]["mean"] = spread([error.mean().item() for error in made])
        progress(done / len(TRAININGS), f"{training}, rate {rate}: {results[training]['own']['50']}")
    return results
