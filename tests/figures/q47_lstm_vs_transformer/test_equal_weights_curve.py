"""The claim of equal_weights_curve, on the arrays that it plots."""

import pytest

from scripts.figures.q47_lstm_vs_transformer.equal_weights_curve import arrays


def test_the_arrays_show_what_is_said():
    plotted = arrays()
    assert plotted
    pytest.fail("TODO: the test, which asserts on these arrays what ALT says")
