"""The generated sentences are what they are said to be, and so are the losses that bound a network on them."""

from math import log

import pytest
import torch

from scripts.experiments.q41_debugging_training import keyed_sentences
from scripts.experiments.q41_debugging_training.keyed_sentences import ASK, BODY, KEYS, LONGEST, PAD, SHORTEST


@pytest.fixture(scope="module")
def symbols():
    return keyed_sentences.draw(4000, torch.Generator().manual_seed(1))


class TestSentences:
    def test_each_ends_with_the_key_that_it_began_with(self, symbols):
        for row in symbols[:200].tolist():
            key, *body, ask, last = [symbol for symbol in row if symbol != PAD]
            assert key == last
            assert key in KEYS
            assert ask == ASK
            assert SHORTEST <= len(body) <= LONGEST
            assert all(symbol in BODY for symbol in body)

    def test_padding_stands_on_the_right_alone(self, symbols):
        real = symbols != PAD
        assert not (real[:, 1:] & ~real[:, :-1]).any()

    def test_the_answer_is_asked_once(self, symbols):
        asked = keyed_sentences.answers(symbols)
        assert (asked.sum(1) == 1).all()
        assert torch.equal(symbols[:, 1:][asked], symbols[:, 0])


class TestLosses:
    def test_the_source_costs_its_entropy(self, symbols):
        a_jump = -sum(p * log(p) for p in keyed_sentences.CHANCES)
        lengths = LONGEST - SHORTEST + 1
        mean = (SHORTEST + LONGEST) / 2
        entropy = (log(len(BODY)) + (mean - 1) * a_jump + log(lengths)) / (mean + 2)
        assert keyed_sentences.source_loss(symbols) == pytest.approx(entropy, abs=0.01)

    def test_who_remembers_more_pays_less(self, symbols):
        seen = keyed_sentences.draw(4000, torch.Generator().manual_seed(2))
        pairs, singles = (keyed_sentences.table_loss(seen, symbols, memory) for memory in (1, 0))
        assert keyed_sentences.source_loss(symbols) + 0.2 < pairs < singles - 1

    def test_a_table_is_a_count_plus_one(self):
        seen = torch.tensor([[2, 6, 7, PAD], [2, 6, 8, 9]])
        after_6 = (1 + 1) / (2 + keyed_sentences.SYMBOLS)
        assert keyed_sentences.table_loss(seen, torch.tensor([[6, 7, PAD]]), 1) == pytest.approx(-log(after_6))
        of_all = (1 + 1) / (5 + keyed_sentences.SYMBOLS)
        assert keyed_sentences.table_loss(seen, torch.tensor([[6, 7, PAD]]), 0) == pytest.approx(-log(of_all))
