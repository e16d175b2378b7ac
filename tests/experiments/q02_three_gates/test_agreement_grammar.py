"""The grammar: what agrees with what, the streams, the twins, and the baseline of the nearest noun."""

import random

import pytest
import torch

from scripts.experiments.q02_three_gates import agreement_grammar as grammar

PLACE = grammar.PLACES
NUMBER = {word: number for pair in grammar.NOUNS + grammar.VERBS for number, word in enumerate(pair)}
VERBS = {word for pair in grammar.VERBS for word in pair}
NOUNS = {word for pair in grammar.NOUNS for word in pair}


def read(column: torch.Tensor) -> list[str]:
    return [grammar.WORDS[place] for place in column.tolist()]


def subjects(words: list[str]) -> list[tuple[str, str]]:
    """Each verb with the noun that it belongs to: the last noun behind "that", the first noun of all otherwise."""
    found = []
    for at, word in enumerate(words):
        if word in VERBS:
            clause = words[:at]
            inside = "that" in clause and not any(
                v in VERBS for v in clause[len(clause) - clause[::-1].index("that") :]
            )
            nouns = [noun for noun in clause if noun in NOUNS]
            found.append((nouns[-1] if inside else nouns[0], word))
    return found


def test_every_verb_agrees_with_its_subject_and_the_nouns_between_say_nothing():
    rng = random.Random(0)
    same = []
    for _ in range(2000):
        words = grammar.sentence(rng)
        assert words[0] == "the"
        assert words[-1] == "."
        for noun, verb in subjects(words):
            assert NUMBER[noun] == NUMBER[verb], words
        nouns = [NUMBER[word] for word in words if word in NOUNS]
        same += [number == nouns[0] for number in nouns[1:]]
    assert sum(same) / len(same) == pytest.approx(0.5, abs=0.04)


def test_a_kind_that_is_not_there_is_named():
    with pytest.raises(ValueError, match=r"'verbal'.*prepositional, relative"):
        grammar.modifier("verbal", 0, random.Random(0))


def test_streams_are_sentences_one_after_the_other():
    words = grammar.streams(50, 4, random.Random(1))
    assert words.shape == (50, 4)
    rng = random.Random(1)
    first: list[str] = []
    while len(first) < 50:
        first += grammar.sentence(rng)
    assert read(words[:, 0]) == first[:50]
    assert read(words[:, 1]) != first[:50]


@pytest.mark.parametrize(("kind", "words"), [("prepositional", 4), ("relative", 5)])
@pytest.mark.parametrize("nouns", [0, 1, 3])
def test_twins_differ_in_the_subject_alone_and_the_other_nouns_have_the_other_number(kind, words, nouns):
    own, other, plural, subject = grammar.pairs(nouns, 30, random.Random(2), kind)
    assert own.shape == other.shape == (subject + 1 + nouns * words, 30)
    assert torch.equal((own != other).any(1).nonzero()[:, 0], torch.tensor([subject]))
    for b in range(30):
        text, twin = read(own[:, b]), read(other[:, b])
        assert NUMBER[text[subject]] == plural[b] == 1 - NUMBER[twin[subject]]
        between = [word for word in text[subject + 1 :] if word in NOUNS]
        assert [NUMBER[word] for word in between] == [1 - int(plural[b])] * nouns
        assert text[subject - 1] == "the"
        assert text[subject - 2] == "."
    assert 5 < plural.sum() < 25


def test_the_ending_agrees_with_the_subject():
    assert [read(column) for column in grammar.ending(torch.tensor([True, False])).T] == [
        ["are", "gone", "."],
        ["is", "gone", "."],
    ]


def test_verbs_and_the_nearest_noun_are_those_of_a_sentence_read_by_eye():
    text = "the keys to the cabinet that the men see are gone . the dog is"
    words = torch.tensor([[PLACE[word]] for word in text.split()])
    is_verb, is_plural = grammar.verbs(words)
    assert [word for word, verb in zip(text.split(), is_verb[:, 0], strict=True) if verb] == ["see", "are", "is"]
    assert is_plural[is_verb].tolist() == [True, True, False]
    assert grammar.nearest_noun(words)[is_verb].tolist() == [True, True, False]
    before = grammar.nearest_noun(words)[:, 0].tolist()
    assert before[text.split().index("that")] is False  # the cabinet, not the keys


def test_words_become_one_hot_vectors():
    x = grammar.one_hot(torch.tensor([[3, 0]]))
    assert x.shape == (1, 2, len(grammar.WORDS))
    assert x.argmax(-1).tolist() == [[3, 0]]
    assert x.sum().item() == 2
