"""The claim of state_and_cache, on the arrays that it plots."""

import numpy as np
import pytest
import torch

from scripts.figures.q40_limitations.state_and_cache import LAYERS, WIDTH, WORDS, arrays


@pytest.fixture(scope="module")
def plotted():
    return arrays()


def test_the_state_has_one_size_that_of_the_cache_after_one_token(plotted):
    assert plotted["tokens"][0] == 1
    assert set(plotted["state"]) == {2048}
    assert plotted["cache"][0] == 2048


def test_the_state_is_what_the_library_returns():
    _, (h, c) = torch.nn.LSTM(3, WIDTH, LAYERS)(torch.zeros(5, 1, 3))
    assert h.numel() + c.numel() == arrays()["state"][0]


def test_the_cache_grows_with_every_token_to_twenty_million(plotted):
    assert np.allclose(plotted["cache"], 2 * LAYERS * WIDTH * plotted["tokens"])
    assert plotted["tokens"][-1] == 10_000
    assert round(plotted["cache"][-1] / 1e6) == 20


def test_a_copy_needs_more_than_the_state_has_from_the_number_of_words_that_is_said(plotted):
    assert int(plotted["full"]) == 4932
    assert 4932 * np.log2(WORDS) <= 2048 * 32 < 4933 * np.log2(WORDS)
    few = plotted["tokens"] < plotted["full"]
    assert (plotted["copy"][few] < 2048).all()
    assert (plotted["copy"][~few] > 2048).all()
