"""The claims of free_running_error, on the errors that it plots."""

from scripts.figures.q28_teacher_forcing.free_running_error import DIRECT, TRUE, arrays


def test_with_true_values_the_error_is_flat_and_running_free_it_doubles():
    plotted = arrays()
    flat, own = plotted[TRUE].mean(0), plotted["teacher forcing"].mean(0)
    assert plotted["steps"][[0, -1]].tolist() == [1, 50]
    assert 0.41 < flat.min() < flat.max() < 0.44
    assert own[0] == flat[0]  # nothing has been fed back yet
    assert own[-1] > 2 * flat[-1]
    assert round(float(own[-1]), 2) == 0.93


def test_training_on_own_forecasts_ends_lower_but_within_the_spread():
    plotted = arrays()
    forced = plotted["teacher forcing"]
    for name in ("scheduled sampling", "free running"):
        trained = plotted[name]
        assert round(float(trained[:, -1].mean()), 2) == 0.91
        apart = forced[:, -1].mean() - trained[:, -1].mean()
        assert 0 < apart < trained[:, -1].std(ddof=1)


def test_without_any_feedback_the_error_ends_where_the_networks_does():
    plotted = arrays()
    direct, forced = plotted[DIRECT], plotted["teacher forcing"]
    assert round(float(direct[:, -1].mean()), 2) == 0.93
    assert abs(direct[:, -1].mean() - forced[:, -1].mean()) < direct[:, -1].std(ddof=1)
    assert direct[:, 0].mean() < forced[:, 0].mean()
