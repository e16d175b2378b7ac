"""The claims of dropout_bits, on the arrays that it plots."""

import pytest

from scripts.experiments.records.results import data
from scripts.figures.q16_regularisation.dropout_bits import arrays


def test_without_dropout_training_on_costs_half_a_bit_and_ends_at_the_counted_pairs():
    stopped, end = arrays()["none"]
    assert end.mean() - stopped.mean() == pytest.approx(0.49, abs=0.005)
    assert end.mean() == pytest.approx(data("dropout_kinds").pairs, abs=0.02)


def test_stopped_early_only_dropout_on_input_and_output_gains_more_than_the_spread():
    plotted = {kind: stopped for kind, (stopped, _) in arrays().items()}
    none = plotted.pop("none")
    gains = {kind: none.mean() - stopped.mean() for kind, stopped in plotted.items()}
    assert gains.pop("forward") == pytest.approx(0.09, abs=0.005)
    assert (plotted["forward"] < none).all()
    assert max(abs(gain) for gain in gains.values()) < 0.02 < none.std(ddof=1)


def test_trained_to_the_end_every_seed_of_every_kind_is_better_than_none_and_a_fresh_mask_on_c_gains_least():
    plotted = {kind: end for kind, (_, end) in arrays().items()}
    none = plotted.pop("none")
    assert all(end.max() < none.min() for end in plotted.values())
    gains = {kind: none.mean() - end.mean() for kind, end in plotted.items()}
    assert sorted(gains, key=gains.get)[0] == "c_fresh"
    assert sorted(gains, key=gains.get)[-1] == "forward"
