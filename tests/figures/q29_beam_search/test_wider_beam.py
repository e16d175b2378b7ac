"""The claim of wider_beam, on the arrays that it plots."""

import pytest

from scripts.figures.q29_beam_search.wider_beam import arrays


def test_the_arrays_show_what_is_said():
    plotted = arrays()
    assert plotted
    pytest.fail("TODO: the test, which asserts on these arrays what ALT says")
