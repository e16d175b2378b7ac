"""The strings to repeat, and what a guess gets."""

import torch

from scripts.experiments.q22_encoder_decoder import repeating
from scripts.experiments.tasks.pairs import END, FIRST, PAD

LENGTHS = torch.tensor([1, 5, 3])


def draw(backwards: bool, lengths: torch.Tensor = LENGTHS):
    return repeating.draw(lengths, torch.Generator().manual_seed(0), backwards=backwards)


def test_the_target_is_the_string_and_an_end():
    pairs = draw(backwards=False)
    for n, length in enumerate(LENGTHS.tolist()):
        assert torch.equal(pairs.target[:length, n], pairs.source[:length, n])
        assert pairs.target[length:, n].tolist() == [END] + [PAD] * (5 - length)
    assert torch.equal(pairs.lengths, LENGTHS)


def test_backwards_turns_the_real_symbols_of_the_source_alone():
    ahead, back = draw(backwards=False), draw(backwards=True)
    assert torch.equal(ahead.target, back.target)
    for n, length in enumerate(LENGTHS.tolist()):
        assert torch.equal(back.source[:length, n], ahead.source[:length, n].flip(0))
        assert (back.source[length:, n] == PAD).all()


def test_every_symbol_is_as_likely_so_a_guess_is_right_once_in_the_number_of_strings():
    source = draw(backwards=False, lengths=torch.full((1,), 40_000)).source
    shares = torch.bincount(source[:, 0], minlength=repeating.TOKENS)[FIRST:] / 40_000
    assert len(shares) == repeating.SYMBOLS
    assert (shares - repeating.guess(1)).abs().max() < 0.01
    assert repeating.guess(3) == 1 / 512
