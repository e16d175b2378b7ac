"""The claim of pooling_accuracy, on the arrays that it plots."""

from scripts.figures.q20_sequence_classification.pooling_accuracy import POOLS, arrays


def test_with_few_utterances_the_linear_model_beats_every_network():
    few = arrays()["5"]
    assert round(float(few["statistics"]), 2) == 0.89
    assert max(few["one"].max(), few["two"].max()) < few["statistics"]


def test_with_all_of_them_both_directions_lie_just_above_it_whatever_the_pooling():
    means = arrays()["30"]["two"].mean(axis=1)
    assert round(means.min(), 3) == 0.970
    assert round(means.max(), 3) == 0.979
    assert 0 < means.min() - arrays()["30"]["statistics"] < 0.01


def test_the_second_direction_helps_in_every_pool_and_the_mean_of_one_direction_is_the_lowest():
    for count in ("5", "30"):
        plotted = arrays()[count]
        assert (plotted["two"].mean(axis=1) > plotted["one"].mean(axis=1)).all()
        assert POOLS[plotted["one"].mean(axis=1).argmin()] == "mean"
    assert round(arrays()["30"]["one"].mean(axis=1).min(), 2) == 0.93
