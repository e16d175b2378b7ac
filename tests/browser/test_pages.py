"""Every page of both editions: nothing from outside, nothing missing, no error, nothing that axe objects to."""

import pytest

from tests.browser.sites import PAGES, Site
from tests.browser.visits import Visits


def test_every_written_page_is_built(site: Site) -> None:
    assert set(site.pages()) == {site.page(name) for name in PAGES}


@pytest.mark.parametrize("name", PAGES)
def test_page_is_sound(name: str, visits: Visits) -> None:
    visit = visits[name]
    kinds = {
        "asks another host": visit.outside,
        "missing": visit.missing,
        "said on the console": visit.console,
        "too wide": visit.too_wide,
        "axe": visit.axe,
        "layout": visit.layout,
        "moves": visit.motion,
    }
    found = [f"{visit.address}: {kind}: {one}" for kind, all_found in kinds.items() for one in all_found]
    assert not found, "\n".join(["", *found])


@pytest.mark.parametrize("name", [name for name in PAGES if name.startswith("questions/")])
def test_tab_and_heading_are_the_question(name: str, visits: Visits) -> None:
    assert visits[name].title == visits[name].heading
