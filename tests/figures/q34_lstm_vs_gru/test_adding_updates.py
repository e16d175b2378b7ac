"""The updates until the adding problem is solved show what their caption says, on the arrays that are plotted."""

import numpy as np

from scripts.experiments.q34_lstm_vs_gru.adding_problem import SETTINGS, parameters
from scripts.figures.q34_lstm_vs_gru import adding_updates
from scripts.figures.q34_lstm_vs_gru.adding_updates import arrays
from tests.figures.says import says


@says(
    adding_updates,
    "At length 200 the GRU needs about 200, the LSTM 1,450 with forget bias 1 and 1,650 with PyTorch's start: "
    "the spreads of these two overlap.",
)
def test_the_gru_is_soonest_and_the_start_of_the_lstm_matters_little() -> None:
    plotted = arrays()
    gru, biased, plain = (np.median(plotted[name], axis=1) for name in ("gru", "lstm", "lstm_torch_default"))
    assert (2.5 * gru < np.minimum(biased, plain)).all()
    assert (np.abs(biased / plain - 1) < 0.2).all()
    for lengths in zip(plotted["lstm"], plotted["lstm_torch_default"], strict=True):
        assert max(a.min() for a in lengths) < min(a.max() for a in lengths)  # their seeds overlap
    assert (gru[-1], biased[-1], plain[-1]) == (200, 1450, 1650)


@says(
    adding_updates,
    "From length 50 on no RNN solves it.",
)
def test_the_rnn_solves_it_twice_at_25() -> None:
    assert np.isfinite(arrays()["rnn"]).sum(1).tolist() == [2, 0, 0, 0]


@says(
    adding_updates,
    "All networks have about equally many parameters.",
)
def test_all_networks_are_of_about_one_size() -> None:
    sizes = [parameters(model) for model in SETTINGS["models"].values()]
    assert max(sizes) < 1.03 * min(sizes)


@says(adding_updates, "Dots are seeds, lines the median of five; in the band at the top: not within 3,000 updates.")
def test_dots_are_seeds_and_lines_the_median() -> None:
    plotted = arrays()
    (axes,) = adding_updates.draw().axes
    drawn = [line.get_ydata() for line in axes.lines]
    for name in ("gru", "lstm", "lstm_torch_default"):
        assert plotted[name].shape[1] == 5
        assert any(np.array_equal(line, np.median(plotted[name], axis=1)) for line in drawn), name
    assert SETTINGS["updates"] == 3000
    solved = plotted["rnn"][np.isfinite(plotted["rnn"])]
    assert max(solved.max(), *(plotted[name].max() for name in ("gru", "lstm"))) <= 3000
