"""The claim of state_and_cache, on the arrays that it plots."""

import numpy as np
import pytest
import torch

from scripts.figures import kit
from scripts.figures.q40_limitations import state_and_cache
from scripts.figures.q40_limitations.state_and_cache import LAYERS, WIDTH, WORDS, arrays, draw
from tests.figures.kit.seeds import curve
from tests.figures.says import says

CARRIED = (
    "The LSTM's state stays at 2,048, as much as the cache of attention has after one token; the cache grows to 20 "
    "million at 10,000 tokens."
)


@pytest.fixture(scope="module")
def plotted():
    return arrays()


@says(state_and_cache, CARRIED, "The LSTM's line is flat: cheap, and an upper bound.")
def test_the_state_has_one_size_that_of_the_cache_after_one_token(plotted):
    assert plotted["tokens"][0] == 1
    assert set(plotted["state"]) == {2048}
    assert plotted["cache"][0] == 2048
    assert (np.diff(plotted["tokens"]) > 0).all()


@says(state_and_cache, "Numbers carried over tokens read, two layers of width 512.")
def test_the_state_is_what_the_library_returns():
    _, (h, c) = torch.nn.LSTM(3, WIDTH, LAYERS)(torch.zeros(5, 1, 3))
    assert (LAYERS, WIDTH) == (2, 512)
    assert h.numel() + c.numel() == arrays()["state"][0]


@says(state_and_cache, CARRIED)
def test_the_cache_grows_with_every_token_to_twenty_million(plotted):
    assert np.allclose(plotted["cache"], 2 * LAYERS * WIDTH * plotted["tokens"])
    assert plotted["tokens"][-1] == 10_000
    assert round(plotted["cache"][-1] / 1e6) == 20


@says(state_and_cache, "Attention remembers more because it stores more.")
def test_attention_stores_more_enough_for_a_copy_and_recalls_more(plotted):
    later = plotted["tokens"] > 1
    assert (plotted["cache"] > plotted["state"])[later].all()
    assert (plotted["cache"] > plotted["copy"]).all()
    recalled, most = kit.data("pairs_recalled"), kit.settings("pairs_recalled").pairs[-1]
    assert min(recalled.lookup.right[most]["values"]) > max(recalled["128"].right[most]["values"])


@says(
    state_and_cache,
    "What a copy of random words needs passes the state at 4,932 words.",
    "Dotted: the least that a copy of random words out of 10,000 needs.",
)
def test_a_copy_needs_more_than_the_state_has_from_the_number_of_words_that_is_said(plotted):
    assert int(plotted["full"]) == 4932
    assert 4932 * np.log2(WORDS) <= 2048 * 32 < 4933 * np.log2(WORDS)
    assert WORDS == 10_000
    assert curve(draw().axes[0], plotted["copy"]).get_linestyle() == ":"
    assert np.allclose(plotted["copy"] * 32, plotted["tokens"] * np.log2(10_000))
    few = plotted["tokens"] < plotted["full"]
    assert (plotted["copy"][few] < 2048).all()
    assert (plotted["copy"][~few] > 2048).all()
