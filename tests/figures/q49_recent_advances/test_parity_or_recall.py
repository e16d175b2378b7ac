"""The claim of parity_or_recall, on the arrays that it plots."""

from scripts.figures.q49_recent_advances.parity_or_recall import CELLS, arrays


def test_two_cells_track_parity_beyond_the_length_of_training_and_two_guess():
    plotted = arrays()["parity"]
    late = plotted["x"] > 40
    assert late.sum() == 3
    for cell in ("lstm", "slstm"):
        assert plotted[cell].mean(axis=1)[late].min() > 0.95
        assert plotted[cell].min() > 0.87
    for cell in ("mlstm", "minlstm"):
        assert abs(plotted[cell][late] - plotted["guess"]).max() < 0.01
    assert "mlstm_narrow" not in plotted


def test_the_mlstm_recalls_most_a_small_one_less_and_the_others_little():
    plotted = arrays()["recall"]
    means = {cell: plotted[cell].mean(axis=1)[plotted["x"] == 16].item() for cell in CELLS}
    assert round(means["mlstm"], 2) == 1.0
    assert round(means["mlstm_narrow"], 2) == 0.44
    assert max(means["lstm"], means["slstm"], means["minlstm"]) < 0.2
    assert min(means.values()) > plotted["guess"]
    for cell in ("lstm", "slstm", "minlstm"):
        assert (plotted[cell] < plotted["mlstm_narrow"]).all()
