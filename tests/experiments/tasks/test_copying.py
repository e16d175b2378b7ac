"""Delayed copy: what a sequence shows, and what is due at its cues."""

import pytest
import torch

from scripts.experiments.tasks.copying import BLANK, CUE, SYMBOLS, WIDTH, draw, loss, share_right


def test_symbols_blanks_cues_and_the_symbols_are_due_in_their_order():
    x, y = draw(3, 5, 64, torch.Generator().manual_seed(0))
    assert x.shape == (11, 64, WIDTH)
    assert torch.equal(x.sum(-1), torch.ones(11, 64))
    places = x.argmax(-1)
    assert torch.equal(places[:3], y)
    assert set(places[3:8].flatten().tolist()) == {BLANK}
    assert set(places[8:].flatten().tolist()) == {CUE}
    assert set(y.flatten().tolist()) == set(range(SYMBOLS))


def test_symbols_are_drawn_anew_and_independently():
    generator = torch.Generator().manual_seed(0)
    one, two = draw(2, 1, 4000, generator).y, draw(2, 1, 4000, generator).y
    for first, second in ((one[0], one[1]), (one[0], two[0])):
        assert (first == second).float().mean().item() == pytest.approx(1 / SYMBOLS, abs=0.02)


@pytest.mark.parametrize(("S", "lag"), [(0, 5), (1, -1)])
def test_what_cannot_be_is_named(S, lag):
    with pytest.raises(ValueError, match=f"S is {S} and lag is {lag}"):
        draw(S, lag, 2, torch.Generator())


def test_what_counts_is_said_at_the_cues():
    batch = draw(2, 3, 4, torch.Generator().manual_seed(0))
    outputs = torch.zeros(7, 4, SYMBOLS)
    outputs[-2:] = 50.0 * torch.nn.functional.one_hot(batch.y, SYMBOLS)
    assert loss(outputs, batch).item() == pytest.approx(0.0, abs=1e-6)
    assert share_right(outputs, batch) == 1.0
    outputs[-1, 0] = outputs[-1, 0].roll(1)
    assert share_right(outputs, batch) == 7 / 8
    assert loss(outputs, batch).item() == pytest.approx(50 / 8)
