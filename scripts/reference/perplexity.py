"""From the loss of a language model to the numbers that are compared: perplexity, bits, bits per character.

A loss is in nats, as every library gives it; 1 nat is 1 / ln 2 = 1.44 bits. Perplexity is that of a fair die with as
many faces: e to the mean nats, or 2 to the mean bits, over all tokens of a text.
"""

from collections.abc import Sequence
from math import exp, log, log2

from scripts.reference.shapes import expect_same_length


def of_probabilities(ps: Sequence[float]) -> float:
    """e to the mean of -ln p, over the probabilities that a model gave to what came."""
    return exp(-sum(log(p) for p in ps) / len(ps))


def of_batches(mean_nats: Sequence[float], tokens: Sequence[int]) -> float:
    """Over batches of which each has its mean loss and its number of tokens: summed nats over summed tokens, then e^.

    Raises:
        ValueError: not one number of tokens per batch.
    """
    expect_same_length("tokens", len(tokens), "mean_nats", len(mean_nats))
    return exp(sum(m * n for m, n in zip(mean_nats, tokens, strict=True)) / sum(tokens))


def bits(nats: float) -> float:
    """Nats / ln 2: bits per token, and of a character model bits per character."""
    return nats / log(2)


def bits_per_character(perplexity: float, tokens: int, characters: int) -> float:
    """log2 of the perplexity per token, times tokens, over the characters of the same raw text.

    Spaces and line ends count as characters; every token that was scored counts, unknown words and end marks too.
    """
    return log2(perplexity) * tokens / characters
