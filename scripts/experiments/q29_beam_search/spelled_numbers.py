"""Numbers in words, to be read off digits of which some are missing or wrong: what was meant cannot be known for sure.

Source: the digits of a number of one to six digits, each dropped or replaced now and then. Target: the number in
words, as in "one hundred and five": 1 to 11 of them.
"""

import random
from collections.abc import Sequence
from typing import Any

from scripts.experiments.tasks.pairs import FIRST, Pairs, padded

SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS = [*SMALL, *TENS, "hundred", "and", "thousand"]
SOURCES, TARGETS = FIRST + 10, FIRST + len(WORDS)  # kinds of token, the three common ones among them


def spelled(n: int) -> list[str]:
    """The words of a number below a million."""
    if n < 20:
        return [SMALL[n]]
    if n < 100:
        return [TENS[n // 10 - 2], *_after(n % 10, [])]
    if n < 1000:
        return [SMALL[n // 100], "hundred", *_after(n % 100, ["and"])]
    return [*spelled(n // 1000), "thousand", *_after(n % 1000, ["and"] if n % 1000 < 100 else [])]


def _after(rest: int, joint: Sequence[str]) -> list[str]:
    return [*joint, *spelled(rest)] if rest else []


def draw(count: int, rng: random.Random, settings: dict[str, Any]) -> Pairs:
    """So many pairs; settings name the most `digits` and the chances that one is `dropped` or `replaced`."""
    sources, targets = [], []
    for _ in range(count):
        digits = rng.randint(1, settings["digits"])
        n = rng.randrange(10 ** (digits - 1) if digits > 1 else 0, 10**digits)
        sources.append([FIRST + digit for digit in seen(n, rng, settings)])
        targets.append([FIRST + WORDS.index(word) for word in spelled(n)])
    return padded(sources, targets)


def seen(n: int, rng: random.Random, settings: dict[str, Any]) -> list[int]:
    """What is left of the digits of n; the last one stays if all the others are dropped."""
    left = []
    for digit in map(int, str(n)):
        chance = rng.random()
        if chance >= settings["dropped"]:
            left.append(rng.randrange(10) if chance < settings["dropped"] + settings["replaced"] else digit)
    return left or [n % 10]
