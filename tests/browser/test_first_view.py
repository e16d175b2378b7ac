"""What a phone does before the first view: nothing that lies screens below, nothing twice, nothing that moves."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.sites import PAGES, ROOT, Site
from tests.browser.visit import PHONE, reader

QUESTION = min((ROOT / "docs" / "questions").glob("*.md")).stem
LAID_OUT = "heading => heading.checkVisibility({ contentVisibilityAuto: true })"
UNSEEN = 0.005  # a formula whose letters come behind the text on a busy machine; a table that is boxed late has 0.02
SHIFTS = """
    window.shifts = []
    new PerformanceObserver(list => list.getEntries().forEach(one => shifts.push(one.value)))
        .observe({ type: "layout-shift", buffered: true })
"""


@pytest.fixture
def phone(browser: Browser):
    with reader(browser, viewport={"width": PHONE, "height": 844}) as page:
        yield page


def test_far_bands_are_laid_out_when_the_reader_comes_near(site: Site, phone: Page) -> None:
    phone.goto(site.page(f"questions/{QUESTION}"))
    near, far = phone.locator("#in-two-minutes"), phone.locator("#test-yourself")
    assert near.evaluate(LAID_OUT)
    assert not far.evaluate(LAID_OUT)
    phone.evaluate("() => { location.hash = 'test-yourself' }")
    expect(far).to_be_in_viewport()
    assert far.evaluate(LAID_OUT)
    phone.goto("about:blank")
    phone.goto(site.page(f"questions/{QUESTION}") + "#measured")
    expect(phone.locator("#measured")).to_be_in_viewport()


def test_paper_has_the_far_bands(hosted: Site, phone: Page) -> None:
    phone.goto(hosted.page(f"questions/{QUESTION}"))
    phone.emulate_media(media="print")
    assert phone.locator("#test-yourself").evaluate(LAID_OUT)


def test_nothing_moves_while_a_page_loads(hosted: Site, phone: Page) -> None:
    phone.add_init_script(SHIFTS)
    moved = {}
    for name in PAGES:
        phone.goto(hosted.page(name), wait_until="load")
        phone.evaluate("() => document.fonts.ready.then(() => new Promise(done => setTimeout(done, 50)))")
        if sum(shifts := phone.evaluate("() => shifts")) > UNSEEN:
            moved[name] = shifts
    assert moved == {}


def test_no_script_but_our_own_is_fetched_and_formulas_wait_for_none(hosted: Site, phone: Page) -> None:
    phone.goto(hosted.page(f"questions/{QUESTION}"))
    scripts = phone.eval_on_selector_all("script[src]", "all => all.map(one => [one.src, one.defer])")
    assert len(scripts) == 1
    assert scripts[0][0].startswith(f"{hosted.address}assets/js/guide.")
    assert scripts[0][1]
