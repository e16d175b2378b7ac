"""What the output gate and its tanh do while an LSTM counts: strings a^n b^m, "as many b as a yet?", as in `counting`.

Four cells learn it: the whole one, one without the output tanh (h = o c), one without the output gate (h = tanh c),
and one without both (h = c). The whole one is looked into: which units count in c, and what h shows of it.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import nn

from scripts.experiments.networks import recurrent
from scripts.experiments.networks.gate_trace import Trace, trace
from scripts.experiments.networks.stacked import unstack
from scripts.experiments.q05_output_gate.output_cells import answers, drift, start, train
from scripts.experiments.records.spread import rounded, spread, spreads
from scripts.experiments.tasks.a_then_b import strings

QUESTION = "Without the output gate or its tanh, does an LSTM still count, and what does h show of what c holds?"
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],
    "H": 4,
    "longest": 20,  # n in training: 1 to this, all of them in every update
    "more": 5,  # so many b more than a in the longest training string
    "runs": {
        "main": {"cells": ["whole", "no_tanh", "no_gate", "neither"], "forget_bias": 1.0, "rate": 0.03, "updates": 800},
        "bias_5": {"cells": ["whole", "no_tanh"], "forget_bias": 5.0, "rate": 0.03, "updates": 800},
        "slow": {"cells": ["whole", "no_tanh"], "forget_bias": 1.0, "rate": 0.01, "updates": 1600},
    },
    "clip": 1.0,
    "test_longest": 200,
    "test_n": [20, 25, 30, 40, 50, 60, 80, 100, 150, 200],
    "inside_n": [20, 100],
    "traced_n": [20, 60],
}
STRAIGHT = 0.99  # R² of c over the symbols read, from which a unit is taken to count
LEAST = 0.1  # and so much a symbol


def slopes(c: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Slope and R² of the straight line through each unit's c (T, H); R² of a unit that stands still is 0."""
    t = np.arange(len(c)) - (len(c) - 1) / 2
    slope = t @ c / (t @ t)
    left, all_of_it = (c - c.mean(0) - t[:, None] * slope).var(0), c.var(0)
    return slope, 1 - np.divide(left, all_of_it, out=np.ones_like(left), where=all_of_it > 1e-12)


def counting_units(c: np.ndarray, n: int) -> dict[str, np.ndarray]:
    """Which units of c (T, H) count in a string of n a: straight over the a's and the first half of the b's, and back.

    The first of each is left out: there the gates still move.
    """
    (up, straight_up), (down, straight_down) = slopes(c[1:n]), slopes(c[n + 1 : n + n // 2])
    straight = np.minimum(straight_up, straight_down)
    counts = (straight >= STRAIGHT) & (up * down < 0) & (np.minimum(abs(up), abs(down)) >= LEAST)
    return {"up": abs(up), "down": abs(down), "straight": straight, "counts": counts}


def inside(seen: Trace, V: np.ndarray, n: int, said: int) -> dict[str, float]:
    """What one trace shows of a string of n a's, answered after `said` b's. V (H,) is the readout.

    The counter is the straightest of the units that count, and it has `held` |c| after the a's. `loud_…` is |h| and
    `open_…` is o, each over the a's, over the b's up to four before the answer, and over the answer and the three b's
    before it; for the counter and for all units. `share` is the part that the counting units have in the change of the
    readout over those last three steps.
    """
    c, h, o = seen.c[:, 0], seen.h[:, 0], seen.o[:, 0]
    units = counting_units(c, n)
    counter = int((units["straight"] + units["counts"]).argmax())
    yes = n + said - 1
    found = {"counters": int(units["counts"].sum()), "held": abs(c[n - 1, counter])}
    found |= {name: float(units[name][counter]) for name in ("up", "down", "straight")}
    for name, part in (("a", slice(0, n)), ("b", slice(n, yes - 3)), ("answer", slice(yes - 3, yes + 1))):
        found |= {f"loud_{name}": abs(h[part, counter]).mean(), f"open_{name}": o[part, counter].mean()}
        found |= {f"loud_{name}_all": abs(h[part]).mean(), f"open_{name}_all": o[part].mean()}
    change = V * (h[yes] - h[yes - 3])
    return found | {"share": change[units["counts"]].sum() / change.sum()}


def probes(layer: nn.LSTM, longest: int) -> dict[str, float]:
    """How well a linear map of c, or of h, gives how many a are not yet matched by a b.

    R² on all steps up to the last b of the strings with n = 1 … longest, where it is fitted, and on those of n up to
    twice that. A constant has R² = 0.
    """
    states: dict[str, list[np.ndarray]] = {"c": [], "h": []}
    left = []
    for n in range(1, 2 * longest + 1):
        x, _, _ = strings([n], 2 * n + 1)
        seen = trace(layer, x[: 2 * n])
        for name, kept in states.items():
            kept.append(np.column_stack([getattr(seen, name)[:, 0], np.ones(2 * n)]))
        left.append(np.concatenate([np.arange(1, n + 1), np.arange(n - 1, -1, -1)]))
    found = {}
    for name, kept in states.items():
        fitted = np.linalg.lstsq(np.concatenate(kept[:longest]), np.concatenate(left[:longest]), rcond=None)[0]
        for where, part in (("seen", slice(0, longest)), ("beyond", slice(longest, None))):
            wanted = np.concatenate(left[part])
            error = ((np.concatenate(kept[part]) @ fitted - wanted) ** 2).mean()
            found[f"{name}_{where}"] = 1 - error / wanted.var()
    return found


def traced(layer: nn.LSTM, n: int, more: int) -> dict[str, list[list[float]]]:
    """c, h and o of all units over a string of n a's and n + more b's, each a list of H lists."""
    seen = trace(layer, strings([n], 2 * n + more)[0])
    return {name: [[rounded(v, 4) for v in unit] for unit in getattr(seen, name)[:, 0].T] for name in "cho"}


def look_into(nets: list[recurrent.Recurrent], said: torch.Tensor, settings: dict[str, Any]) -> dict[str, Any]:
    """`inside` for each of `inside_n`, and the probes, over the seeds; the traces of the first seed's network."""
    found: dict[str, Any] = {}
    for n in settings["inside_n"]:
        x, _, _ = strings([n], 2 * n + 1)
        each = [
            inside(trace(net.layer, x), net.readout.weight[0].detach().double().numpy(), n, int(one[n - 1]))
            for net, one in zip(nets, said, strict=True)
        ]
        found[str(n)] = spreads(each)
    found["probes"] = spreads([probes(net.layer, settings["longest"]) for net in nets])
    found["trace"] = {str(n): traced(nets[0].layer, n, settings["more"]) for n in settings["traced_n"]}
    return found


def measure(chosen: dict[str, Any], settings: dict[str, Any]) -> dict[str, Any]:
    """Train all cells and seeds of one of the runs; see the module's `run` for what is measured."""
    seeds, longest = settings["seeds"], settings["longest"]
    cells = [cell for cell in chosen["cells"] for _ in seeds]
    weights = start(seeds * len(chosen["cells"]), settings["H"], chosen["forget_bias"])
    trained = train(weights, cells, {**settings, **chosen})
    said = answers(weights, cells, settings["test_longest"])
    right = said == torch.arange(1, settings["test_longest"] + 1)
    moved, shown = drift(weights, cells, longest, 5 * longest)
    results: dict[str, Any] = {}
    for cell in chosen["cells"]:
        own = [k for k, name in enumerate(cells) if name == cell]
        results[cell] = {
            "said": {str(n): spread(said[own, n - 1].tolist()) for n in settings["test_n"]},
            "trained_right": spread(right[own, :longest].float().mean(dim=1).tolist()),
            "reach": spread(right[own].long().cumprod(dim=1).sum(dim=1).tolist()),
            "never": {str(n): int((said[own, n - 1] > 3 * n).sum()) for n in settings["test_n"]},
            "drift": spread(moved[own].tolist()),
            "shown": spread(shown[own].tolist()),
            "gradient": spread(
                trained.norms[:, own].nan_to_num(torch.inf).quantile(0.99, dim=0).clamp(max=1e9).tolist()
            ),
            "diverged": trained.finite[own].tolist().count(False),
        }
    if chosen is settings["runs"]["main"]:
        nets = [recurrent.Recurrent("lstm", 2, settings["H"], 1) for _ in cells]
        unstack(weights, nets)
        whole = [k for k, name in enumerate(cells) if name == "whole"]
        results["inside"] = look_into([nets[k] for k in whole], said[whole], settings)
    return results


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """For each run and cell: `said` for each test n, the largest n up to which all is right (`reach`), and more.

    `trained_right` is the share of right answers on the strings of training, `guess` that of the best constant;
    `never` counts the seeds that did not say yes. `drift` is how far gates and candidate move between the last trained
    number of a's and five times that, where the largest |h| is `shown`. `gradient` is the gradient's norm, before it is
    cut, that one update in a hundred exceeds. `inside` is what `look_into` found.
    """
    results: dict[str, Any] = {"guess": 1 / settings["longest"], "longest": settings["longest"]}
    for done, (name, one) in enumerate(settings["runs"].items(), 1):
        results[name] = measure(one, settings)
        reach = {cell: results[name][cell]["reach"]["values"] for cell in one["cells"]}
        progress(done / len(settings["runs"]), f"{name}: right up to {reach}")
    return results
