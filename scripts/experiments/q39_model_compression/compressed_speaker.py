"""JapaneseVowels, who speaks: one LSTM made smaller in every usual way, alone and combined; bytes against accuracy.

The full network has 40 units and reads its last frame. Everything else starts from it (`pruned`, `units`, `low_rank`,
the roundings) or replaces it (`lstm`, `gru`: fewer units from the start; `distilled`: the same, taught by the full
one). Each gets as many updates as the full one has: what starts from it is tuned while the full one trains on. `right`
is the share right on the official test part; `before` is that before the tuning, where there is any.

* `pruned`: the smallest weights of each matrix become 0, in steps. Stored: the others, and one bit per place.
* `units`: whole units are taken out, those whose rows and columns have the least norm. Stored: a smaller LSTM.
* `low_rank`: the two weight matrices side by side, (4H, D + H), as two thin ones. The readout stays as it is.
* `rounded`: b bits per weight after training, one scale per row (or, `whole`, per matrix); biases and state are float.
* `trained`: the same, rounded while it is tuned, with the gradient passed straight through.
* A last `_8`: the same with 8-bit weights, rounded after training.
* `torch_dynamic`: PyTorch's own dynamic int8, which rounds what goes into each product as well.

A float takes 4 bytes, a scale is one. The two biases of PyTorch count as their sum. Baselines: `commonest`, the largest
class of the test part, and `nearest_mean`, the speaker whose mean frame is nearest.
"""

import warnings
from collections.abc import Callable
from typing import Any

import torch
from torch import nn
from torch.func import functional_call
from torch.nn.functional import cross_entropy, kl_div

from scripts.experiments.networks.recurrent import Recurrent, start
from scripts.experiments.q39_model_compression import storage
from scripts.experiments.q39_model_compression.storage import Bytes
from scripts.experiments.q39_model_compression.views import (
    View,
    Weights,
    as_it_is,
    factored,
    fewer_units,
    masked,
    rounding,
)
from scripts.experiments.records.spread import rounded as digits
from scripts.experiments.records.spread import spreads
from scripts.experiments.tasks import japanese_vowels
from scripts.experiments.tasks.labelled import (
    Labelled,
    Splits,
    at_last_frame,
    commonest,
    nearest_mean,
    rows,
    share_right,
    standardised,
)
from scripts.experiments.training.fit import fit

QUESTION = "How small does an LSTM get by each way of compression, and by several together, before it loses accuracy?"
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],
    "H": 40,
    "forget_bias": 1.0,
    "updates": 200,
    "rate": 0.01,  # falls linearly to a hundredth
    "tuning": {"updates": 100, "rate": 0.003},  # falls in the same way
    "batch": 32,
    "clip": 1.0,
    "shares": [0.5, 0.8, 0.9, 0.95],
    "units": [20, 12],
    "ranks": [16, 8, 4],
    "bits": [8, 4, 3, 2],
    "trained_bits": [4, 3, 2],
    "smaller": {"lstm": [20, 12, 8], "gru": [40, 20], "distilled": [20, 12, 8]},
    "tau": 3.0,
    "alpha": 0.7,  # share of the teacher in the loss
}
D, K = 12, japanese_vowels.CLASSES
Settings = dict[str, Any]


class Viewed(nn.Module):
    """A network whose weights are worked out anew, by `view`, from those that are trained."""

    def __init__(self, like: Recurrent, free: Weights, view: View) -> None:
        """`like` says what kind of network it is; its own weights are left alone."""
        super().__init__()
        self.like, self.view = [like], view  # in a list: not a part of this one
        self.free = nn.ParameterDict({name.replace(".", "/"): value.detach().clone() for name, value in free.items()})

    def weights(self) -> Weights:
        """Those of a plain network."""
        return self.view({name.replace("/", "."): value for name, value in self.free.items()})

    def forward(self, data: Labelled) -> torch.Tensor:
        """Logits (N, classes) at the last real frame."""
        return at_last_frame(functional_call(self.like[0], self.weights(), data.x), data.lengths)


def train(
    network: Viewed,
    part: Labelled,
    seed: int,
    settings: Settings,
    teacher: Viewed | None = None,
    pruned: float | None = None,
) -> Viewed:
    """Train in place on random batches, and return the network.

    With a teacher it learns the teacher's softened answers too. To be `pruned`, its share of zeros rises over half of
    the updates as in Zhu & Gupta (2017), s (1 - (1 - n / N)^3), and then stays.
    """
    generator = torch.Generator().manual_seed(seed)
    tau, alpha = settings["tau"], settings["alpha"]

    def loss() -> torch.Tensor:
        batch = rows(part, torch.randperm(len(part.y), generator=generator)[: settings["batch"]])
        z = network(batch)
        hard = cross_entropy(z, batch.y)
        if teacher is None:
            return hard
        with torch.no_grad():
            p = (teacher(batch) / tau).softmax(1)
        soft = kl_div((z / tau).log_softmax(1), p, reduction="batchmean")
        return alpha * tau**2 * soft + (1 - alpha) * hard

    def check(n: int, loss: float) -> bool:
        rising = settings["updates"] // 2
        if pruned is not None and n % 10 == 0 and n <= rising:
            with torch.no_grad():
                network.view = masked(network.weights(), pruned * (1 - (1 - n / rising) ** 3))
        return False

    fit(network, loss, settings, check, falling=True)
    return network


def fresh(kind: str, H: int, seed: int, settings: Settings) -> Viewed:
    """An untrained network."""
    bias = settings["forget_bias"] if kind == "lstm" else None
    like = start(kind, D, H, K, seed, forget_bias=bias)
    return Viewed(like, dict(like.named_parameters()), as_it_is)


@torch.no_grad()
def right(network: nn.Module, test: Labelled) -> float:
    """The share right."""
    return share_right(network(test).argmax(1), test)


def dynamic(network: Viewed, test: Labelled) -> float:
    """The share right of PyTorch's dynamic int8 version, whose API warns that it goes."""
    plain = start("lstm", D, network.like[0].layer.hidden_size, K, 0)
    plain.load_state_dict(network.weights())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = torch.ao.quantization.quantize_dynamic(plain, {nn.LSTM, nn.Linear}, dtype=torch.qint8)
    with torch.no_grad():
        return share_right(at_last_frame(made(test.x), test.lengths).argmax(1), test)


class Measured:
    """What one seed gives: by the name of a way its bytes and the share right."""

    def __init__(self, parts: Splits, seed: int, settings: Settings) -> None:
        """Train the full network, and keep it as it is half way and at its end."""
        self.parts, self.seed, self.settings = parts, seed, settings
        self.tuning = settings | settings["tuning"]
        self.made: dict[str, dict[str, float]] = {}
        begun = train(fresh("lstm", settings["H"], seed, settings), parts.train, seed, settings)
        self.like, self.begun = begun.like[0], {n: w.detach() for n, w in begun.weights().items()}
        self.full = self.tuned("full", self.begun, as_it_is, Bytes())

    def keep(self, name: str, network: nn.Module, stored: Bytes, free: Weights, **more: float) -> None:
        """Note a network's bytes and what it reaches."""
        self.made[name] = {"right": right(network, self.parts.test), "bytes": storage.count(free, stored), **more}

    def tuned(self, name: str, free: Weights, view: View, stored: Bytes, like: Recurrent | None = None) -> Viewed:
        """Tune what was made of the full network, and note it."""
        network = Viewed(like or self.like, free, view)
        before = right(network, self.parts.test)
        if stored.pruned is not None:
            network.view = as_it_is
        train(network, self.parts.train, self.seed + 1000, self.tuning, pruned=stored.pruned)
        self.keep(name, network, stored, free, before=before)
        return network

    def round_off(self, name: str, network: Viewed, stored: Bytes) -> None:
        """Note a network with the matrices of its free weights rounded, the rest as they are."""
        free = {n.replace("/", "."): w.detach() for n, w in network.free.items()}
        grid = {n: storage.on_grid(w, stored.bits, stored.per_row) if w.dim() == 2 else w for n, w in free.items()}
        self.keep(name, Viewed(network.like[0], grid, network.view), stored, free)

    def smaller(self, name: str, kind: str, H: int, teacher: Viewed | None = None) -> Viewed:
        """Train a smaller network as long as the full one, and note it."""
        network = fresh(kind, H, self.seed, self.settings)
        train(network, self.parts.train, self.seed, self.settings, teacher)
        train(network, self.parts.train, self.seed + 1000, self.tuning, teacher)
        self.keep(name, network, Bytes(), network.weights())
        return network

    def all(self) -> dict[str, dict[str, float]]:
        """Every way, alone and then together."""
        s, made = self.settings, {}
        for share in s["shares"]:
            made[share] = self.tuned(f"pruned_{share}", self.begun, masked(self.begun, share), Bytes(pruned=share))
        for H in s["units"]:
            like = start("lstm", D, H, K, 0)
            made[f"units_{H}"] = self.tuned(f"units_{H}", fewer_units(self.begun, H), as_it_is, Bytes(), like)
        for r in s["ranks"]:
            made[f"rank_{r}"] = self.tuned(f"low_rank_{r}", *factored(self.begun, r), Bytes())
        for bits in s["bits"]:
            self.round_off(f"rounded_{bits}", self.full, Bytes(bits))
            self.round_off(f"rounded_{bits}_whole", self.full, Bytes(bits, per_row=False))
        for bits in s["trained_bits"]:
            self.tuned(f"trained_{bits}", self.begun, rounding(bits), Bytes(bits))
        for name, widths in s["smaller"].items():
            for H in widths:
                kind, teacher = ("gru", None) if name == "gru" else ("lstm", self.full if name == "distilled" else None)
                made[f"{name}_{H}"] = self.smaller(f"{name}_{H}", kind, H, teacher)
        self.made["torch_dynamic"] = {"right": dynamic(self.full, self.parts.test)}
        self.round_off("pruned_0.8_8", made[0.8], Bytes(8, pruned=0.8))
        self.round_off("low_rank_8_8", made["rank_8"], Bytes(8))
        for H in s["units"]:
            self.round_off(f"units_{H}_8", made[f"units_{H}"], Bytes(8))
        for H in s["smaller"]["distilled"]:
            self.round_off(f"distilled_{H}_8", made[f"distilled_{H}"], Bytes(8))
            self.round_off(f"lstm_{H}_8", made[f"lstm_{H}"], Bytes(8))
        for H in s["smaller"]["gru"]:
            self.round_off(f"gru_{H}_8", made[f"gru_{H}"], Bytes(8))
        return self.made


def run(settings: Settings, progress: Callable[[float, str], None]) -> dict[str, Any]:
    """The baselines, and over the seeds what each way reaches in how many bytes."""
    parts = standardised(japanese_vowels.load())
    made = []
    for done, seed in enumerate(settings["seeds"], 1):
        made.append(Measured(parts, seed, settings).all())
        progress(done / len(settings["seeds"]), f"seed {seed}: {made[-1]['full']}")
    sizes = {way: {"bytes": int(each.pop("bytes"))} for way, each in made[0].items() if "bytes" in each}
    ways = spreads(
        [{way: {k: v for k, v in one.items() if k != "bytes"} for way, one in each.items()} for each in made]
    )
    return {
        "commonest": digits(commonest(parts.test)),
        "nearest_mean": digits(nearest_mean(parts.train, parts.test)),
        "ways": {way: sizes.get(way, {}) | each for way, each in ways.items()},
    }
