"""An encoder–decoder of two LSTMs reads dates in many formats and writes them in ISO form: with and without attention.

Both have states of the same width, the same updates, rate and batches; attention adds two matrices. Tested on days that
no training has seen, each in every format, greedily, by length of the source: the whole answer must be right. The
baseline says, at each place, the character that is commonest there. `looks` is the share right as training goes on.

`even` is the trained network with attention, whose weights are then all made equal. `unread` is the share of the test
days, written as `shown` is, at which the largest weight for the month's first digit lies before the month's name: the
encoder reads one way, so what it put out there knows nothing of the month. `weights`, ten rows for the ten characters
said, are those of the first seed for `shown`, a day that no network was trained on.
"""

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

import torch

from scripts.experiments.networks.encoder_decoder import EncoderDecoder, Memory
from scripts.experiments.q19_attention import dates
from scripts.experiments.records.spread import rounded, spread, spreads
from scripts.experiments.tasks import held_out
from scripts.experiments.tasks.pairs import Pairs, exact, loss
from scripts.experiments.training.fit import fit

QUESTION = "Does attention help an LSTM encoder-decoder more, the longer the source is?"
SETTINGS = {
    "seeds": [0, 1, 2],
    "H": 64,
    "E": 32,
    "rate": 0.005,
    "batch": 64,
    "clip": 1.0,
    "updates": 600,
    "look_every": 50,
    "test_days": 200,
    "bins": [6, 12, 18, 24, 30, 36, 49],  # from each length to below the next
    "shown": {"day": [2021, 3, 7], "format": 7},
}


class Even(EncoderDecoder):
    """Attends to all real positions alike."""

    def attend(self, h: torch.Tensor, memory: Memory) -> tuple[torch.Tensor, torch.Tensor]:
        """The mean of the encoder's outputs for every step."""
        real = memory.real.T.float()
        weights = (real / real.sum(1, keepdim=True)).expand(len(h), -1, -1)
        return torch.einsum("tbs,sbh->tbh", weights, memory.outputs), weights


def days(settings: dict) -> tuple[list[date], list[date]]:
    """The days to train on, without the one that is shown, and those to test on."""
    known, test = dates.split(settings["test_days"], held_out.generator())
    return [day for day in known if day != date(*settings["shown"]["day"])], test


def test_pairs(settings: dict) -> Pairs:
    """Every test day in every format."""
    test = days(settings)[1]
    return dates.pairs(test * len(dates.FORMATS), [form for form in dates.FORMATS for _ in test])


def right(model: EncoderDecoder, test: Pairs) -> torch.Tensor:
    """Which pairs are answered exactly, (B,)."""
    return exact(model.greedy(test.source, test.lengths, limit=len(test.target) + 2), test.target)


def by_length(correct: torch.Tensor, lengths: torch.Tensor, bins: list[int]) -> dict[str, float]:
    """The share right for each bin of source lengths, under its first length."""
    return {
        str(low): correct[(lengths >= low) & (lengths < high)].double().mean().item() for low, high in pairwise(bins)
    }


def train(attention: bool, seed: int, settings: dict) -> tuple[EncoderDecoder, dict[str, float]]:
    """A trained network, and its share right at each look."""
    torch.manual_seed(seed)
    model = EncoderDecoder(dates.SOURCES, dates.TARGETS, settings["H"], attention=attention, E=settings["E"])
    generator = torch.Generator().manual_seed(seed)
    known, test = days(settings)[0], test_pairs(settings)
    few = Pairs(test.source[:, ::5], test.lengths[::5], test.target[:, ::5])
    looks: dict[str, float] = {}

    def loss_of_a_batch() -> torch.Tensor:
        batch = dates.draw(known, settings["batch"], generator)
        return loss(model(batch), batch.target)

    def look(n: int, value: float) -> bool:
        if n % settings["look_every"] == 0:
            looks[str(n)] = right(model, few).double().mean().item()
        return False

    fit(model, loss_of_a_batch, settings, look, falling=True)
    return model, looks


def commonest(settings: dict) -> float:
    """The share of the test targets' characters that are the commonest of the training days at their place."""
    known, test = ([day.isoformat() for day in part] for part in days(settings))
    best = [max(dates.SAID, key=[text[place] for text in known].count) for place in range(10)]
    return sum(text[place] == best[place] for text in test for place in range(10)) / (10 * len(test))


def weights(model: EncoderDecoder, asked: Pairs) -> torch.Tensor:
    """The weights (10, B, T_x) with which each of the ten characters of the right answers is said."""
    state, memory = model.encode(asked.source, asked.lengths)
    h, _ = model.decoder(model.repeat(asked.fed), state)
    return model.attend(h, memory)[1][:10].detach()


def unread(model: EncoderDecoder, settings: dict) -> float:
    """The share of the test days whose month is said with the largest weight before its name, in the form shown."""
    test, form = days(settings)[1], dates.FORMATS[settings["shown"]["format"]]
    largest = weights(model, dates.pairs(test, [form] * len(test)))[5].argmax(dim=1).tolist()
    begins = [dates.written(day, form).index(dates.MONTHS[day.month - 1]) for day in test]
    return sum(at < start for at, start in zip(largest, begins, strict=True)) / len(test)


def shown(model: EncoderDecoder, settings: dict) -> dict[str, Any]:
    """The one source that is drawn, what is to be said, and the weights."""
    day, form = date(*settings["shown"]["day"]), dates.FORMATS[settings["shown"]["format"]]
    rows = weights(model, dates.pairs([day], [form]))[:, 0]
    return {
        "source": dates.written(day, form),
        "said": day.isoformat(),
        "weights": [[rounded(weight, 3) for weight in row] for row in rows.tolist()],
    }


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """The baseline; with and without attention: parameters, looks, right, right by length; what the weights are."""
    test = test_pairs(settings)
    results: dict[str, Any] = {"commonest": rounded(commonest(settings)), "pairs": len(test.lengths)}
    results["pairs_by_length"] = {
        str(low): int(((test.lengths >= low) & (test.lengths < high)).sum()) for low, high in pairwise(settings["bins"])
    }
    done, all_runs = 0, 2 * len(settings["seeds"])
    for name in ("attention", "fixed"):
        made, without_weights, before = [], [], []
        for seed in settings["seeds"]:
            model, looks = train(name == "attention", seed, settings)
            correct = right(model, test)
            lengths = by_length(correct, test.lengths, settings["bins"])
            made.append({"looks": looks, "right": correct.double().mean().item(), "by_length": lengths})
            if name == "attention":
                even = Even(dates.SOURCES, dates.TARGETS, settings["H"], attention=True, E=settings["E"])
                even.load_state_dict(model.state_dict())
                without_weights.append(right(even, test).double().mean().item())
                before.append(unread(model, settings))
                if seed == settings["seeds"][0]:
                    results["shown"] = shown(model, settings)
            done += 1
            progress(done / all_runs, f"{name}, seed {seed}: {made[-1]['right']:.3f}")
        results[name] = {"parameters": sum(p.numel() for p in model.parameters()), **spreads(made)}
        if name == "attention":
            results["even"], results["unread"] = spread(without_weights), spread(before)
    return results
