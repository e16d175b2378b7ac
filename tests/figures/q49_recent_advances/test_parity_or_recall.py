"""The claim of parity_or_recall, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q49_recent_advances import parity_or_recall
from scripts.figures.q49_recent_advances.parity_or_recall import CELLS, arrays, draw
from tests.figures.kit.seeds import curve, expect_seeds
from tests.figures.says import says

FIRST = "The mLSTM is at chance in one panel, first in the other."
PARITY = "Parity, trained to step 40: LSTM and sLSTM stay near 1 up to step 256, mLSTM and minLSTM are at chance."
RECALL = (
    "Recall: LSTM, sLSTM and minLSTM follow the baseline, the commonest value; a small mLSTM is above it at few pairs, "
    "and two large ones of three are far above it up to 32 pairs."
)


@says(parity_or_recall, PARITY, FIRST)
def test_two_cells_track_parity_beyond_the_length_of_training_and_two_guess():
    plotted = arrays()["parity"]
    task = kit.settings("parity_and_recall").parity
    assert (task.T, task.stretches[-1]) == (40, 256)
    assert (plotted["without"] == 0.5).all()
    late = plotted["x"] > 40
    assert late.sum() == 3
    for cell in ("lstm", "slstm"):
        assert plotted[cell].mean(axis=1)[late].min() > 0.95
        assert plotted[cell].min() > 0.87
        assert plotted[cell].mean() > 0.98
    for cell in ("mlstm", "minlstm"):
        assert abs(plotted[cell] - plotted["without"][:, None]).max() < 0.06
        assert abs(plotted[cell][late] - plotted["without"][late, None]).max() < 0.01
    assert "mlstm_narrow" not in plotted


@says(parity_or_recall, RECALL, FIRST)
def test_small_and_large_mlstms_recall_and_the_others_follow_the_baseline():
    plotted = arrays()["recall"]
    many = plotted["x"] > 2
    without = plotted["without"][many, None]
    for cell in ("lstm", "slstm", "minlstm"):
        assert (plotted[cell][many] < without + 0.02).all()
        assert (abs(plotted[cell] - plotted["without"][:, None]) < 0.08).all()
    assert plotted["x"][-1] == 32
    assert plotted["mlstm"].shape[1] == 3
    assert ((plotted["mlstm"][many] > without + 0.5).all(axis=0)).sum() == 2
    others = [cell for cell in CELLS if cell != "mlstm"]
    assert (plotted["mlstm"].mean(1)[many] > np.max([plotted[cell].mean(1) for cell in others], axis=0)[many]).all()
    few = many & (plotted["x"] <= 8)
    assert (plotted["mlstm_narrow"][few] > plotted["without"][few, None]).all()
    assert (plotted["mlstm"][-1] > 5 * without[-1]).sum() == 2
    assert CELLS.keys() <= plotted.keys()


@says(parity_or_recall, "Dots: seeds; lines: means; broad grey: no network.")
@pytest.mark.parametrize("narrow", [False, True])
def test_dots_are_seeds_and_the_broad_line_has_no_network(narrow):
    for axes, shares in zip(draw(narrow).axes, arrays().values(), strict=True):
        expect_seeds(axes, [(shares["x"], shares[cell]) for cell in CELLS if cell in shares])
        grey = curve(axes, shares["without"])
        assert grey.get_color() == kit.RULE
        assert all(grey.get_linewidth() > 1.5 * line.get_linewidth() for line in axes.lines if line is not grey)
        for cell, (label, *_) in CELLS.items():
            if cell in shares:
                assert curve(axes, shares[cell].mean(1)).get_label() == label
