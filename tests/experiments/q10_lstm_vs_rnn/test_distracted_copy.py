"""The symbol to hold and what is read meanwhile."""

import pytest
import torch

from scripts.experiments.q10_lstm_vs_rnn import distracted_copy
from scripts.experiments.tasks.copying import BLANK, CUE, SYMBOLS, WIDTH


def draw(filling: str, lag: int = 7, B: int = 400):
    return distracted_copy.draw(filling, lag, B, torch.Generator().manual_seed(0))


@pytest.mark.parametrize("filling", distracted_copy.FILLINGS)
def test_the_first_step_shows_the_symbol_and_the_last_the_cue_alone(filling):
    batch = draw(filling)
    assert batch.x.shape == (9, 400, distracted_copy.WIDTH)
    assert batch.y.shape == (1, 400)
    assert (batch.x[0].argmax(-1) == batch.y[0]).all()
    assert (batch.x[0].sum(-1) == 1).all()
    assert (batch.x[-1, :, CUE] == 1).all()
    assert (batch.x[-1].sum(-1) == 1).all()


@pytest.mark.parametrize("filling", distracted_copy.FILLINGS)
def test_every_step_of_the_lag_is_flagged_and_no_other(filling):
    flags = draw(filling).x[..., BLANK]
    assert (flags[1:-1] == 1).all()
    assert flags[0].sum() == flags[-1].sum() == 0


@pytest.mark.parametrize(("filling", "own", "other"), [("blank", 0, 0), ("other", 0, 1), ("same", 1, 0)])
def test_a_step_of_the_lag_shows_one_symbol_of_the_alphabet_that_is_meant(filling, own, other):
    lag = draw(filling).x[1:-1]
    assert (lag[..., :SYMBOLS].sum(-1) == own).all()
    assert (lag[..., WIDTH:].sum(-1) == other).all()


@pytest.mark.parametrize(("filling", "first"), [("same", 0), ("other", WIDTH)])
def test_distractors_are_uniform_and_say_nothing_about_the_symbol(filling, first):
    batch = draw(filling, lag=1, B=40_000)
    shown = batch.x[1, :, first : first + SYMBOLS].argmax(-1)
    pairs = torch.bincount(shown * SYMBOLS + batch.y[0], minlength=SYMBOLS**2) / 40_000
    assert (pairs - 1 / 64).abs().max() < 0.004


@pytest.mark.parametrize(("filling", "lag"), [("blanks", 3), ("same", -1)])
def test_what_cannot_be_drawn_is_named(filling, lag):
    with pytest.raises(ValueError, match=r"filling is 'blanks'|lag is -1"):
        draw(filling, lag)
