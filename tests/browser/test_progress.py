"""A page is not begun, read or sure, by one tap; every other page knows, and every other tab."""

import json
from itertools import cycle
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.axe import axe
from tests.browser.sites import ROOT, Site
from tests.browser.visit import HEIGHT, NARROW, OPEN_EVERYTHING, PHONE, WIDE, reader

QUESTIONS = {int(path.name[:2]): path.stem for path in sorted((ROOT / "docs" / "questions").glob("*.md"))}
MARKED = """scope => [...document.querySelectorAll(scope + " [data-number][data-progress]")].map(element =>
    [element.dataset.number, element.dataset.progress + element.querySelector(".mark-said").textContent])"""
TICKED = """() => [...document.querySelectorAll(".plan-pages [data-number]:has(:checked)")]
    .map(row => row.dataset.number)"""
NONSENSE = ["nonsense{", '"read"', "[]", "null", '{"3": "done", "51": "read", "x": 1, "7": ["read"]}']


def question(site: Site, number: int) -> str:
    return site.page(f"questions/{QUESTIONS[number]}")


def choice(page: Page, state: str, at: int = 0) -> Locator:
    return page.locator(".standing").nth(at).get_by_role("radio", name=state, exact=True)


def marked(page: Page, scope: str) -> dict[int, str]:
    """The state of each page that is marked within `scope`, which says the same in words."""
    found = {int(number): said.split(" (") for number, said in page.evaluate(MARKED, scope)}
    assert all(len(said) == 2 and said[1] == f"{said[0]})" for said in found.values())
    return {number: said[0] for number, said in found.items()}


def test_one_tap_on_each_page_shows_everywhere(site: Site, browser: Browser) -> None:
    wanted: dict[int, str] = {}
    with reader(browser, viewport={"width": PHONE, "height": HEIGHT}) as page:
        home, plans = page.context.new_page(), page.context.new_page()
        home.goto(site.page("index.html"))
        plans.goto(site.page("practice/plans"))
        for number, state in zip(QUESTIONS, cycle(["Read", "Sure", "Read"]), strict=False):
            page.goto(question(site, number), wait_until="domcontentloaded")
            assert marked(page, ".contents") == wanted  # what was marked before is known here
            expect(choice(page, "Not begun")).to_be_checked()
            choice(page, state).click()
            wanted[number] = state.lower()
            assert marked(page, ".contents") == wanted
        page.reload()
        expect(choice(page, state)).to_be_checked()
        read, sure = (list(wanted.values()).count(state) for state in ("read", "sure"))
        for again in range(2):  # the tabs that were open all the time; then as they are loaded anew
            expect(home.locator(".tally-text")).to_contain_text(f"{read} read, {sure} sure of {len(QUESTIONS)}")
            assert marked(home, ".all-questions") == marked(home, ".contents") == wanted
            ticked = set(map(int, plans.evaluate(TICKED)))
            assert ticked == set(marked(plans, ".plans")) <= set(wanted)
            assert len(ticked) == plans.locator(".plan-pages").evaluate_all(
                "tables => new Set(tables.flatMap(table => [...table.querySelectorAll('[data-number]')]"
                ".map(row => row.dataset.number))).size"
            )
            if not again:
                home.reload()
                plans.reload()


def test_every_state_is_one_tap_or_one_key_from_every_other(site: Site, browser: Browser) -> None:
    with reader(browser, viewport={"width": PHONE, "height": HEIGHT}) as page:
        page.goto(question(site, 3))
        for state in ("Sure", "Read", "Sure", "Not begun", "Read", "Not begun"):
            choice(page, state).click()
            for at in (0, 1):  # below the answer, and at the end
                expect(choice(page, state, at)).to_be_checked()
        assert marked(page, ".contents") == {}
        choice(page, "Sure", at=1).click()
        expect(choice(page, "Sure")).to_be_checked()
        choice(page, "Sure").focus()
        page.keyboard.press("ArrowLeft")
        expect(choice(page, "Read")).to_be_checked()
        assert marked(page, ".contents") == {3: "read"}


@pytest.mark.parametrize("width", [PHONE, NARROW])
def test_choice_is_large_enough_for_a_thumb(width: int, hosted: Site, browser: Browser) -> None:
    with reader(browser, viewport={"width": width, "height": HEIGHT}) as page:
        page.goto(question(hosted, 3))
        boxes = [label.bounding_box() for label in page.locator(".standing").first.locator("label").all()]
        assert len({box["y"] for box in boxes}) == 1
        assert min(box["height"] for box in boxes) >= 40
        assert min(box["width"] for box in boxes) >= 44


def test_what_is_put_in_by_script_moves_nothing(hosted: Site, browser: Browser) -> None:
    """Where everything lies is the same with our script and without it."""
    places = "() => [...document.querySelectorAll('article > *, .topic, .plan')].map(e => e.getBoundingClientRect().y)"
    for width in (PHONE, WIDE):
        for name in ("index.html", "practice/plans", f"questions/{QUESTIONS[3]}"):
            found = []
            for blocked in (True, False):
                with reader(browser, viewport={"width": width, "height": HEIGHT}) as page:
                    if blocked:
                        page.route("**/assets/js/guide.*.js", lambda route: route.abort())
                    page.goto(hosted.page(name))
                    seen = page.locator(".standing, .tally, .filters, .plan-left, .keeping")
                    assert seen.first.evaluate("place => place.childNodes.length > 0") is not blocked
                    found.append(page.evaluate(places))
            last = 4 if name.startswith("questions/") else None  # the code below is laid out by scripts of its own
            assert found[0][:last] == pytest.approx(found[1][:last], abs=1), (name, width)


def test_without_script_there_are_no_controls_and_nothing_else_is_missing(site: Site, browser: Browser) -> None:
    with reader(browser, java_script_enabled=False) as page:
        page.goto(question(site, 3))
        for place in page.locator(".standing").all():
            assert place.inner_text() == ""
        assert page.locator(".standing").first.bounding_box()["height"] == 0
        page.goto(site.page("index.html"))
        for place in (".tally", ".filters"):
            assert page.locator(place).bounding_box()["height"] == 0
        expect(page.locator(".question-short")).to_have_count(len(QUESTIONS))
        expect(page.locator(".question-short").last).to_be_visible()
        page.get_by_role("link", name="One hour").click()
        expect(page.locator(".plan-pages").first).to_be_visible()
        expect(page.locator(".plan-tick")).to_have_count(0)


KEEPS_NOTHING = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"


def test_a_browser_that_keeps_nothing_says_so_once(site: Site, browser: Browser) -> None:
    with reader(browser) as page:
        page.add_init_script(KEEPS_NOTHING)
        page.goto(question(site, 3))
        warning = page.locator(".unkept")
        expect(warning).to_have_count(0)
        choice(page, "Read").click()
        expect(warning).to_contain_text("This browser keeps nothing")
        expect(page.get_by_role("status").filter(has_text="This browser keeps nothing")).to_be_visible()
        choice(page, "Sure").click()
        expect(warning).to_have_count(1)
        expect(choice(page, "Sure", at=1)).to_be_checked()  # until the page is left
        assert marked(page, ".contents") == {3: "sure"}


@pytest.mark.parametrize("kept", NONSENSE)
def test_what_is_kept_and_makes_no_sense_is_no_progress(kept: str, hosted: Site, browser: Browser) -> None:
    with reader(browser) as page:
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(question(hosted, 3))
        page.evaluate("kept => localStorage.setItem(guide.base.pathname + 'progress', kept)", kept)
        page.reload()
        expect(choice(page, "Not begun")).to_be_checked()
        assert marked(page, ".contents") == {}
        choice(page, "Read").click()
        assert json.loads(page.evaluate("() => localStorage[guide.base.pathname + 'progress']")) == {"3": "read"}
        assert errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_axe_is_silent_about_marks(width: int, scheme: str, hosted: Site, browser: Browser) -> None:
    with reader(browser, viewport={"width": width, "height": HEIGHT}, color_scheme=scheme) as page:
        page.goto(question(hosted, 3))
        choice(page, "Read").click()
        page.evaluate("() => guide.progress.change({ 1: 'sure', 2: 'read', 8: 'sure' })")
        for name in ("index.html", "practice/plans", Path(f"questions/{QUESTIONS[8]}").as_posix()):
            page.goto(hosted.page(name))
            page.evaluate(OPEN_EVERYTHING)
            assert axe(page, colour_alone=scheme == "dark") == [], name
