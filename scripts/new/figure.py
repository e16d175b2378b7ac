"""The module of a figure and its test with nothing drawn: both run, and say that they are still to be written."""

from scripts.checks.figures.shown import ALT_SIZE

_MODULE = '''"""TODO: the one claim that the figure makes, in a line"""

import numpy as np

from scripts.figures import kit

ALT = "TODO: ALT, {least} to {most} characters that say what is found, for those who cannot see it"
CAPTION = "TODO: CAPTION, how to read the figure and what to see, with sizes, seed and scale"


def arrays() -> dict[str, np.ndarray]:
    """Return what is plotted, so that the test can assert the claim on it."""
    return {{"steps": np.arange(11)}}  # TODO: arrays, from scripts.reference or kit.data("NAME"), never from a sketch


def draw():
    """Plot the arrays."""
    figure, axes = kit.canvas(height=3)
    axes.text(252, 108, ha="center", s="TODO: draw, what CAPTION explains")
    return figure
'''
_TEST = '''"""The claim of {name}, on the arrays that it plots."""

import pytest

from scripts.figures.{name} import arrays


def test_the_arrays_show_what_is_said():
    plotted = arrays()
    assert plotted
    pytest.fail("TODO: the test, which asserts on these arrays what ALT says")
'''


def module(name: str) -> str:
    """The module of a figure: it can be drawn, and its drawing says that it is still to be made."""
    return _MODULE.format(name=name, least=ALT_SIZE[0], most=ALT_SIZE[1])


def test_module(name: str) -> str:
    """The test of a figure, which fails until somebody states the claim."""
    return _TEST.format(name=name)
