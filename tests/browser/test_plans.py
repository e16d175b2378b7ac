"""The plans: each page with its minutes and their sum, a tick that is the page's progress, and what is left."""

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.site.model.plans import plans
from tests.browser.sites import Site
from tests.browser.visit import HEIGHT, PHONE, reader

ROWS = """tables => tables.map(table => [...table.querySelectorAll("tbody tr")].map(row =>
    [Number(row.dataset.number), Number(row.cells[1].textContent), Number(row.cells[2].textContent)]))"""


@pytest.fixture
def page(hosted: Site, browser: Browser):
    with reader(browser, viewport={"width": PHONE, "height": HEIGHT}) as page:
        page.goto(hosted.page("practice/plans"))
        yield page


def test_the_page_has_every_plan(page: Page) -> None:
    for plan in plans():
        tables = page.locator(f".plan:has(#{plan.anchor}) .plan-pages")
        assert tables.evaluate_all(ROWS) == [[list(stop) for stop in sitting] for sitting in plan.sittings]


def test_a_tick_is_the_progress_of_its_page(page: Page, hosted: Site) -> None:
    number = plans()[0].sittings[0][0].number
    ticks = page.locator(f".plan-pages tr[data-number='{number}'] input")
    ticks.first.check()
    for tick in ticks.all():  # the page stands in each of the plans
        expect(tick).to_be_checked()
    page.locator(f".plan-pages tr[data-number='{number}'] a").first.click()
    expect(page.get_by_role("radio", name="Read", exact=True).first).to_be_checked()
    page.get_by_role("radio", name="Sure", exact=True).first.click()
    page.goto(hosted.page("practice/plans"))
    expect(ticks.first).to_be_checked()
    ticks.last.uncheck()
    assert page.evaluate("() => guide.progress.all()") == {}


def test_a_plan_says_what_is_left_and_where_to_go_on(page: Page) -> None:
    plan = plans()[0]
    (stops,) = plan.sittings
    left = page.locator(f".plan:has(#{plan.anchor}) .plan-left")
    expect(left).to_contain_text(f"0 of {len(stops)} read, {stops[-1].so_far} min left. Begin with {stops[0].number} ")
    page.evaluate(
        "numbers => numbers.forEach(n => guide.progress.change({ [n]: 'read' }))", [s.number for s in stops[:3]]
    )
    minutes = stops[-1].so_far - stops[2].so_far
    expect(left).to_contain_text(f"3 of {len(stops)} read, {minutes} min left. Go on with {stops[3].number} ")
    to = "link => link.href"
    target = page.locator(f".plan-pages tr[data-number='{stops[3].number}'] a").first.evaluate(to)
    assert left.locator("a").evaluate(to) == target
    page.evaluate("numbers => numbers.forEach(n => guide.progress.change({ [n]: 'sure' }))", [s.number for s in stops])
    expect(left).to_have_text(f"{len(stops)} of {len(stops)} read")


def test_ticks_are_in_reach_of_thumb_and_keyboard(page: Page) -> None:
    tick = page.locator(".plan-tick").first
    box = tick.bounding_box()
    assert min(box["width"], box["height"]) >= 24
    tick.locator("input").focus()
    page.keyboard.press("Space")
    expect(tick.locator("input")).to_be_checked()
