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
        assert abs(plotted[cell][late] - plotted["without"][late, None]).max() < 0.01
    assert "mlstm_narrow" not in plotted


def test_small_and_large_mlstms_recall_and_the_others_follow_the_baseline():
    plotted = arrays()["recall"]
    many = plotted["x"] > 2
    without = plotted["without"][many, None]
    for cell in ("lstm", "slstm", "minlstm"):
        assert (plotted[cell][many] < without + 0.02).all()
    few = many & (plotted["x"] <= 8)
    assert (plotted["mlstm_narrow"][few] > plotted["without"][few, None]).all()
    assert (plotted["mlstm"][-1] > 5 * without[-1]).sum() == 2
    assert CELLS.keys() <= plotted.keys()
