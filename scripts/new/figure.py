"""The module of a figure and its test with nothing drawn: both run, and say what is still to be written."""

from pathlib import Path

from scripts.checks.figures.shown import ALT_SIZE
from scripts.figures.freshness import Figures
from scripts.new.module import Kind

_MODULE = '''"""TODO: the one claim that the figure makes, in a line"""

import numpy as np

from scripts.figures import kit

ALT = "TODO: ALT, {least} to {most} characters that say what is found, for those who cannot see it"
CAPTION = "TODO: CAPTION, in at most 35 words what to see first"


def arrays() -> dict[str, np.ndarray]:
    """Return what is plotted, so that the test can assert the claim on it."""
    return {{"steps": np.arange(11)}}  # TODO: arrays, from scripts.reference or kit.data("NAME"), never from a sketch


def draw(narrow=False):
    """Plot the arrays, also for a phone: in 324 points of width, panels one below the other."""
    figure, axes = kit.canvas(height=3, narrow=narrow)
    axes.text(162 if narrow else 252, 108, ha="center", s="TODO: draw, what CAPTION explains")
    return figure
'''
_TEST = '''"""The claim of {name}, on the arrays that it plots."""

import pytest

from scripts.figures.{room}.{name} import arrays


def test_the_arrays_show_what_is_said():
    plotted = arrays()
    assert plotted
    pytest.fail("TODO: the test, which asserts on these arrays what ALT says")
'''


def names(root: Path) -> dict[str, Path]:
    """The figures there are, by name. Raises ValueError if two have the same name."""
    return Figures(root).places()


def texts(room: str, name: str) -> tuple[str, str]:
    """The module, whose drawing says that it is still to be made, and the test, which fails until somebody claims."""
    return _MODULE.format(least=ALT_SIZE[0], most=ALT_SIZE[1]), _TEST.format(room=room, name=name)


KIND = Kind(
    word="FIGURE",
    floor="figures",
    leaves="figures/{name}.svg",
    does="draws it; then show it on the page",
    names=names,
    texts=texts,
)
