"""The claim of label_error, on the arrays that it plots."""

import pytest

from scripts.figures.q36_speech_recognition.label_error import arrays


def test_the_arrays_show_what_is_said():
    plotted = arrays()
    assert plotted
    pytest.fail("TODO: the test, which asserts on these arrays what ALT says")
