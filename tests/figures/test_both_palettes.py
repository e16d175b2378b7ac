"""One SVG follows both palettes, as an image on a page whose colour scheme is switched as Material switches it."""

import io
from pathlib import Path

import matplotlib.image
import pytest

from scripts.figures.kit.palette import FORGET, INK, PAPER, TONES

pytestmark = pytest.mark.browser
FIGURES = Path(__file__).parents[2] / "figures"


@pytest.fixture(scope="module")
def page(browser):
    with browser.new_page(viewport={"width": 700, "height": 480}) as page:
        yield page


@pytest.fixture(scope="module", params=["light", "dark"])
def colours(request, page, tmp_path_factory):
    """Return the colours that an image of the cell shows on a page of one scheme, however the system is set."""
    place = tmp_path_factory.mktemp("page") / "page.html"
    image = (FIGURES / "lstm_cell.svg").as_uri()
    place.write_text(f'<html style="color-scheme:{request.param}"><body><img src="{image}"></body></html>')
    page.emulate_media(color_scheme={"light": "dark", "dark": "light"}[request.param])
    page.goto(place.as_uri())
    shot = matplotlib.image.imread(io.BytesIO(page.locator("img").screenshot()))[..., :3]
    flat = (shot.reshape(-1, 3) * 255).round().astype(int)
    return (
        request.param,
        {"#{:02x}{:02x}{:02x}".format(*pixel) for pixel in flat},
        "#{:02x}{:02x}{:02x}".format(*flat[0]),
    )


def test_paper_ink_and_the_colours_of_the_cell_are_those_of_the_palette(colours):
    scheme, shown, corner = colours
    assert corner == getattr(TONES[PAPER], scheme)
    for tone in (INK, FORGET):
        assert getattr(TONES[tone], scheme) in shown


def test_nothing_of_the_other_palette_is_left(colours):
    scheme, shown, _ = colours
    other = {"light": "dark", "dark": "light"}[scheme]
    assert getattr(TONES[PAPER], other) not in shown
    assert getattr(TONES[INK], other) not in shown
