"""The claims of dropout_bits, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.experiments.records.results import data, settings
from scripts.figures.q16_regularisation import dropout_bits
from scripts.figures.q16_regularisation.dropout_bits import KINDS, arrays
from tests.figures.says import says

GAINS = (
    "Stopped early, dropout on input and output gains 0.09 bits, the other kinds under 0.02; at the end all six gain, "
    "a fresh mask on c least."
)


@says(
    dropout_bits,
    "Trained to the end the LSTM without dropout is 0.49 bits per character worse than at its best check, about where "
    "counts of character pairs are.",
)
def test_without_dropout_training_on_costs_half_a_bit_and_ends_at_the_counted_pairs():
    stopped, end = arrays()["none"]
    assert end.mean() - stopped.mean() == pytest.approx(0.49, abs=0.005)
    assert end.mean() == pytest.approx(data("dropout_kinds").pairs, abs=0.02)


@says(dropout_bits, GAINS)
def test_stopped_early_only_dropout_on_input_and_output_gains_more_than_the_spread():
    plotted = {kind: stopped for kind, (stopped, _) in arrays().items()}
    none = plotted.pop("none")
    gains = {kind: none.mean() - stopped.mean() for kind, stopped in plotted.items()}
    assert gains.pop("forward") == pytest.approx(0.09, abs=0.005)
    assert (plotted["forward"] < none).all()
    assert max(abs(gain) for gain in gains.values()) < 0.02 < none.std(ddof=1)


@says(dropout_bits, GAINS)
def test_trained_to_the_end_every_seed_of_every_kind_is_better_than_none_and_a_fresh_mask_on_c_gains_least():
    plotted = {kind: end for kind, (_, end) in arrays().items()}
    none = plotted.pop("none")
    assert all(end.max() < none.min() for end in plotted.values())
    gains = {kind: none.mean() - end.mean() for kind, end in plotted.items()}
    assert len(gains) == 6
    assert {"none", *gains} == set(settings("dropout_kinds").kinds)
    assert sorted(gains, key=gains.get)[0] == "c_fresh"
    assert sorted(gains, key=gains.get)[-1] == "forward"


@says(
    dropout_bits,
    "Dots: stopped early; rings: trained to the end; one per seed.",
    "Solid line: no dropout, stopped early; dashed: counts of character pairs.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_dots_are_stopped_early_rings_trained_to_the_end_and_the_lines_what_they_are_compared_with(narrow):
    plotted, axes = arrays(), dropout_bits.draw(narrow).axes[0]
    rows = {label.get_text(): row for row, label in enumerate(axes.get_yticklabels())}
    solid, dashed, *others = axes.lines
    assert (solid.get_linestyle(), dashed.get_linestyle()) == ("-", "--")
    np.testing.assert_array_equal(solid.get_xdata(), 2 * [plotted["none"][0].mean()])
    np.testing.assert_array_equal(dashed.get_xdata(), 2 * [data("dropout_kinds").pairs])
    marks = [line for line in others if line.get_marker() == "o"]
    rings = [line for line in marks if line.get_markerfacecolor() == "none"]
    dots = [line for line in marks if line not in rings]
    for kind, dot, ring in zip(KINDS, dots, rings, strict=True):
        for line, at in ((dot, "stopped"), (ring, "end")):
            np.testing.assert_array_equal(line.get_xdata(), data("dropout_kinds")[kind][at].test["values"])
            assert len(line.get_xdata()) == len(settings("dropout_kinds").seeds)
            assert set(line.get_ydata().round()) == {rows[KINDS[kind]]}
