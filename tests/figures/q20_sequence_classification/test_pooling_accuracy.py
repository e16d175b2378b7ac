"""The claim of pooling_accuracy, on the arrays that it plots."""

import numpy as np
import pytest
import torch

from scripts.experiments.q20_sequence_classification import pooled_states
from scripts.experiments.tasks.labelled import Labelled
from scripts.figures.q20_sequence_classification import pooling_accuracy
from scripts.figures.q20_sequence_classification.pooling_accuracy import LOOKS, POOLS, RANGES, arrays, draw
from tests.figures.kit.seeds import marks
from tests.figures.says import says

FEW = "With 5 utterances per speaker a linear model on four statistics, 0.89, beats every LSTM."
MANY = (
    "With 30, all poolings of two directions lie between 0.970 and 0.979, the line at 0.965; with one direction the "
    "mean pool falls to 0.93."
)


def utterances() -> Labelled:
    x = torch.randn(7, 3, 12, generator=torch.Generator().manual_seed(0))
    return Labelled(x, torch.tensor([7, 5, 4]), torch.tensor([0, 1, 2]))


@says(pooling_accuracy, FEW)
def test_with_few_utterances_the_linear_model_beats_every_network():
    few = arrays()["5"]
    assert round(float(few["statistics"]), 2) == 0.89
    assert max(few["one"].max(), few["two"].max()) < few["statistics"]


@says(pooling_accuracy, FEW, "Look at the line first: a linear model that knows no order.")
def test_the_linear_model_reads_four_statistics_which_know_no_order():
    asked = utterances()
    read = pooled_states.statistics(asked)
    assert read.shape == (3, 4 * 12)
    turned = asked.x.clone()
    for b, n in enumerate(asked.lengths):
        turned[:n, b] = asked.x[:n, b].flip(0)
    assert not torch.equal(turned, asked.x)
    assert pooled_states.statistics(asked._replace(x=turned)) == pytest.approx(read, abs=1e-6)


@says(pooling_accuracy, MANY)
def test_with_all_of_them_both_directions_lie_just_above_it_whatever_the_pooling():
    means = arrays()["30"]["two"].mean(axis=1)
    assert round(means.min(), 3) == 0.970
    assert round(means.max(), 3) == 0.979
    assert round(float(arrays()["30"]["statistics"]), 3) == 0.965
    assert 0 < means.min() - arrays()["30"]["statistics"] < 0.01


@says(pooling_accuracy, MANY, "With 30 utterances both directions are ahead in every pool.")
def test_the_second_direction_helps_in_every_pool_and_the_mean_of_one_direction_is_the_lowest():
    for count in ("5", "30"):
        plotted = arrays()[count]
        assert (plotted["two"].mean(axis=1) > plotted["one"].mean(axis=1)).all()
        assert POOLS[plotted["one"].mean(axis=1).argmin()] == "mean"
    assert (arrays()["30"]["two"] > arrays()["30"]["statistics"]).all()
    assert round(arrays()["30"]["one"].mean(axis=1).min(), 2) == 0.93


@says(pooling_accuracy, "Dots are seeds, bars their means.")
@pytest.mark.parametrize("narrow", [False, True])
def test_dots_are_seeds_and_bars_their_means(narrow):
    for axes, count in zip(draw(narrow).axes, RANGES, strict=True):
        shares = np.concatenate([arrays()[count][model] for model in LOOKS])
        dots = marks(axes)
        assert sorted(dots[:, 1]) == sorted(shares.ravel())
        bars = np.concatenate([each.get_segments() for each in axes.collections])
        for bar, seeds in zip(bars, shares, strict=True):
            assert bar[:, 1] == pytest.approx(np.full(2, seeds.mean()))
            below = dots[abs(dots[:, 0] - bar[:, 0].mean()) < 1e-9, 1]
            assert sorted(below) == sorted(seeds)
