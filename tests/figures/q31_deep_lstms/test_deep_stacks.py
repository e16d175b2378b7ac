"""The claim of deep_stacks, on the arrays that it plots."""

import pytest

from scripts.figures.q31_deep_lstms import deep_stacks

REMEDIES = ["residual", "norm", "residual_norm"]


@pytest.fixture(scope="module")
def plotted():
    return deep_stacks.arrays()


def test_the_plain_stack_falls_at_eight_layers(plotted):
    right = plotted["plain right"].mean(0)
    assert plotted["plain depths"].tolist() == [1, 2, 4, 8]
    assert right[0] == 1.0
    assert right[-1] == pytest.approx(0.48, abs=0.005)
    assert plotted["plain right"][:, -1].max() < plotted["plain right"][:, :-1].min()


@pytest.mark.parametrize("kind", REMEDIES)
def test_the_others_do_not(plotted, kind):
    assert (plotted[f"{kind} right"].mean(0) > 0.98).all()


def test_the_plain_gradient_shrinks_downwards_and_the_signal_upwards(plotted):
    down, up = plotted["plain down"], plotted["plain up"]
    assert ((down[:, -1] / down[:, 0]) > 1000).all()
    assert ((up[:, 0] / up[:, -1]) > 100).all()


@pytest.mark.parametrize("kind", REMEDIES)
def test_in_the_others_neither_does(plotted, kind):
    assert (plotted[f"{kind} down"].mean(0)[0] > plotted[f"{kind} down"].mean(0)[-1]).all()
    assert (plotted[f"{kind} up"][:, -1] > plotted[f"{kind} up"][:, 0]).all()
