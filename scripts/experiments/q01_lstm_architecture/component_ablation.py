"""Which parts of the cell does a task need? An LSTM with one part taken out at a time, trained on the adding problem.

In the manner of Greff et al. (2017), on one small task. A gate that is taken out is 1 in every step; an activation
that is taken out is the identity. The networks of all seeds train side by side.
"""

from collections.abc import Callable
from typing import Any

import torch

from scripts.experiments.networks.stacked import Weights, stack, start
from scripts.experiments.records.spread import spread
from scripts.experiments.tasks.adding import VARIANCE, draw
from scripts.experiments.training.side_by_side import clip

QUESTION = "How does an LSTM do on the adding problem when one of its parts is taken out?"
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],
    "T": 50,
    "H": 32,
    "batch": 32,
    "updates": 1000,
    "rate": 0.01,
    "clip": 1.0,
    "forget_bias": 1.0,
    "test_sequences": 1000,
    "solved": 0.01,  # test error, a seventeenth of the variance of the target
}
PARTS = ("input_gate", "forget_gate", "output_gate", "candidate_tanh", "output_tanh")


def predict(weights: Weights, xs: torch.Tensor, without: str) -> torch.Tensor:
    """Predictions (S, B) of S networks on xs (T, S, B, 2), each cell lacking the part `without` ("nothing": none)."""
    W, U, b_W, b_U = (weights[f"layer.{n}_l0"] for n in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
    h = c = xs.new_zeros(*xs.shape[1:3], U.shape[-1])
    for z in (xs @ W.mT + (b_W + b_U)[:, None]).unbind(0):
        z_i, z_f, z_g, z_o = torch.baddbmm(z, h, U.mT).chunk(4, dim=-1)
        i, f, o = (
            torch.ones_like(z_i) if without == f"{name}_gate" else z_gate.sigmoid()
            for name, z_gate in (("input", z_i), ("forget", z_f), ("output", z_o))
        )
        g = z_g if without == "candidate_tanh" else z_g.tanh()
        c = f * c + i * g
        h = o * (c if without == "output_tanh" else c.tanh())
    return torch.baddbmm(weights["readout.bias"][:, None], h, weights["readout.weight"].mT)[..., 0]


def train(without: str, settings: dict[str, Any]) -> tuple[list[float], list[bool]]:
    """Train a network a seed; return the test errors, and whether each stayed finite."""
    networks = [start("lstm", settings["H"], seed, settings["forget_bias"]) for seed in settings["seeds"]]
    weights = stack(networks)
    generators = [torch.Generator().manual_seed(seed) for seed in settings["seeds"]]
    adam = torch.optim.Adam(weights.values(), settings["rate"])
    finite = torch.ones(len(networks), dtype=torch.bool)
    for _ in range(settings["updates"]):
        batches = [draw(settings["T"], settings["batch"], generator) for generator in generators]
        x, y = torch.stack([one.x for one in batches], dim=1), torch.stack([one.y for one in batches])
        errors = (predict(weights, x, without) - y).square().mean(dim=1)
        finite &= errors.isfinite()
        adam.zero_grad()
        errors.nan_to_num(0.0, 0.0, 0.0).sum().backward()
        for value in weights.values():
            value.grad.nan_to_num_(0.0, 0.0, 0.0)
        clip(weights, settings["clip"])
        adam.step()
    test = draw(settings["T"], settings["test_sequences"], torch.Generator().manual_seed(1000))
    with torch.no_grad():
        said = predict(weights, test.x[:, None].expand(-1, len(networks), -1, -1), without)
        return (said - test.y).square().mean(dim=1).tolist(), finite.tolist()


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """For the whole cell and for each part taken out: test error, seeds that solve the task, seeds that diverged."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # small products: a second thread only adds noise to the last digit
    try:
        results: dict[str, Any] = {"baseline": VARIANCE}
        cells = ("nothing", *PARTS)
        for done, without in enumerate(cells, 1):
            errors, finite = train(without, settings)
            results[without] = {
                "mse": spread(errors),
                "solved": sum(error < settings["solved"] for error in errors),
                "diverged": finite.count(False),
            }
            progress(done / len(cells), f"without {without}: {results[without]}")
        return results
    finally:
        torch.set_num_threads(threads)
