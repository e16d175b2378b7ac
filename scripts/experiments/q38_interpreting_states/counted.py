"""What those pay for a choice between line break and space who only count: a share, columns, words or an n-gram."""

from typing import Any

import numpy as np

from scripts.experiments.q38_interpreting_states import probing
from scripts.experiments.q38_interpreting_states.wrapped_text import Wrapped, choice, so_far
from scripts.experiments.records.spread import rounded
from scripts.reference import ngram


def baselines(text: Wrapped, settings: dict[str, Any]) -> dict[str, float]:
    """Bits per end of a word of the test part for those who count the training part: see `run`."""
    K, two = len(text.alphabet), list(choice(text))
    train, test = (probing.ends(part, text.alphabet, settings["width"]) for part in (text.train, text.test))
    broke, breaks = (
        part.places.numpy()[ends.at + 1] == two[0] for part, ends in ((text.train, train), (text.test, test))
    )
    lines = [so_far(part, text.alphabet) for part in (text.train, text.test)]

    def by(counted: str) -> np.ndarray:
        """The share of line breaks in the training part after the same number of `counted`, for each test end."""
        known, asked = (getattr(line, counted)[ends.at] for line, ends in zip(lines, (train, test), strict=True))
        shares = [(broke[known == n].sum() + 0.5) / ((known == n).sum() + 1) for n in range(asked.max() + 1)]
        return np.array(shares)[asked]

    model = ngram.train(text.train.places.tolist(), settings["order"], K)
    places = text.test.places.tolist()
    contexts = [ngram.distribution(model, places[max(0, t - settings["order"] + 2) : t + 1])[two] for t in test.at]
    pairs = np.array(contexts)

    def cost(p: np.ndarray) -> float:
        return rounded(float(-np.log2(np.where(breaks, p, 1 - p)).mean()))

    return {
        "share": rounded(float(breaks.mean())),
        "constant": cost(np.full(len(breaks), broke.mean())),
        "column": cost(by("characters")),
        "words": cost(by("words")),
        "ngram": cost(pairs[:, 0] / pairs.sum(axis=1)),
        "words_and_column": rounded(float(np.corrcoef(lines[1].words, lines[1].characters)[0, 1])),
        "majority": rounded(float(max(test.late.mean(), 1 - test.late.mean()))),
    }
