"""Every page of both editions: nothing from outside, nothing missing, no error, nothing that axe objects to."""

import pytest

from tests.browser.sites import ROOT, Site
from tests.browser.visit import Visit


def problems(visits: list[Visit], kind: str) -> list[str]:
    """Every entry of that kind, behind the address of its page."""
    return [f"{visit.address}: {one}" for visit in visits for one in getattr(visit, kind)]


def test_every_written_page_is_built(site: Site) -> None:
    written = sorted(path.relative_to(ROOT / "docs").with_suffix("") for path in (ROOT / "docs").rglob("*.md"))
    expected = {site.page("index.html" if str(name) == "index" else str(name)) for name in written}
    assert set(site.pages()) == expected | {site.page("404.html")}


@pytest.mark.parametrize("kind", ["outside", "missing", "console", "too_wide", "axe"])
def test_no_page_has(kind: str, visits: list[Visit]) -> None:
    found = problems(visits, kind)
    assert not found, "\n".join(["", *found])


def test_every_page_is_reached_from_the_home_page(site: Site, visits: list[Visit]) -> None:
    links = {visit.address: visit.links for visit in visits}
    reached, waiting = set(), [site.page("index.html")]
    while waiting:
        address = waiting.pop()
        if address in links and address not in reached:
            reached.add(address)
            waiting += links[address]
    assert set(links) - reached == {site.page("404.html")}


def test_tab_and_heading_are_the_question(visits: list[Visit]) -> None:
    questions = [visit for visit in visits if "/questions/" in visit.address]
    assert questions
    assert [visit.title for visit in questions] == [visit.heading for visit in questions]
    titles = [visit.title for visit in visits]
    assert len(set(titles)) == len(titles)
