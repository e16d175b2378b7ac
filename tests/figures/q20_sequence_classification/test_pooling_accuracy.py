"""The claim of pooling_accuracy, on the arrays that it plots."""

import pytest

from scripts.figures.q20_sequence_classification.pooling_accuracy import arrays


def test_the_arrays_show_what_is_said():
    plotted = arrays()
    assert plotted
    pytest.fail("TODO: the test, which asserts on these arrays what ALT says")
