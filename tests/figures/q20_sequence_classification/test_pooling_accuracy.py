"""The claim of pooling_accuracy, on the arrays that it plots."""

from scripts.figures.q20_sequence_classification import pooling_accuracy
from scripts.figures.q20_sequence_classification.pooling_accuracy import POOLS, arrays
from tests.figures.says import says


@says(
    pooling_accuracy,
    "With 5 utterances per speaker a linear model on four statistics, 0.89, beats every LSTM.",
)
def test_with_few_utterances_the_linear_model_beats_every_network():
    few = arrays()["5"]
    assert round(float(few["statistics"]), 2) == 0.89
    assert max(few["one"].max(), few["two"].max()) < few["statistics"]


@says(
    pooling_accuracy,
    "With 30 utterances both directions are ahead in every pool.",
)
def test_with_all_of_them_both_directions_lie_just_above_it_whatever_the_pooling():
    means = arrays()["30"]["two"].mean(axis=1)
    assert round(means.min(), 3) == 0.970
    assert round(means.max(), 3) == 0.979
    assert 0 < means.min() - arrays()["30"]["statistics"] < 0.01


@says(
    pooling_accuracy,
    "With 30, all poolings of two directions lie between 0.970 and 0.979, the line at 0.965; with one direction"
    " the mean pool falls to 0.93.",
)
def test_the_second_direction_helps_in_every_pool_and_the_mean_of_one_direction_is_the_lowest():
    for count in ("5", "30"):
        plotted = arrays()[count]
        assert (plotted["two"].mean(axis=1) > plotted["one"].mean(axis=1)).all()
        assert POOLS[plotted["one"].mean(axis=1).argmin()] == "mean"
    assert round(arrays()["30"]["one"].mean(axis=1).min(), 2) == 0.93
    both = arrays()["30"]["two"].mean(axis=1)
    assert (round(both.min(), 3), round(both.max(), 3)) == (0.970, 0.979)
    assert round(float(arrays()["30"]["statistics"]), 3) == 0.965


@says(pooling_accuracy, "Dots are seeds, bars their means.")
def test_dots_are_seeds_and_bars_their_means():
    for axes, shares in zip(pooling_accuracy.draw().axes, arrays().values(), strict=True):
        dots = [line.get_ydata().tolist() for line in axes.lines if line.get_linestyle() == "None"]
        bars = [bar.get_segments()[at][0][1] for bar in axes.collections for at in range(len(POOLS))]
        assert dots == [shares[model].ravel().tolist() for model in pooling_accuracy.LOOKS]
        assert bars == [mean for model in pooling_accuracy.LOOKS for mean in shares[model].mean(1)]
