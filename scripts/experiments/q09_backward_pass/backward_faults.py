"""Which mistakes in the backward pass does a gradient check see, and which does training survive?

Each fault of `faulty_backward` is measured three ways. `check`: its error against centred differences of width ε, on a
small LSTM whose loss reads every hidden state. `gradient`: how far the first gradient of a training is from the right
one. `accuracy`: what that training reaches when every update takes the faulty gradient. The task is to carry the number
of the first noun across the sentence (`nouns`); only the last hidden state is read.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import nn

from scripts.experiments.q09_backward_pass.faulty_backward import FAULTS, backward, error
from scripts.experiments.records.spread import spread, spreads
from scripts.experiments.tasks import held_out, nouns
from scripts.reference import bptt
from scripts.reference.activations import sigmoid
from scripts.reference.differences import centred
from scripts.reference.initialise import torch_default, with_forget_bias
from scripts.reference.lstm import Params

QUESTION = "Which mistakes in an LSTM's backward pass does a gradient check see, and which does training survive?"
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],
    "check": {"T": 6, "B": 2, "D": 3, "H": 4, "forget_bias": 1.0, "decades": [*range(-1, -11, -1)]},
    "conditions": {
        "short": {"T": 10, "forget_bias": 1.0},
        "long": {"T": 20, "forget_bias": 1.0},
        "long_bias_5": {"T": 20, "forget_bias": 5.0},
    },
    "H": 16,
    "batch": 32,
    "updates": 400,
    "rate": 0.01,
    "clip": 1.0,
    "test_sentences": 1000,
    "truncations": [5, 10],
}
FINEST_IN_FLOAT32 = 1e-6  # below it a difference of two float32 losses is rounding and little else


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """All measurements, each a spread over the seeds."""
    seeds, conditions = settings["seeds"], settings["conditions"]
    results: dict[str, Any] = spreads([check(seed, settings["check"]) for seed in seeds])
    for done, (name, condition) in enumerate(conditions.items()):
        results[name] = spreads([first_gradient(seed, condition, settings) for seed in seeds])
        results[name]["accuracy"] = {}
        for tried, fault in enumerate(FAULTS, 1):
            reached = [train(fault, seed, condition, settings) for seed in seeds]
            results[name]["accuracy"][fault] = spread(reached)
            progress((done + tried / len(FAULTS)) / len(conditions), f"{name}, {fault}")
        y = test_sentences(condition, settings).y
        results[name]["commonest_answer"] = (y == y.mode().values).double().mean().item()
    return results


def check(seed: int, sizes: dict[str, Any]) -> dict[str, Any]:
    """Errors against centred differences, by fault and by the decade of ε: "-5" is ε = 1e-5.

    `check` has T steps, `one_step` one. `float32` is the right gradient against differences taken in float32.
    """
    rng = np.random.default_rng(seed)
    p = with_forget_bias(torch_default(sizes["D"], sizes["H"], rng), sizes["forget_bias"])
    xs = rng.normal(size=(sizes["T"], sizes["B"], sizes["D"]))
    h0, c0 = rng.normal(size=(2, sizes["B"], sizes["H"]))
    dhs = rng.normal(size=(sizes["T"], sizes["B"], sizes["H"]))
    widths = {str(decade): 10.0**decade for decade in sizes["decades"]}

    def errors(fault: str, T: int, numeric: dict[str, Params]) -> dict[str, float]:
        found = backward(dhs[:T], bptt.forward(xs[:T], h0, c0, p)[2], p, fault)
        return {decade: error(found, right) for decade, right in numeric.items()}

    whole = {d: differences(xs, h0, c0, dhs, p, width) for d, width in widths.items()}
    one = {"-5": differences(xs[:1], h0, c0, dhs[:1], p, 1e-5)}
    single = [a.astype(np.float32) for a in (xs, h0, c0, dhs)]
    in_float32 = Params(*(a.astype(np.float32) for a in p))
    rough = {d: differences(*single, in_float32, width) for d, width in widths.items() if width >= FINEST_IN_FLOAT32}
    return {
        "check": {fault: errors(fault, sizes["T"], whole) for fault in FAULTS},
        "one_step": {fault: errors(fault, 1, one)["-5"] for fault in FAULTS},
        "float32": errors("none", sizes["T"], rough),
    }


def differences(xs: np.ndarray, h0: np.ndarray, c0: np.ndarray, dhs: np.ndarray, p: Params, width: float) -> Params:
    """The gradients of Σ dhs ⊙ hs by centred differences, in the precision of the arrays."""
    return Params(*(centred(lambda: np.sum(dhs * bptt.forward(xs, h0, c0, p)[0]), a, width) for a in p))


def first_gradient(seed: int, condition: dict[str, Any], settings: dict[str, Any]) -> dict[str, dict[str, float]]:
    """Distance from the right gradient at the first update: of each fault, and of the right one cut k steps back."""
    p, v, _ = start(seed, condition, settings)
    sentences = nouns.draw("number", condition["T"], settings["batch"], torch.Generator().manual_seed(seed))
    h0 = np.zeros((settings["batch"], settings["H"]))
    hs, _, caches = bptt.forward(sentences.x.double().numpy(), h0, h0, p)
    dhs = np.zeros_like(hs)
    dhs[-1] = np.outer(sigmoid(hs[-1] @ v) - sentences.y.numpy(), v)
    right = backward(dhs, caches, p, "none")
    faulty = {fault: error(backward(dhs, caches, p, fault), right) for fault in FAULTS}
    cut = {k: Params(*bptt.truncated_backward(dhs, caches, p, k, every=1)[3:]) for k in settings["truncations"]}
    return {"gradient": faulty, "truncated": {str(k): error(found, right) for k, found in cut.items()}}


def start(seed: int, condition: dict[str, Any], settings: dict[str, Any]) -> tuple[Params, np.ndarray, np.ndarray]:
    """PyTorch's initial weights with the condition's forget bias; a readout v (H,) and its bias (1,)."""
    rng = np.random.default_rng(seed)
    p = with_forget_bias(torch_default(nouns.WORDS, settings["H"], rng), condition["forget_bias"])
    return p, rng.uniform(-1.0, 1.0, settings["H"]) / np.sqrt(settings["H"]), np.zeros(1)


def train(fault: str, seed: int, condition: dict[str, Any], settings: dict[str, Any]) -> float:
    """Train on fresh sentences with the faulty gradient; the share of test sentences whose number is then right."""
    p, v, bias = start(seed, condition, settings)
    arrays = [*p, v, bias]
    weights = [nn.Parameter(torch.from_numpy(a)) for a in arrays]  # Adam moves the very arrays that NumPy reads
    adam = torch.optim.Adam(weights, settings["rate"])
    generator = torch.Generator().manual_seed(seed)
    h0 = np.zeros((settings["batch"], settings["H"]))
    for _ in range(settings["updates"]):
        sentences = nouns.draw("number", condition["T"], settings["batch"], generator)
        hs, _, caches = bptt.forward(sentences.x.double().numpy(), h0, h0, p)
        dlogit = (sigmoid(hs[-1] @ v + bias) - sentences.y.numpy()) / settings["batch"]
        dhs = np.zeros_like(hs)
        dhs[-1] = np.outer(dlogit, v)
        gradients = [*backward(dhs, caches, p, fault), hs[-1].T @ dlogit, dlogit.sum(keepdims=True)]
        for weight, gradient in zip(weights, gradients, strict=True):
            weight.grad = torch.from_numpy(gradient)
        nn.utils.clip_grad_norm_(weights, settings["clip"])
        adam.step()
    test = test_sentences(condition, settings)
    h0 = np.zeros((settings["test_sentences"], settings["H"]))
    said = bptt.forward(test.x.double().numpy(), h0, h0, p)[0][-1] @ v + bias > 0
    return float(np.mean(said == test.y.numpy()))


def test_sentences(condition: dict[str, Any], settings: dict[str, Any]) -> nouns.Batch:
    """Sentences of the condition's length that no training has seen, the same for every network."""
    return nouns.draw("number", condition["T"], settings["test_sentences"], held_out.generator())
