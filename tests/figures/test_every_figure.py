"""What holds for every figure of the site: stated in words, short, fresh, small, and in the colours of the palette."""

import multiprocessing
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from pathlib import Path
from unittest import mock

import pytest

from scripts.figures.build import build
from scripts.figures.files import files, numbers
from scripts.figures.freshness import Figures
from scripts.figures.kit.palette import TONES

FIGURES = Figures()
NAMES = FIGURES.names()
SVG = "{http://www.w3.org/2000/svg}"
TESTS = "\n".join(path.read_text() for path in Path(__file__).parent.rglob("test_*.py"))

SIZES = {672: 672, 346: 640}  # by width the largest height: wider than high for a page, less than a phone's screen

every_figure = pytest.mark.parametrize("name", NAMES)


def images(name):
    return [path.read_text() for path in files(FIGURES.images, name)]


def test_there_are_figures_and_no_images_without_a_module():
    assert len(NAMES) >= 10
    assert FIGURES.orphans() == []


@pytest.fixture(scope="session")
def elsewhere():
    """A process beside this one, in which no test has changed anything and each set has an order of its own."""
    with (
        mock.patch.dict(os.environ, PYTHONHASHSEED="random"),
        ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool,
    ):
        yield pool


@every_figure
def test_made_again_its_files_are_the_committed_ones_to_the_last_byte(name, elsewhere):
    made = elsewhere.submit(build, name, write=False).result()
    assert not made.problem, made.problem
    assert not made.changed, (
        f"figures/{name}.svg, the narrow one or the numbers are not what its module makes; run python -m "
        f"scripts.figures {name}, and if a file comes out otherwise each time, look for the order of a set"
    )


@every_figure
def test_it_says_what_is_found_and_how_to_read_it(name):
    module = import_module(FIGURES.module(name))
    assert 60 <= len(module.ALT) <= 300
    assert len(module.CAPTION) >= 40
    assert "$" not in module.ALT, "the alternative text is read aloud: no TeX"
    for root in map(ET.fromstring, images(name)):
        assert root.get("role") == "img"
        assert (root.find(f"{SVG}title").text, root.find(f"{SVG}desc").text) == (module.ALT, module.CAPTION)


@every_figure
def test_it_has_its_numbers_where_any_are_plotted(name):
    module, place = import_module(FIGURES.module(name)), numbers(FIGURES.images, name)
    assert place.exists() == FIGURES.plots(name) == hasattr(module, "arrays")
    if place.exists():
        text = place.read_text(encoding="utf-8")
        assert text.startswith(f"\ufeff{module.ALT}\n\n")
        assert not re.search(r"array\(|\bnp\.|\bnan\b|\binf\b|object at|[{}]", text)
        assert len(text.encode()) <= 40 * 1024


@every_figure
def test_the_module_is_at_most_120_lines(name):
    assert len(FIGURES.place(name).read_text().splitlines()) <= 120


@every_figure
def test_the_images_are_at_most_60_kb_and_say_their_sizes_in_pixels(name):
    for text, (expected, largest) in zip(images(name), SIZES.items(), strict=True):
        assert len(text.encode()) <= 60 * 1024
        root = ET.fromstring(text)
        width, height = int(root.get("width")), int(root.get("height"))
        assert root.get("viewBox") == f"0 0 {width} {height}"
        assert width == expected
        assert height <= largest


@every_figure
def test_the_images_have_no_colour_but_those_of_the_palette_and_no_text_that_needs_a_font(name):
    text = "".join(images(name))
    drawn = re.sub(r"--[a-z-]+:#[0-9a-f]{6};|<title>.*?</desc>", "", text, flags=re.S)
    assert not re.search(r"#[0-9a-f]{3,8}\b(?=[;\"'])|rgb\(|<text|<image|<script|https?://(?!www\.w3\.org/)", drawn)
    assert set(re.findall(r"var\(--([a-z-]+)\)", drawn)) <= {tone.name for tone in TONES.values()}


@every_figure
def test_its_claim_is_asserted_somewhere_here(name):
    assert re.search(rf"\b{name}\b", TESTS), f"no test in tests/figures is about {name}"


def test_nothing_happens_at_import():
    program = (
        "import matplotlib.figure, importlib, sys\n"
        "from scripts.experiments.records import results\n"
        "def refuse(*_, **__): raise AssertionError('something happens at import')\n"
        "matplotlib.figure.Figure.__init__ = results.Results.__init__ = refuse\n"
        "for name in sys.argv[1:]: importlib.import_module(name)\n"
    )
    modules = map(FIGURES.module, NAMES)
    done = subprocess.run([sys.executable, "-c", program, *modules], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
