"""JapaneseVowels as its authors split it: 270 and 370 utterances of nine speakers, 7 to 29 steps long."""

import torch

from scripts.experiments.tasks import japanese_vowels


def utterances(part):
    return {tuple(part.x[: part.lengths[n], n].flatten().tolist()) for n in range(len(part.y))}


def test_shapes_lengths_and_speakers():
    train, test = japanese_vowels.load()
    assert train.x.shape == (26, 270, 12)
    assert test.x.shape == (29, 370, 12)
    assert (train.lengths.min(), train.lengths.max()) == (7, 26)
    assert (test.lengths.min(), test.lengths.max()) == (7, 29)
    assert train.y.bincount().tolist() == [30] * japanese_vowels.CLASSES
    assert test.y.bincount().tolist() == [31, 35, 88, 44, 29, 24, 40, 50, 29]


def test_the_first_utterance_is_that_of_the_file():
    train, _ = japanese_vowels.load()
    assert train.lengths[0] == 20
    expected = torch.tensor([1.860936, 1.891651, 1.939205])
    assert torch.equal(train.x[:3, 0, 0], expected)
    assert torch.equal(train.x[0, 0, :3], torch.tensor([1.860936, -0.207383, 0.261557]))


def test_behind_its_end_an_utterance_is_zero():
    for part in japanese_vowels.load():
        steps = torch.arange(len(part.x))[:, None]
        assert not part.x[steps >= part.lengths].any()
        assert part.x[steps < part.lengths].any(1).all()


def test_no_utterance_stands_on_both_sides():
    train, test = map(utterances, japanese_vowels.load())
    assert (len(train), len(test)) == (270, 370)
    assert train.isdisjoint(test)
