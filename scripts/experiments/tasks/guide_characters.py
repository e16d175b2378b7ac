"""This guide's own prose, one character per step: the text of the language models.

guide.txt is a frozen copy of the running prose of the first seventeen answers, without formulas, code and tables
(`guide_snapshot` says what is taken), so that editing a page makes no record stale. ASCII only; British spelling.

| Part       | Characters |
|------------|------------|
| train      | 71,960     |
| validation | 8,849      |
| test       | 8,783      |

The alphabet has 79 characters; 17.6 % of the test part are spaces.

The three parts follow each other in the text, and each ends where a line does; they share a subject and its phrases.
Report bits per character (nats / ln 2) beside those of an n-gram counted on the training part: on the test part single
characters take 4.54, pairs 3.64, with one added to every count.

To renew the text: ``python -m scripts.experiments.tasks.guide_snapshot``, then put the SHA-256 that it prints here,
bring the table up to date, and measure again what rests on it.

Source and licence: this project's pages, CC BY 4.0.
"""

import hashlib
from pathlib import Path
from typing import NamedTuple

import torch

PATH = Path(__file__).with_name("guide.txt")
SHA256 = "c4da5b5a9f4b140f11b4d814a947bdecde2614b4b34ea454d0f48409eeaa7e50"
TRAIN, VALIDATION = 0.8, 0.1


class Text(NamedTuple):
    """Three parts of a text, as places in an alphabet."""

    train: torch.Tensor  # (N,)  int64, 0 … len(alphabet) - 1
    validation: torch.Tensor
    test: torch.Tensor
    alphabet: str  # every character of the text once, sorted


def load() -> Text:
    """The three parts; a ValueError says that guide.txt is not the text that the records rest on."""
    text = PATH.read_text(encoding="ascii")
    found = hashlib.sha256(text.encode()).hexdigest()
    if found != SHA256:
        raise ValueError(
            f"{PATH.name} has the SHA-256 {found}, expected {SHA256}: take the file back with git checkout, or, if the "
            f"new text is meant, put its digest into {Path(__file__).name} and measure again"
        )
    ends = [text.index("\n", round(share * len(text))) + 1 for share in (TRAIN, TRAIN + VALIDATION)]
    alphabet = "".join(sorted(set(text)))
    places = torch.tensor([alphabet.index(character) for character in text])
    return Text(*places.tensor_split(ends), alphabet)


def pairs(text: Text) -> float:
    """Bits per character of the test part, by pairs counted in the training part, one added to every count."""
    K = len(text.alphabet)
    counts = torch.ones(K, K).index_put_((text.train[:-1], text.train[1:]), torch.tensor(1.0), accumulate=True)
    chances = counts / counts.sum(1, keepdim=True)
    return -chances[text.test[:-1], text.test[1:]].log2().mean().item()


def chunks(text: torch.Tensor, k: int, B: int) -> list[tuple[torch.Tensor, torch.Tensor]]:
    """Inputs and targets, each (k, B), of a text (N,) in B contiguous rows; what is left over is dropped."""
    length = (len(text) - 1) // B // k * k
    x, y = (part[: B * length].view(B, length).t() for part in (text[:-1], text[1:]))
    return list(zip(x.split(k), y.split(k), strict=True))


def shown(places: torch.Tensor, alphabet: str) -> str:
    """The characters of places (N,), to read what a network writes."""
    return "".join(alphabet[place] for place in places.tolist())
