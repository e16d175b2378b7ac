"""What becomes of a stream whose state is lost: JapaneseVowels, who speaks, answered after every frame.

An LSTM is trained on whole utterances from a zero state, to name the speaker at every frame. In the test part each
utterance of at least `before` + `after` frames is a stream, and the server restarts after `before` frames. What is
there instead of the own state decides the case:

- `kept`: the own state; nothing was lost.
- `zeros`: a zero state, as at the start of a session.
- `replayed`: zeros, then the last `replay` frames again.
- `stranger`: the state that another speaker's utterance had after as many frames.
- `other_version`: the own state after the same frames, of a network of the same shape that was trained from another
  seed on another order of batches: the version before.

`right` is the share of the streams whose answer is right, by frames since the restart; `lost` is what `kept` has more
than the case, after the first frame and after the last. `commonest` is the largest class of these streams,
`nearest_mean` the share right of the speaker whose mean frame is nearest, over whole utterances. Coefficients are
standardised.
"""

from collections.abc import Callable
from typing import Any

import torch
from torch.nn.functional import cross_entropy

from scripts.experiments.networks.recurrent import Recurrent, start
from scripts.experiments.records.spread import rounded, spreads
from scripts.experiments.tasks import japanese_vowels
from scripts.experiments.tasks.labelled import Labelled, commonest, nearest_mean, real_frames, rows, standardised
from scripts.experiments.training.fit import fit

QUESTION = "What does a restarted server answer if it lost the state, kept another session's, or another version's?"
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],
    "H": 32,
    "forget_bias": 1.0,
    "updates": 300,
    "rate": 0.01,  # falls linearly to a hundredth
    "clip": 1.0,
    "batch": 30,
    "before": 7,
    "after": 8,
    "replay": 3,
    "other_version": 100,  # is added to the seed
}
CASES = ("kept", "zeros", "replayed", "stranger", "other_version")
State = tuple[torch.Tensor, torch.Tensor]


def train(seed: int, part: Labelled, settings: dict[str, Any]) -> Recurrent:
    """One network; its seed draws its weights and its batches."""
    D, K = part.x.shape[2], japanese_vowels.CLASSES
    network = start("lstm", D, settings["H"], K, seed, forget_bias=settings["forget_bias"])
    generator = torch.Generator().manual_seed(seed)

    def loss() -> torch.Tensor:
        batch = rows(part, torch.randperm(len(part.y), generator=generator)[: settings["batch"]])
        here = real_frames(batch)
        return cross_entropy(network(batch.x)[here], batch.y.expand(here.shape)[here])

    fit(network, loss, settings, falling=True)
    return network


def long_enough(part: Labelled, settings: dict[str, Any]) -> Labelled:
    """The streams: utterances that have frames enough before and after the restart."""
    return rows(part, torch.nonzero(part.lengths >= settings["before"] + settings["after"]).flatten())


def strangers(y: torch.Tensor) -> torch.Tensor:
    """For every stream the number of another one, half the list away or the next that has another speaker."""
    N = len(y)
    return torch.tensor([next(m % N for m in range(n + N // 2, n + 2 * N) if y[m % N] != y[n]) for n in range(N)])


def states(network: Recurrent, other: Recurrent, streams: Labelled, settings: dict[str, Any]) -> dict[str, State]:
    """What each case has at the restart."""
    before = streams.x[: settings["before"]]
    own, old = network.layer(before)[1], other.layer(before)[1]
    zeros = tuple(torch.zeros_like(array) for array in own)
    which = strangers(streams.y)
    return {
        "kept": own,
        "zeros": zeros,
        "replayed": network.layer(before[-settings["replay"] :], zeros)[1],
        "stranger": tuple(array[:, which] for array in own),
        "other_version": old,
    }


@torch.no_grad()
def measure(network: Recurrent, other: Recurrent, streams: Labelled, settings: dict[str, Any]) -> dict[str, Any]:
    """The share right in every case, by frames since the restart."""
    coming = streams.x[settings["before"] :][: settings["after"]]
    found = states(network, other, streams, settings)
    results: dict[str, Any] = {}
    for case in CASES:
        said = network.readout(network.layer(coming, found[case])[0]).argmax(-1)
        right = (said == streams.y).double().mean(1).tolist()
        results[case] = {"right": {str(n): share for n, share in enumerate(right, 1)}}
    for case in CASES:
        results[case]["lost"] = {
            n: results["kept"]["right"][n] - results[case]["right"][n] for n in ("1", str(settings["after"]))
        }
    return results


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """The baselines, then the cases over the seeds."""
    parts = standardised(japanese_vowels.load())
    streams = long_enough(parts.test, settings)
    measured = []
    for done, seed in enumerate(settings["seeds"], 1):
        pair = [train(drawn, parts.train, settings) for drawn in (seed, seed + settings["other_version"])]
        measured.append(measure(*pair, streams, settings))
        shown = {case: [round(share, 3) for share in measured[-1][case]["right"].values()] for case in CASES}
        progress(done / len(settings["seeds"]), f"seed {seed}: {shown}")
    return {
        "streams": len(streams.y),
        "commonest": rounded(commonest(streams)),
        "nearest_mean": rounded(nearest_mean(parts.train, streams)),
        **spreads(measured),
    }
