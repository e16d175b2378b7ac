"""The built site in Firefox: every page of both editions is loaded once, and what only a script can do is done once."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import firefox, sites
from tests.browser.firefox import Firefox, Page
from tests.browser.network import served
from tests.browser.sites import PAGES, Site
from tests.browser.test_libraries import BOTH, SHOWN
from tests.browser.test_search import READY
from tests.browser.visit import BROKEN_IMAGES, HEIGHT, NARROW, OPEN_EVERYTHING, TOO_WIDE, WIDE, WITHOUT_A_WORKER

FORGET_GATE = "questions/03-forget-gate"
QUERY = "forget bias 1"
# Where the first page that is found lies, once the whole query is typed.
BEST = "query => document.activeElement.value === query && document.querySelector('.search__page')?.href"

# Formulas that can be seen but take no room, lack a part, or whose fractions are not laid out as such.
FLAT = """() => {
    const parts = { mfrac: 2, mroot: 2, msub: 2, msup: 2, munder: 2, mover: 2, msubsup: 3, munderover: 3 }
    const flat = part => part.children.length !== (parts[part.localName] ?? part.children.length)
        || part.localName === "mfrac"
        && part.children[0].getBoundingClientRect().bottom > part.children[1].getBoundingClientRect().top + 1
    return [...document.querySelectorAll("math")].filter(formula => formula.checkVisibility())
        .filter(formula => !formula.getBoundingClientRect().height || [...formula.querySelectorAll("*")].some(flat))
        .map(formula => formula.outerHTML.slice(0, 120))
}"""
# Said of a formula of which only the half has come when it is first drawn; FLAT looks at the whole.
HALF = "Invalid markup: Incorrect number of children"


def installed() -> str:
    """The Firefox of this machine; a contributor's need not have one, the one that decides about a change does."""
    path = firefox.executable()
    if path is None:
        lacking = "no Firefox on the path: install one, or name it in FIREFOX"
        pytest.fail(lacking) if os.environ.get("CI") else pytest.skip(lacking)
    return path


@pytest.fixture(scope="module")
def launched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    with firefox.launched(installed(), tmp_path_factory.mktemp("firefox")) as running:
        yield running


@pytest.fixture(scope="module")
def narrow(launched: Firefox) -> Iterator[Page]:
    """The reader who visits every page, on the narrowest screen."""
    with launched.reader(f"() => {{ {WITHOUT_A_WORKER} }}") as page:
        page.resize(NARROW, HEIGHT)
        yield page


@pytest.fixture
def page(launched: Firefox) -> Iterator[Page]:
    with launched.reader(f"() => {{ {WITHOUT_A_WORKER} }}") as page:
        page.resize(WIDE, HEIGHT)
        yield page


def wrong(page: Page, address: str, home: str) -> list[str]:
    """All that is wrong with a page of a site that lies at `home`."""
    page.goto(address)
    page.evaluate(OPEN_EVERYTHING)
    found = [f"not loaded: {one}" for one in page.evaluate(BROKEN_IMAGES)]
    found += [f"too wide: {one}" for one in page.evaluate(TOO_WIDE)]
    found += [f"not laid out: {one}" for one in page.evaluate(FLAT)]
    for event, told in page.happened():
        asked = told["request"]["url"] if "request" in told else ""
        if event == "log.entryAdded":
            said = told["level"] in ("warn", "error") and not told["text"].startswith(HALF)
            found += [f"said: {told['text']}"] if said else []
        elif event == "network.beforeRequestSent" and not asked.startswith((home, "data:", "blob:", "about:")):
            found.append(f"asks another host: {asked}")
        elif event == "network.responseCompleted" and told["response"]["status"] >= 400 and asked != address:
            found.append(f"missing: {asked}")
        elif event == "network.fetchError" and told["errorText"] != "NS_BINDING_ABORTED":
            found.append(f"missing: {asked}: {told['errorText']}")
    return found


@pytest.mark.parametrize("name", PAGES)
def test_page_is_sound_in_firefox(name: str, site: Site, narrow: Page) -> None:
    assert wrong(narrow, site.page(name), site.address) == []


@pytest.mark.parametrize(
    ("names", "ends"),
    [
        ({}, pytest.skip.Exception),
        ({"CI": "true"}, pytest.fail.Exception),
        ({"FIREFOX": "no such browser"}, FileNotFoundError),
    ],
)
def test_without_firefox_only_a_contributor_goes_on(
    names: dict[str, str], ends: type[BaseException], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("CI", "FIREFOX"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"PATH": str(tmp_path), **names}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ends):
        installed()


FAULTS = {
    "error on the console": ("said: oh no", '<script>console.error("oh no")</script>'),
    "exception": ("said: Error: oh dear", '<script>throw new Error("oh dear")</script>'),
    "promise that nobody takes back": ("said: Error: oh my", '<script>Promise.reject(new Error("oh my"))</script>'),
    "script that the policy refuses": (
        "said: Content-Security-Policy",
        '<meta http-equiv="Content-Security-Policy" content="script-src \'none\'"><script>x</script>',
    ),
    "script that is not there": ("missing: http://127.0.0.1", '<script src="none.js"></script>'),
    "script from elsewhere": (
        "asks another host: https://cdn.example",
        '<script src="https://cdn.example/x.js"></script>',
    ),
    "picture that is not there": ("not loaded: http", '<img src="none.svg" alt="None" loading="lazy">'),
    "wide table in a fold": (
        "too wide: table ends 2",
        '<details><summary>Fold</summary><table style="width: 600px"><tr><td>x</td></tr></table></details>',
    ),
    "formula without height": (
        "not laid out: <math",
        '<math style="display: block; height: 0; overflow: hidden"><mi>x</mi></math>',
    ),
    "formula that lacks a part": ("not laid out: <math", "<math><msub><mi>x</mi></msub></math>"),
    "fraction in a line": (
        "not laid out: <math",
        '<math><mfrac style="display: block"><mi>x</mi><mi style="position: relative; top: -9px">y</mi></mfrac></math>',
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_is_seen_in_firefox(fault: str, narrow: Page, tmp_path: Path) -> None:
    expected, markup = FAULTS[fault]
    text = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Fault</title>{markup}'
    (tmp_path / "index.html").write_text(text, encoding="utf-8")
    with sites.hosted(tmp_path) as home:
        found = wrong(narrow, home, home)
    assert [one for one in found if one.startswith(expected)], found


def test_search_finds_in_firefox(site: Site, page: Page) -> None:
    page.goto(site.page("index.html"))
    page.press("/")
    page.wait(READY)
    page.press(*QUERY)
    best = page.wait(BEST, QUERY)
    assert re.search(r"/questions/(03|14)-", best)


def test_mark_stays_in_firefox(site: Site, page: Page) -> None:
    """On its page, which is loaded again, and on the others."""
    page.goto(site.page(FORGET_GATE))
    page.click(".standing label:has([value=read])")
    page.wait("() => document.querySelector('.standing [value=read]').checked")
    page.reload()
    page.wait("() => document.querySelector('.standing [value=read]').checked")
    page.goto(site.page("index.html"))
    page.wait("() => document.querySelector('.all-questions [data-number=\"3\"]').dataset.progress === 'read'")


def test_fold_opens_by_the_keyboard_in_firefox(site: Site, page: Page) -> None:
    page.goto(site.page(FORGET_GATE))
    assert page.evaluate("() => !document.querySelector('article details').open")
    page.evaluate("() => document.querySelector('article summary').focus()")
    page.press("Enter")
    page.wait("() => document.querySelector('article details').open")


def test_citation_opens_its_source_in_firefox(site: Site, page: Page) -> None:
    page.goto(site.page(FORGET_GATE))
    page.click("a.citation-link")
    assert page.wait("() => document.querySelector('dialog.sheet--source[open] .sheet__entry')?.textContent.trim()")
    page.press("Escape")
    page.wait("() => document.activeElement.matches('a.citation-link')")


def test_keras_can_be_chosen_in_firefox(site: Site, page: Page) -> None:
    page.goto(site.page(BOTH[0]))
    assert page.evaluate(SHOWN) == ["PyTorch"]
    page.click("[role=tab]:not([aria-selected=true])")
    page.wait(f"() => String(({SHOWN})()) === 'Keras'")


def test_saved_guide_is_read_without_its_host_in_firefox(hosted: Site, launched: Firefox) -> None:
    with served(hosted.folder) as (network, site), launched.reader() as page:
        page.resize(WIDE, HEIGHT)
        page.goto(site.page("practice/offline"))
        page.wait("() => document.querySelector('.saving__save')?.checkVisibility()")
        page.click(".saving__save")
        page.wait("() => document.querySelector('.saving__state').textContent.startsWith('Saved for offline')")
        network.cut()
        page.goto(site.page(FORGET_GATE))
        assert "forget gate" in page.evaluate("() => document.querySelector('h1').textContent")
        page.evaluate(OPEN_EVERYTHING)
        assert page.evaluate(BROKEN_IMAGES) == []
