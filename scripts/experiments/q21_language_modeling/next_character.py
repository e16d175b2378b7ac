"""How many bits a character costs: an LSTM against n-grams with Kneser-Ney smoothing, on this guide's own text.

All models learn from the training part and are scored on the same characters of the test part, each after those before
it; the text before the part is not read. The LSTM is trained on contiguous rows with its state carried and detached,
with dropout on what enters and leaves it, and is tested with the weights of the best check on the validation part. In
trials of one seed, half the updates were too few; nothing else was chosen. The n-grams have nothing to choose but their
order.

The mixture gives each character λ times the LSTM's probability and 1 - λ times that of the n-gram whose order has the
fewest bits on the validation part; λ is chosen there too. `samples` are what the first network writes when it reads its
own output, at each temperature, after the same beginning.
"""

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import torch
from torch.nn.functional import cross_entropy

from scripts.experiments.networks.characters import Network, State
from scripts.experiments.records.spread import rounded, spread
from scripts.experiments.tasks import guide_characters
from scripts.experiments.training.fit import fit
from scripts.reference import ngram

QUESTION = "On a small text, does a character LSTM beat n-grams with Kneser-Ney smoothing, and do the two add up?"
SETTINGS = {
    "seeds": [0, 1, 2],
    "orders": [1, 2, 3, 4, 5, 6, 7, 8],
    "E": 64,
    "H": 128,
    "dropout": 0.3,
    "B": 16,
    "k": 64,
    "updates": 3000,
    "rate": 0.006,
    "clip": 1.0,
    "check_every": 250,
    "lambdas": [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9],
    "temperatures": [0.2, 0.7, 1.0],
    "sample": {"beginning": "The forget gate ", "characters": 160},
}


class Scored(NamedTuple):
    """The probability that each character of a part was given, from its second on, (N - 1,)."""

    validation: np.ndarray
    test: np.ndarray

    def bits(self) -> dict[str, float]:
        """Bits per character of both parts."""
        return {part: float(-np.log2(p).mean()) for part, p in self._asdict().items()}


def trained(seed: int, text: guide_characters.Text, settings: dict[str, Any]) -> tuple[Network, int]:
    """A network with the weights of its best check, and the updates up to that check."""
    torch.manual_seed(seed)
    network = Network(len(text.alphabet), settings)
    B, k = settings["B"], settings["k"]
    length = (len(text.train) - 1) // B // k * k
    x, y = (part[: B * length].view(B, length).t().split(k) for part in (text.train[:-1], text.train[1:]))
    state: State | None = None
    read, best = 0, (math.inf, 0, network.state_dict())

    def loss() -> torch.Tensor:
        nonlocal state, read
        window = read % len(x)
        said, after = network(x[window], state if window else None)  # an epoch begins at zero
        state, read = (after[0].detach(), after[1].detach()), read + 1
        return cross_entropy(said.flatten(0, 1), y[window].flatten())

    def check(n: int, _: float) -> bool:
        nonlocal best
        if n % settings["check_every"] == 0:
            found = float(-np.log2(given(network, text.validation)).mean())
            if found < best[0]:
                best = found, n, {name: value.clone() for name, value in network.state_dict().items()}
            network.train()
        return False

    fit(network, loss, settings, check, falling=True)
    network.load_state_dict(best[2])
    return network.eval(), best[1]


def given(network: Network, part: torch.Tensor) -> np.ndarray:
    """The probability that the network gave each character of a part (N,) from the second on, from a zero state."""
    with torch.no_grad():
        said = network.eval()(part[:-1, None], None)[0][:, 0]
    return said.softmax(1)[torch.arange(len(part) - 1), part[1:]].double().numpy()


def counted(n: int, text: guide_characters.Text) -> Scored:
    """What an n-gram of the training part gave each character."""
    model = ngram.train(text.train.tolist(), n, len(text.alphabet))
    return Scored(*(ngram.probabilities(model, part.tolist()) for part in (text.validation, text.test)))


def mixed(lstm: Scored, counts: Scored, settings: dict[str, Any]) -> dict[str, float]:
    """The bits of the mixture and its λ, the LSTM's share, chosen on the validation part."""
    tried = [Scored(*(s * p + (1 - s) * q for p, q in zip(lstm, counts, strict=True))) for s in settings["lambdas"]]
    bits = [mixture.bits() for mixture in tried]
    best = min(range(len(bits)), key=lambda i: bits[i]["validation"])
    return bits[best] | {"share": settings["lambdas"][best]}


def sample(network: Network, temperature: float, alphabet: str, settings: dict[str, Any]) -> str:
    """What the network writes after the beginning, each character drawn at the temperature and read again."""
    torch.manual_seed(0)
    written, state = [alphabet.index(letter) for letter in settings["sample"]["beginning"]], None
    x = torch.tensor(written)[:, None]
    for _ in range(settings["sample"]["characters"]):
        with torch.no_grad():
            said, state = network(x, state)
        x = (said[-1, 0] / temperature).softmax(0).multinomial(1)[:, None]
        written.append(x.item())
    return guide_characters.shown(torch.tensor(written), alphabet)


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """Bits per character of the n-grams, by order, of the LSTM and of the mixture; and what the LSTM writes."""
    text = guide_characters.load()
    counts = {n: counted(n, text) for n in settings["orders"]}
    bits = {str(n): {part: rounded(b) for part, b in scored.bits().items()} for n, scored in counts.items()}
    order = min(counts, key=lambda n: bits[str(n)]["validation"])
    made, mixtures, best, samples = [], [], [], {}
    for done, seed in enumerate(settings["seeds"], 1):
        network, updates = trained(seed, text, settings)
        scored = Scored(*(given(network, part) for part in (text.validation, text.test)))
        made.append(scored.bits())
        mixtures.append(mixed(scored, counts[order], settings))
        best.append(updates)
        if not samples:
            samples = {str(t): sample(network, t, text.alphabet, settings) for t in settings["temperatures"]}
        progress(done / len(settings["seeds"]), f"seed {seed}: {made[-1]}, mixed {mixtures[-1]}")
    return {
        "ngram": bits,
        "order": order,  # of the n-gram that is mixed in
        "lstm": {part: spread([one[part] for one in made]) for part in Scored._fields}
        | {"updates": best, "parameters": sum(p.numel() for p in network.parameters())},
        "mixture": {part: spread([one[part] for one in mixtures]) for part in Scored._fields}
        | {"shares": [one["share"] for one in mixtures]},
        "pairs": rounded(guide_characters.pairs(text)),
        "samples": samples,
    }
