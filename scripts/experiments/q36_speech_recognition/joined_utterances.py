"""Several speakers in one recording, read with CTC: label errors against the number of joined utterances.

Utterances of JapaneseVowels are joined end to end, each of a speaker drawn at random; the labels are the speakers in
their order, and nothing says where one begins. Training joins up to `train_joined` utterances of the official training
part, testing joins more of the test part. Coefficients are standardised.

Models: an LSTM that reads forward, one that reads both ways, of about equal weights, and `one_frame`, a linear layer
that sees one frame, all trained with CTC on the same recordings. The baseline, `nearest_mean`, says for each frame the
speaker whose mean frame is nearest and merges repeats; it has no blank.

`error` is the label error rate of the best path: all edits over all labels; `edits` its parts, also over all labels.
`blank` is the share of frames whose likeliest symbol is the blank.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn.functional import ctc_loss
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence

from scripts.experiments.networks.starts import set_bias
from scripts.experiments.records.spread import rounded, spreads
from scripts.experiments.tasks import japanese_vowels
from scripts.experiments.tasks.labelled import Labelled, standardised
from scripts.experiments.training.fit import fit
from scripts.reference import ctc_search, error_rate

QUESTION = (
    "Can an LSTM read a sequence of labels from frames that nobody aligned, and from more than it was trained on?"
)
SETTINGS = {
    "seeds": [0, 1, 2],
    "models": {"forward": {"H": 38, "both": False}, "both": {"H": 25, "both": True}, "one_frame": None},
    "forget_bias": 1.0,
    "train_joined": 4,  # 1 to 4, drawn anew for each recording
    "test_joined": [1, 2, 4, 8, 16],
    "test_recordings": 200,  # of each length
    "updates": 1000,
    "rate": 0.01,  # falls linearly to a hundredth
    "clip": 1.0,
    "batch": 20,
}
SYMBOLS = japanese_vowels.CLASSES + 1  # the blank is 0, speaker k is k + 1


class Reader(nn.Module):
    """Logits for each frame, from an LSTM or from the frame alone."""

    def __init__(self, model: dict[str, Any] | None, seed: int, settings: dict[str, Any]) -> None:
        """`model` is one of the settings' models; None is the layer without memory."""
        super().__init__()
        torch.manual_seed(seed)
        self.layer = nn.LSTM(12, model["H"], bidirectional=model["both"]) if model else None
        if self.layer:
            set_bias(self.layer, f=settings["forget_bias"])
        self.readout = nn.Linear(model["H"] * (1 + model["both"]) if model else 12, SYMBOLS)

    def forward(self, x: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        """x (T, B, D) of these lengths (B,) gives log-probabilities (T, B, symbols)."""
        if self.layer:
            packed = self.layer(pack_padded_sequence(x, lengths, enforce_sorted=False))[0]
            x = pad_packed_sequence(packed)[0]
        return self.readout(x).log_softmax(-1)


def recording(part: Labelled, joined: int, generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """Frames (T, D) of `joined` utterances end to end and their labels (joined,); every speaker is equally likely."""
    speakers = torch.randint(japanese_vowels.CLASSES, (joined,), generator=generator)
    frames = []
    for speaker in speakers:
        own = torch.nonzero(part.y == speaker).flatten()
        n = own[torch.randint(len(own), (), generator=generator)]
        frames.append(part.x[: part.lengths[n], n])
    return torch.cat(frames), speakers + 1


def train(model: dict[str, Any] | None, seed: int, part: Labelled, settings: dict[str, Any]) -> Reader:
    """One network, on recordings that are made as they are needed; all models of a seed get the same ones."""
    network = Reader(model, seed, settings)
    generator = torch.Generator().manual_seed(seed)

    def loss_of_a_batch() -> torch.Tensor:
        counts = torch.randint(1, settings["train_joined"] + 1, (settings["batch"],), generator=generator)
        frames, labels = zip(*(recording(part, int(n), generator) for n in counts), strict=True)
        lengths = torch.tensor([len(x) for x in frames])
        return ctc_loss(network(pad_sequence(frames), lengths), torch.cat(labels), lengths, counts)

    fit(network, loss_of_a_batch, settings, falling=True)
    return network


def said_by_mean(learned: Labelled) -> Callable[[torch.Tensor], tuple[int, ...]]:
    """The baseline: for each frame (T, D) the speaker whose mean frame is nearest, repeats merged."""
    totals = [learned.x[:, learned.y == k].sum((0, 1)) for k in range(japanese_vowels.CLASSES)]
    frames = [learned.lengths[learned.y == k].sum() for k in range(japanese_vowels.CLASSES)]
    means = torch.stack(totals) / torch.stack(frames)[:, None]
    return lambda x: ctc_search.collapse(torch.cdist(x, means).argmin(-1).numpy() + 1)


def scored(recordings: list, said: list[tuple[int, ...]]) -> dict[str, Any]:
    """The error rate and its three parts, each over all labels."""
    pairs = [(tuple(labels.tolist()), heard) for (_, labels), heard in zip(recordings, said, strict=True)]
    parts = np.sum([error_rate.edits(*pair) for pair in pairs], axis=0) / sum(len(right) for right, _ in pairs)
    return {"error": error_rate.rate(pairs), "edits": dict(zip(error_rate.Edits._fields, parts.tolist(), strict=True))}


@torch.no_grad()
def measure(network: Reader, tests: dict[int, list]) -> dict[str, Any]:
    """By number of joined utterances the scores of the best path and the share of blank frames."""
    results = {}
    for joined, recordings in tests.items():
        frames = [x for x, _ in recordings]
        lengths = torch.tensor([len(x) for x in frames])
        best = network(pad_sequence(frames), lengths).argmax(-1).numpy()
        paths = [best[:T, n] for n, T in enumerate(lengths.tolist())]
        blank = float(np.mean(np.concatenate(paths) == 0))
        results[str(joined)] = scored(recordings, [ctc_search.collapse(path) for path in paths]) | {"blank": blank}
    return results


def asked(part: Labelled, settings: dict[str, Any]) -> dict[int, list]:
    """The same for all networks: by number of joined utterances a list of frames with labels."""
    generator = torch.Generator().manual_seed(1000)
    return {
        joined: [recording(part, joined, generator) for _ in range(settings["test_recordings"])]
        for joined in settings["test_joined"]
    }


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """The baseline, then each model over the seeds."""
    parts = standardised(japanese_vowels.load())
    tests = asked(parts.test, settings)
    by_mean = said_by_mean(parts.train)
    results: dict[str, Any] = {
        "frames": {str(n): rounded(float(np.mean([len(x) for x, _ in made]))) for n, made in tests.items()},
        "nearest_mean": {
            str(n): {"error": rounded(scored(made, [by_mean(x) for x, _ in made])["error"])}
            for n, made in tests.items()
        },
    }
    for done, (name, model) in enumerate(settings["models"].items(), 1):
        networks = [train(model, seed, parts.train, settings) for seed in settings["seeds"]]
        results[name] = {
            "parameters": sum(p.numel() for p in networks[0].parameters()),
            **spreads([measure(network, tests) for network in networks]),
        }
        last = str(settings["test_joined"][-1])
        progress(done / len(settings["models"]), f"{name}: {results[name]['1']['error']}, {results[name][last]}")
    return results
