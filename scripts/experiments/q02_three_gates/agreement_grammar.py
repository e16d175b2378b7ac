"""A small grammar of English in which a verb agrees with its subject across other nouns: words, streams, test pairs.

A noun phrase is `the`, sometimes an adjective, and a noun. A subject is a noun phrase with no, one or two modifiers:
prepositional phrases ("to the old cabinet") or relative clauses ("that the man sees", whose verb agrees with the man).
Then come the verb, in the subject's number, one more word, and a full stop. All nouns are singular or plural as a coin
falls, so that an intervening noun says nothing about the verb.
"""

import random
from typing import NamedTuple

import torch

NOUNS = (
    ("key", "keys"),
    ("cabinet", "cabinets"),
    ("man", "men"),
    ("lamp", "lamps"),
    ("box", "boxes"),
    ("dog", "dogs"),
)
VERBS = (("is", "are"), ("was", "were"), ("holds", "hold"), ("sees", "see"))
PREPOSITIONS = ("to", "near", "behind")
ADJECTIVES = ("old", "new", "red")
LAST = ("here", "gone", "lost")
WORDS = ("the", "that", ".", *sum(NOUNS + VERBS, ()), *PREPOSITIONS, *ADJECTIVES, *LAST)
PLACES = {word: place for place, word in enumerate(WORDS)}
SINGULAR = torch.tensor([PLACES[one] for one, _ in VERBS])
PLURAL = torch.tensor([PLACES[many] for _, many in VERBS])

MODIFIERS = (0.4, 0.35, 0.25)  # how likely a subject has none, one, two
RELATIVE = 0.3  # how likely a modifier is a relative clause
ADJECTIVE = 0.3  # how likely a noun phrase has an adjective
KINDS = ("prepositional", "relative")


def noun_phrase(number: int, rng: random.Random, adjective: float = ADJECTIVE) -> list[str]:
    """A noun phrase, `number` 0 for singular, 1 for plural."""
    return ["the", *([rng.choice(ADJECTIVES)] if rng.random() < adjective else []), rng.choice(NOUNS)[number]]


def modifier(kind: str, number: int, rng: random.Random, adjective: float = ADJECTIVE) -> list[str]:
    """A modifier of one of KINDS whose noun has this number; a ValueError names an unknown kind."""
    if kind not in KINDS:
        raise ValueError(f"kind {kind!r}, expected one of {', '.join(KINDS)}")
    inside = noun_phrase(number, rng, adjective)
    if kind == "prepositional":
        return [rng.choice(PREPOSITIONS), *inside]
    return ["that", *inside, rng.choice(VERBS)[number]]


def sentence(rng: random.Random) -> list[str]:
    """One sentence with its full stop."""
    number = rng.randrange(2)
    words = noun_phrase(number, rng)
    for _ in range(rng.choices((0, 1, 2), MODIFIERS)[0]):
        words += modifier(KINDS[rng.random() < RELATIVE], rng.randrange(2), rng)
    return [*words, rng.choice(VERBS)[number], rng.choice(LAST), "."]


def streams(T: int, B: int, rng: random.Random) -> torch.Tensor:
    """Places of words (T, B): B streams of sentences, one after the other; the last may be cut off."""
    columns = []
    for _ in range(B):
        words: list[str] = []
        while len(words) < T:
            words += sentence(rng)
        columns.append([PLACES[word] for word in words[:T]])
    return torch.tensor(columns).T


class Pairs(NamedTuple):
    """B beginnings of sentences up to the word before the verb, in two versions that differ in the subject's number."""

    own: torch.Tensor  # (T, B)  places of words
    other: torch.Tensor  # (T, B)  the same with the subject in the other number
    plural: torch.Tensor  # (B,)  whether the subject of `own` is plural
    subject: int  # the step at which the subject is read


def pairs(nouns: int, B: int, rng: random.Random, kind: str = "prepositional") -> Pairs:
    """Beginnings like "the keys to the old cabinet" behind a whole short sentence, all equally long.

    `nouns` modifiers of one kind lie between subject and verb; their nouns all have the other number than the subject
    of `own`, so that in `other` they all have the subject's own.
    """
    own, other, plural = [], [], []
    for _ in range(B):
        number, before, lemma = rng.randrange(2), rng.randrange(2), rng.choice(NOUNS)
        start = [*noun_phrase(before, rng, 0.0), rng.choice(VERBS)[before], rng.choice(LAST), ".", "the"]
        clause = [word for _ in range(nouns) for word in modifier(kind, 1 - number, rng, 1.0)]
        own.append([PLACES[word] for word in [*start, lemma[number], *clause]])
        other.append([PLACES[word] for word in [*start, lemma[1 - number], *clause]])
        plural.append(bool(number))
    return Pairs(torch.tensor(own).T, torch.tensor(other).T, torch.tensor(plural), len(start))


def ending(plural: torch.Tensor) -> torch.Tensor:
    """ "is gone ." or "are gone ." for each of B subjects: places (3, B)."""
    verb = torch.where(plural, PLACES["are"], PLACES["is"])
    return torch.stack([verb, *(torch.full_like(verb, PLACES[word]) for word in ("gone", "."))])


def verbs(words: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Which of the words (…) are verbs, and which of them are plural."""
    is_plural = torch.isin(words, PLURAL)
    return is_plural | torch.isin(words, SINGULAR), is_plural


def nearest_noun(words: torch.Tensor) -> torch.Tensor:
    """For each word (T, B) whether the last noun before it is plural; the baseline for a verb there."""
    forms = torch.full((len(WORDS),), -1)
    for number in (0, 1):
        forms[[PLACES[noun[number]] for noun in NOUNS]] = number
    last, said = torch.zeros(words.shape[1], dtype=torch.long), []
    for row in forms[words]:
        said.append(last)
        last = torch.where(row >= 0, row, last)
    return torch.stack(said).bool()


def one_hot(places: torch.Tensor) -> torch.Tensor:
    """Words as vectors: (…) places give (…, WORDS)."""
    return torch.nn.functional.one_hot(places, len(WORDS)).float()
