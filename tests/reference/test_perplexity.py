"""Perplexity and bits: against PyTorch, by hand and in limit cases."""

import math

import numpy as np
import pytest
import torch

from scripts.reference import perplexity


def test_perplexity_agrees_with_pytorch_s_cross_entropy():
    logits = torch.randn(11, 5, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    targets = torch.arange(11) % 5
    ps = logits.softmax(1)[torch.arange(11), targets].tolist()
    loss = torch.nn.functional.cross_entropy(logits, targets).item()
    assert perplexity.of_probabilities(ps) == pytest.approx(math.exp(loss), rel=1e-12)
    halves = [torch.nn.functional.cross_entropy(logits[s], targets[s]).item() for s in (slice(4), slice(4, 11))]
    assert perplexity.of_batches(halves, [4, 7]) == pytest.approx(math.exp(loss), rel=1e-12)


def test_a_half_a_quarter_and_an_eighth_have_perplexity_four():
    assert perplexity.of_probabilities([1 / 2, 1 / 4, 1 / 8]) == pytest.approx(4.0)
    assert perplexity.bits(math.log(4)) == pytest.approx(2.0)


@pytest.mark.parametrize("V", [2, 79, 10_000])
def test_a_uniform_guess_has_the_perplexity_of_the_vocabulary(V):
    assert perplexity.of_probabilities(np.full(13, 1 / V)) == pytest.approx(V)


def test_two_halves_with_four_and_six_nats_have_e_to_the_fifth():
    assert perplexity.of_batches([4.0, 6.0], [50, 50]) == pytest.approx(math.exp(5))


def test_bits_per_character_do_not_depend_on_the_tokens():
    spelled = [0.5, 0.25, 0.125, 0.5]  # four characters, two words of two
    words = [spelled[0] * spelled[1], spelled[2] * spelled[3]]
    by_character = perplexity.bits_per_character(perplexity.of_probabilities(spelled), 4, 4)
    by_word = perplexity.bits_per_character(perplexity.of_probabilities(words), 2, 4)
    assert by_character == pytest.approx(7 / 4)
    assert by_word == pytest.approx(by_character)
