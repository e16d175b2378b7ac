"""How deep a classifier of equal layers can be and still train: plain, residual, and highway with two gate biases.

The task is handwritten digits, 64 pixels and ten classes. All networks have layers of one width, so a highway has two
matrices per layer where the others have one. Each kind is trained at each depth at a rate that is found for it alone,
on seeds that are not measured and by the training images: the best of three, and one below if the smallest is best.
No normalisation, no regularisation. What is asked is whether a network fits the images that it is trained on; the test
images are looked at once, at the end. Beside them stand the largest class and a linear classifier, which has no layers.

`longer` trains those of the deepest that have not fitted the images once more from the start, with more updates.
`carry` is 1 - t, mean over a layer's units and the test images, before and after training. `reaching` is the length of
the gradient below the lowest layer as a share of that above the highest, before training.
"""

from collections.abc import Callable
from typing import Any

import torch

from scripts.experiments.networks.stacked import Weights
from scripts.experiments.q46_highway_networks import deep_layers
from scripts.experiments.records.spread import rounded, spread, spreads
from scripts.experiments.tasks import digits
from scripts.experiments.training import side_by_side

QUESTION = "How deep can a plain, a highway and a residual network be and still train?"
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],
    "N": 32,
    "depths": [2, 10, 20, 50],
    "kinds": {
        "plain": {"kind": "plain"},
        "residual": {"kind": "residual"},
        "highway": {"kind": "highway", "gate_bias": -3.0},
        "highway_0": {"kind": "highway", "gate_bias": 0.0},
    },
    "tuning": {"seeds": [100, 101], "rates": [0.001, 0.003, 0.01], "below": 0.0003},
    "updates": 300,
    "longer": {"updates": 900, "depth": 50, "kinds": ["plain", "residual", "highway_0"]},
    "batch": 64,
    "clip": 1.0,
}


class Images:
    """The digits as rows of 64 pixels, (B, 64), with their classes (B,), to train on and to test."""

    def __init__(self) -> None:
        """Load them."""
        splits = digits.load()
        (self.x, self.y), (self.test_x, self.test_y) = (
            (part.x.transpose(0, 1).flatten(1), part.y) for part in (splits.train, splits.test)
        )

    def largest_class(self) -> float:
        """The share of the test images that the most frequent training class gets right."""
        return (self.test_y == self.y.mode().values).float().mean().item()


def start(name: str, depth: int, seeds: list[int], settings: dict) -> Weights:
    """The untrained networks of one of the `kinds`; depth 0 is the linear classifier."""
    sizes = deep_layers.Sizes(64, settings["N"], digits.CLASSES, depth)
    kind = settings["kinds"][name]
    return deep_layers.start(kind["kind"], sizes, seeds, kind.get("gate_bias", 0.0))


def train(name: str, weights: Weights, rate: float, seeds: list[int], images: Images, settings: dict) -> None:
    """Train the networks in place, each on batches of its own."""
    kind, generators = settings["kinds"][name]["kind"], side_by_side.generators(seeds)

    def losses() -> torch.Tensor:
        drawn = [torch.randint(len(images.x), (settings["batch"],), generator=each) for each in generators]
        at = torch.stack(drawn)
        return deep_layers.losses(kind, weights, images.x[at], images.y[at])

    side_by_side.fit(weights, losses, settings | {"rate": rate})


def best_rate(name: str, depth: int, images: Images, settings: dict) -> tuple[float, dict[str, list[float]]]:
    """The rate at which most training images are right, and these shares by rate."""
    tuning = settings["tuning"]
    tried: dict[float, list[float]] = {}
    for rate in [*tuning["rates"], tuning["below"]]:
        if rate == tuning["below"] and max(tried, key=lambda r: sum(tried[r])) != min(tried):
            break
        weights = start(name, depth, tuning["seeds"], settings)
        train(name, weights, rate, tuning["seeds"], images, settings)
        right = deep_layers.right(settings["kinds"][name]["kind"], weights, images.x, images.y)
        tried[rate] = [rounded(share) for share in right]
    return max(tried, key=lambda rate: sum(tried[rate])), {str(rate): tried[rate] for rate in sorted(tried)}


def by_layer(weights: Weights, images: Images) -> dict[str, Any]:
    """What each layer of the highways carries, from 1, over the seeds."""
    rows = deep_layers.carried(weights, images.test_x).tolist()
    return spreads([{str(l): share for l, share in enumerate(row, 1)} for row in rows])


def outcome(name: str, depth: int, rate: float, images: Images, settings: dict) -> dict[str, Any]:
    """Shares right after training over the measured seeds; before it, what reaches the lowest layer; carries."""
    kind, seeds = settings["kinds"][name]["kind"], settings["seeds"]
    weights = start(name, depth, seeds, settings)
    gated = kind == "highway"
    made: dict[str, Any] = {"parameters": sum(value[0].numel() for value in weights.values())}
    made["reaching"] = spread(deep_layers.reaching(kind, weights, images.test_x, images.test_y).tolist())
    before = by_layer(weights, images) if gated else {}
    train(name, weights, rate, seeds, images, settings)
    made["train"] = spread(deep_layers.right(kind, weights, images.x, images.y))
    made["test"] = spread(deep_layers.right(kind, weights, images.test_x, images.test_y))
    return made | ({"carry": {"start": before, "end": by_layer(weights, images)}} if gated else {})


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """The largest class; the linear classifier; by kind and depth its rate and its outcome; the longer trainings."""
    images = Images()
    results: dict[str, Any] = {"largest_class": rounded(images.largest_class())}
    jobs = [
        ("linear", "plain", 0),
        *((name, name, depth) for name in settings["kinds"] for depth in settings["depths"]),
    ]
    weighs = sum(1 + depth for _, _, depth in jobs)
    done = 0
    for title, name, depth in jobs:
        rate, tried = best_rate(name, depth, images, settings)
        made = {"rate": rate, "tuning": tried, **outcome(name, depth, rate, images, settings)}
        if depth:
            results.setdefault(title, {})[str(depth)] = made
        else:
            results[title] = made
        done += 1 + depth
        progress(0.7 * done / weighs, f"{title} {depth}: rate {rate}, train {made['train']}, test {made['test']}")
    longer = settings["longer"]
    more = settings | {"updates": longer["updates"]}
    results["longer"] = {}
    for n, name in enumerate(longer["kinds"], 1):
        made = outcome(name, longer["depth"], results[name][str(longer["depth"])]["rate"], images, more)
        results["longer"][name] = {"train": made["train"], "test": made["test"]}
        progress(0.7 + 0.3 * n / len(longer["kinds"]), f"longer {name}: {results['longer'][name]}")
    return results
