"""The claim of bits_by_context, on the arrays that it plots."""

import pytest

from scripts.experiments.q18_stateful_training import carried_context
from scripts.experiments.tasks import guide_characters
from scripts.figures import kit
from scripts.figures.q18_stateful_training import bits_by_context
from scripts.figures.q18_stateful_training.bits_by_context import SERIES, arrays, draw
from tests.figures.kit.seeds import expect_seeds
from tests.figures.says import says


@pytest.fixture(scope="module")
def plotted():
    return arrays()


@says(
    bits_by_context,
    "After one character the stateful network has 4.4, the stateless one 3.6, the level of counted pairs.",
    "Look at the left end: trained with a carried state, the network is worst from a cold start.",
)
def test_the_stateful_network_is_worst_from_a_cold_start(plotted):
    assert plotted["contexts"][0] == plotted["contexts"].min() == 1
    assert kit.settings("carried_context").trainings.stateful.carry
    for name in set(SERIES) - {"stateful"}:
        assert plotted["stateful"][0].min() > plotted[name][0].max() + 0.2
    assert round(plotted["stateful"][0].mean(), 1) == 4.4
    assert round(plotted["stateless"][0].mean(), 1) == 3.6
    assert abs(plotted["stateless"][0] - plotted["pairs"]).max() < 0.03


@says(bits_by_context, "From 16 characters on all are flat near 2.7: more context brings nothing here.")
@pytest.mark.parametrize("name", SERIES)
def test_more_than_sixteen_characters_bring_nothing(plotted, name):
    later = plotted[name][plotted["contexts"] >= 16]
    assert len(later) > 1
    assert (later.max(0) - later.min(0)).max() < 0.01
    assert 2.6 < later.mean() < 2.75


@says(bits_by_context, "Bits per character over the characters read from a zero state.")
def test_what_was_read_before_the_context_changes_nothing():
    text, settings = guide_characters.load(), carried_context.SETTINGS
    network = carried_context.recurrent.start("lstm", len(text.alphabet), 8, len(text.alphabet), 0)
    part = text.test[: max(settings["contexts"]) + 1]  # one window: its last character is the one to predict
    other = part.clone()
    other[:-4] = 0
    bits = [carried_context.after_context(network, one, 3, settings) for one in (part, other)]
    assert bits[0] == bits[1] != carried_context.after_context(network, other, 4, settings)


@says(bits_by_context, "Dots: seeds; lines: their mean, over 1 in 8 test characters.")
@pytest.mark.parametrize("narrow", [False, True])
def test_dots_are_seeds_and_lines_their_mean(plotted, narrow):
    assert kit.settings("carried_context").every == 8
    expect_seeds(draw(narrow).axes[0], [(plotted["contexts"], plotted[name]) for name in SERIES])
    assert {plotted[name].shape[1] for name in SERIES} == {len(kit.settings("carried_context").seeds)}
