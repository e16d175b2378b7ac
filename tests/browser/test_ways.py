"""What holds between the pages of an edition. It comes last, when each worker has visited its part of them."""

from tests.browser.sites import Site
from tests.browser.visits import Visits


def test_pages_follow_each_other_in_the_order_of_the_contents(site: Site, visits: Visits) -> None:
    ways = {visit.address: visit.ways for visit in visits.all()}
    contents = ways[site.page("index.html")]["contents"]
    assert len(contents) == len(ways) - 1  # all but the page for a missing page
    for address, before, after in zip(contents, [None, *contents], [*contents[1:], None], strict=False):
        assert (ways[address].get("previous"), ways[address].get("next")) == (before, after)


def test_contents_are_the_same_on_every_page(visits: Visits) -> None:
    assert len({tuple(visit.ways["contents"]) for visit in visits.all()}) == 1


def test_every_page_is_reached_from_the_home_page(site: Site, visits: Visits) -> None:
    links = {visit.address: visit.links for visit in visits.all()}
    reached, waiting = set(), [site.page("index.html")]
    while waiting:
        address = waiting.pop()
        if address in links and address not in reached:
            reached.add(address)
            waiting += links[address]
    assert set(links) - reached == {site.page("404.html")}


def test_no_two_pages_have_one_title(visits: Visits) -> None:
    titles = [visit.title for visit in visits.all()]
    assert len(set(titles)) == len(titles)
