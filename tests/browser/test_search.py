"""The search of both editions finds each page by the words that people use for it, and leads to where they stand."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from scripts.site.model.page import load
from tests.browser.sites import ROOT, Site
from tests.browser.visit import HEIGHT, PHONE, Visit, reader, watched

PAGES = sorted((ROOT / "docs" / "questions").glob("*.md"))
# Each set is by somebody else, who had the questions alone. The search was made with the first two before the eyes;
# nothing was changed for the third, which is what a reader may expect.
QUERIES = [ROOT / "tests" / "browser" / "queries" / f"{name}.yaml" for name in ("asked", "second", "third")]
FIRST, THREE = 0.85, 0.97  # the shares of queries whose page comes first, and among the first three
READY = "() => !!window.searchBox?.find"
FIND = """queries => queries.map(query => searchBox.find(query).pages.slice(0, 3).map(one => one.page.url))"""


@pytest.fixture(scope="module")
def searching(site: Site, browser: Browser) -> Iterator[Page]:
    """A reader of the home page who has turned to the search; offline the network is cut."""
    with reader(browser, offline=site.name == "offline") as page:
        page.goto(site.page("index.html"))
        page.keyboard.press("/")
        page.wait_for_function(READY)
        yield page


def results(page: Page, words: str) -> list[str]:
    """Titles of the pages that are found, best first, with their numbers."""
    page.wait_for_function(READY)
    page.get_by_role("textbox", name="Search").fill(words)
    return page.locator(".search__title").all_inner_texts()


def found(page: Page, queries: list[str]) -> list[list[str]]:
    """For each query the stems of the first three pages."""
    addresses = page.evaluate(FIND, queries)
    return [[Path(url.removesuffix("/")).stem for url in urls] for urls in addresses]


@pytest.mark.parametrize("path", QUERIES, ids=[path.stem for path in QUERIES])
def test_queries_find_their_pages(path: Path, searching: Page) -> None:
    queries = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert len(queries) >= 200
    first, three, missed = 0, 0, []
    for query, stems in zip(queries, found(searching, [one["query"] for one in queries]), strict=True):
        right = [int(stem[:2]) in query["page"] if stem[:2].isdecimal() else False for stem in stems]
        first += right[:1] == [True]
        three += any(right)
        if not any(right):
            missed.append(f"{query['query']}: {', '.join(stems)}")
    assert first / len(queries) >= FIRST
    assert three / len(queries) >= THREE, missed


def test_pages_are_found_by_their_questions_and_by_the_other_ways_to_ask(searching: Page) -> None:
    fronts = {path.stem: load(path, ROOT).front for path in PAGES}
    questions = found(searching, [front.question for front in fronts.values()])
    assert [stems[0] for stems in questions] == list(fronts)
    asked = [(stem, alias) for stem, front in fronts.items() for alias in front.aliases]
    answers = found(searching, [alias for _, alias in asked])
    assert [(stem, alias) for (stem, alias), stems in zip(asked, answers, strict=True) if stem not in stems] == []


@pytest.mark.parametrize(
    ("query", "stem"),
    [
        ("foget gate", "03-forget-gate"),
        ("inptu gates", "04-input-gate"),
        ("memorizing instead of generalizing", "16-regularisation"),
        ("optimiser behaviour while the loss is nan", "41-debugging-training"),
        ("pack_padded_sequence", "17-variable-length"),
        ("padded sequence pack", "17-variable-length"),
        ("tbptt", "09-backward-pass"),
        ("back propagation through time", "09-backward-pass"),
        ("forget ga", "03-forget-gate"),
        ("lstms vs rnns", "10-lstm-vs-rnn"),
        ("gur vs lstm", "34-lstm-vs-gru"),
        ("initalization", "14-initialisation"),
        ("multi layered lstm", "13-stacked-lstms"),
        ("classifying sequences", "20-sequence-classification"),
        ("flaws of lstms", "40-limitations"),
        ("T(x) * H(x) + (1 - T(x)) * x", "46-highway-networks"),
        ("hₜ = (1 - zₜ) * nₜ + zₜ * hₜ₋₁", "34-lstm-vs-gru"),
        ("SHAP", "38-interpreting-states"),  # stands nowhere but among the page's keywords
    ],
)
def test_slips_spellings_names_and_beginnings_are_understood(query: str, stem: str, searching: Page) -> None:
    assert stem in found(searching, [query])[0]


@pytest.mark.parametrize("words", ["gate order pytorch", "linear_before_reset", "keras recurrent_dropout"])
def test_what_a_library_does_is_found_among_the_facts(words: str, searching: Page) -> None:
    assert "framework-facts" in found(searching, [words])[0]


def test_answers_come_before_what_they_stand_on(searching: Page) -> None:
    queries = ["forget bias 1", "where does h_t come from", "pytorch lstm output vs h_n", "hochreiter 1997"]
    for query, stems in zip(queries, found(searching, queries), strict=True):
        assert stems[0][:2].isdecimal(), query


def test_words_that_all_pages_are_full_of_find_pages_when_there_are_no_others(searching: Page) -> None:
    assert all(found(searching, ["how does it work", "what is it", "lstm"]))


@pytest.mark.parametrize("words", ["1", "gate of 1", "10,000 steps", "0.73", "100 steps", "2.2", "1997"])
def test_numbers_find_pages(words: str, searching: Page) -> None:
    assert results(searching, words)


@pytest.mark.parametrize("words", ["zyxwvut", "odot"])
def test_what_stands_nowhere_or_only_in_formulas_finds_nothing(words: str, searching: Page) -> None:
    assert results(searching, words) == []
    expect(searching.get_by_role("status").first).to_have_text("No page has any of these words")


def test_every_result_leads_to_a_place_that_is_there(searching: Page, site: Site) -> None:
    """All parts of all pages, by the anchors in the index and in the files of the site."""
    places = searching.evaluate("() => searchBox.places")
    assert len(places) > 500
    files: dict[str, str] = {}
    for url, anchor in places:
        file = site.folder / (f"{url}index.html" if url.endswith("/") else url)
        if url not in files:
            files[url] = file.read_text(encoding="utf-8")
        assert f'id="{anchor}"' in files[url], f"{url}#{anchor}"


def test_keyboard_searches_and_follows(site: Site, browser: Browser) -> None:
    front = load(PAGES[0], ROOT).front
    with reader(browser, offline=site.name == "offline") as page:
        page.goto(site.page("404.html"))
        page.keyboard.press("/")
        assert results(page, front.question)[0].endswith(front.question)
        page.keyboard.press("ArrowDown")
        expect(page.locator(".search__page").first).to_be_focused()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        expect(page.get_by_role("textbox", name="Search")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator(".search__results")).not_to_be_visible()
        page.keyboard.press("/")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site.page(f'questions/{PAGES[0].stem}')}*")
        assert page.title() == front.question


def test_result_opens_the_fold_that_it_leads_into_and_marks_the_words(site: Site, browser: Browser) -> None:
    with reader(browser, viewport={"width": PHONE, "height": HEIGHT}, offline=site.name == "offline") as page:
        page.goto(site.page("index.html"))
        page.get_by_role("button", name="Search", exact=True).click()
        results(page, "Why start the forget bias at 1, and is that enough?")
        part = page.locator(".search__part", has_text="Why start the forget bias at 1, and is that enough?")
        part.click()
        heading = page.locator("#why-start-the-forget-bias-at-1-and-is-that-enough")
        fold = page.locator("details", has=heading)
        expect(fold).to_have_attribute("open", "")
        expect(fold.locator("p mark").first).to_be_visible()
        page.wait_for_function("() => document.readyState === 'complete'")
        header = page.locator(".md-header").bounding_box()
        top = heading.bounding_box()["y"]
        assert header["y"] + header["height"] <= top <= HEIGHT / 2


def test_why_the_forget_bias_starts_at_one_takes_one_search_and_one_tap(site: Site, browser: Browser) -> None:
    with reader(browser, viewport={"width": PHONE, "height": 844}, is_mobile=True, has_touch=True) as page:
        page.goto(site.page("index.html"))
        page.get_by_role("button", name="Search", exact=True).click()
        results(page, "why the forget bias starts at 1")
        assert page.evaluate("innerWidth") == PHONE  # a phone would show a page that is wider as a whole, or cut it
        page.locator(".search__page").first.click()
        page.wait_for_url(re.compile(r"[?]h="))
        said = page.get_by_text(re.compile("With a bias of zero the gate sits at one half"))
        expect(said).to_be_in_viewport(ratio=0.9)
        assert page.evaluate("scrollY") == 0


def test_index_is_fetched_when_it_is_wanted(hosted: Site, browser: Browser) -> None:
    with reader(browser) as page:
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(hosted.page("index.html"), wait_until="networkidle")
        assert not [url for url in asked if "/search/" in url]
        page.get_by_role("textbox", name="Search").focus()
        page.wait_for_function(READY)
        assert len([url for url in asked if url.startswith(f"{hosted.address}search/index.")]) == 1


def test_searching_asks_nothing_of_other_hosts(site: Site, browser: Browser) -> None:
    with reader(browser, offline=site.name == "offline") as page:
        record = Visit(site.page("index.html"))
        with watched(page, record, site.address):
            page.goto(record.address)
            page.keyboard.press("/")
            assert results(page, "gate")
        assert (record.outside, record.missing, record.console) == ([], [], [])
