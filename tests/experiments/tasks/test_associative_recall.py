"""Associative recall: what a sequence shows, and what is due at its questions."""

from collections import Counter

import pytest
import torch

from scripts.experiments.tasks.associative_recall import KEYS, VALUES, WIDTH, commonest, draw, loss, share_right


def test_every_key_is_shown_once_with_its_value_and_asked_once():
    x, y = draw(5, 64, torch.Generator().manual_seed(0))
    assert x.shape == (10, 64, WIDTH)
    assert torch.equal(x[:, :, :KEYS].sum(-1), torch.ones(10, 64))
    assert torch.equal(x[:5, :, KEYS:].sum(-1), torch.ones(5, 64))
    assert not x[5:, :, KEYS:].any()
    keys, values = x[:, :, :KEYS].argmax(-1), x[:5, :, KEYS:].argmax(-1)
    for b in range(64):
        shown = dict(zip(keys[:5, b].tolist(), values[:, b].tolist(), strict=True))
        assert len(shown) == 5
        assert [shown[key] for key in keys[5:, b].tolist()] == y[:, b].tolist()
        assert set(keys[5:, b].tolist()) == set(shown)


def test_keys_values_and_the_order_of_questions_are_drawn_evenly():
    x, y = draw(4, 4000, torch.Generator().manual_seed(0))
    keys = x[:, :, :KEYS].argmax(-1)
    assert keys[0].bincount(minlength=KEYS).float().div(4000).tolist() == pytest.approx([1 / KEYS] * KEYS, abs=0.01)
    assert y[0].bincount(minlength=VALUES).float().div(4000).tolist() == pytest.approx([1 / VALUES] * VALUES, abs=0.02)
    for p in range(4):
        assert (keys[4] == keys[p]).float().mean().item() == pytest.approx(1 / 4, abs=0.03)


@pytest.mark.parametrize("P", [0, KEYS + 1])
def test_what_cannot_be_is_named(P):
    with pytest.raises(ValueError, match=f"P is {P}, expected 1 to {KEYS} pairs"):
        draw(P, 2, torch.Generator())


def test_what_counts_is_said_at_the_questions():
    batch = draw(2, 4, torch.Generator().manual_seed(0))
    outputs = torch.zeros(4, 4, VALUES)
    outputs[-2:] = 50.0 * torch.nn.functional.one_hot(batch.y, VALUES)
    assert loss(outputs, batch).item() == pytest.approx(0.0, abs=1e-6)
    assert share_right(outputs, batch) == 1.0
    assert share_right(outputs[-2:], batch) == 1.0
    assert loss(outputs[-2:], batch) == loss(outputs, batch)
    outputs[-1, 0] = outputs[-1, 0].roll(1)
    assert share_right(outputs, batch) == 7 / 8
    assert loss(outputs, batch).item() == pytest.approx(50 / 8)


def test_the_commonest_value_is_that_of_each_sequence():
    test = draw(6, 20, torch.Generator().manual_seed(6))
    by_hand = [max(Counter(test.y[:, b].tolist()).values()) / 6 for b in range(20)]
    assert commonest(test) == pytest.approx(sum(by_hand) / 20)
