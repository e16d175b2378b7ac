"""The home page: the way to a plan, the questions by level, topic and progress, and what each is about."""

import re
from itertools import product

from playwright.sync_api import Browser, Page, expect

from scripts.site.model.front_matter import LEVELS
from scripts.site.model.page import pages, topics
from tests.browser.sites import Site
from tests.browser.visit import HEIGHT, PHONE, reader

FRONTS = {page.front.number: page.front for page in pages()}
TOPICS = [topic.topic for topic in topics()]
# What a phone of 390 × 844 pixels shows between the bars of its browser.
SCREEN = 664


def shown(page: Page) -> set[int]:
    numbers = "items => items.filter(item => item.checkVisibility()).map(item => Number(item.dataset.number))"
    return set(page.locator(".question[data-number]").evaluate_all(numbers))


def wanted(level: str, topic: str) -> set[int]:
    return {number for number, front in FRONTS.items() if level in ("", front.level) and topic in ("", front.topic)}


def test_columns_are_the_same_from_the_header_down(hosted: Site, browser: Browser) -> None:
    with reader(browser) as page:
        page.goto(hosted.page("index.html"))
        boxes = {
            name: page.locator(name).first.bounding_box() for name in (".md-logo img", "h1", ".time", ".turn", "figure")
        }
        first, second = (page.locator(".topic").nth(place).bounding_box() for place in (0, 1))
        left = {name: round(box["x"]) for name, box in boxes.items()}
        right = {name: round(box["x"] + box["width"]) for name, box in boxes.items()}
        assert {left[name] for name in (".md-logo img", "h1", ".time", ".turn")} == {round(first["x"])}
        assert right[".time"] == round(first["x"] + first["width"])
        assert left["figure"] == round(second["x"])
        assert right["figure"] == right[".turn"] == round(second["x"] + second["width"])


def test_every_question_says_what_it_is_about(site: Site, browser: Browser) -> None:
    with reader(browser, viewport={"width": PHONE, "height": HEIGHT}) as page:
        page.goto(site.page("index.html"))
        for number, front in FRONTS.items():
            item = page.locator(f".question[data-number='{number}']")
            expect(item.locator(".question-title")).to_have_text(front.question)
            said = item.locator(".question-short").text_content()
            assert said.translate({0x2019: "'"}) == front.short.translate({0x2019: "'"})
            assert item.locator(".question-facts").text_content().startswith(f"{front.level} · ")
            assert (
                item.locator(".question-note").bounding_box()["height"] <= 44
            )  # two lines, in any of the system fonts


def test_every_level_and_topic_shows_its_questions_and_no_others(hosted: Site, browser: Browser) -> None:
    with reader(browser, viewport={"width": PHONE, "height": HEIGHT}) as page:
        page.goto(hosted.page("index.html"))
        assert shown(page) == set(FRONTS)
        for topic, level in product(["", *TOPICS], ["", *LEVELS]):
            page.get_by_label("Topic", exact=True).select_option(topic)
            page.get_by_label("Level", exact=True).select_option(level)
            questions = wanted(level, topic)
            assert shown(page) == questions
            expect(page.locator(".filters").get_by_role("status")).to_have_text(
                f"{len(questions)} of {len(FRONTS)} questions" if level or topic else f"All {len(FRONTS)} questions"
            )
            headings = page.locator(".topic h2").evaluate_all("all => all.filter(h => h.checkVisibility()).length")
            assert headings == len({FRONTS[number].topic for number in questions})
            parts = [f"{name}={value}" for name, value in (("topic", topic), ("level", level)) if value]
            assert page.evaluate("() => location.hash") == (f"#{'&'.join(parts)}" if parts else "")


def test_a_choice_can_be_linked_and_taken_back(site: Site, browser: Browser) -> None:
    with reader(browser) as page:
        page.goto(f"{site.page('index.html')}#level=advanced&topic=gradients")
        assert shown(page) == wanted("advanced", "gradients")
        assert page.locator(".topic:visible").bounding_box()["width"] <= 800  # a column to read, not the whole screen
        expect(page.get_by_label("Level", exact=True)).to_have_value("advanced")
        page.evaluate("() => { location.hash = 'topic=cell' }")
        expect(page.get_by_label("Level", exact=True)).to_have_value("")
        assert shown(page) == wanted("", "cell")
        page.get_by_role("button", name="Show all").click()
        assert shown(page) == set(FRONTS)
        assert page.url == site.page("index.html")
        expect(page.get_by_label("Topic", exact=True)).to_be_focused()
        for nothing in ("#level=guru&topic=cells", "#topic-cell", "#%E0%A4%A"):
            page.goto("about:blank")
            page.goto(site.page("index.html") + nothing)
            assert shown(page) == set(FRONTS)


def test_questions_are_chosen_by_progress(hosted: Site, browser: Browser) -> None:
    with reader(browser) as page:
        page.goto(hosted.page("index.html"))
        page.evaluate("() => guide.progress.change({ 3: 'read', 7: 'sure', 9: 'read' })")
        for state, numbers in (("read", {3, 9}), ("sure", {7}), ("not-begun", set(FRONTS) - {3, 7, 9})):
            page.get_by_label("Progress", exact=True).select_option(state)
            assert shown(page) == numbers
        page.evaluate("() => guide.progress.change({ 1: 'sure' })")  # what is chosen follows
        assert shown(page) == set(FRONTS) - {1, 3, 7, 9}


def test_the_keyboard_chooses(hosted: Site, browser: Browser) -> None:
    with reader(browser) as page:
        page.goto(hosted.page("index.html"))
        page.locator(".tally a").focus()
        for name in ("Topic", "Level", "Progress"):
            page.keyboard.press("Tab")
            expect(page.get_by_label(name, exact=True)).to_be_focused()
        page.get_by_label("Level", exact=True).focus()
        page.keyboard.type("adv")
        assert shown(page) == wanted("advanced", "")


def test_one_hour_is_one_tap_from_the_first_screen_and_fits(site: Site, browser: Browser) -> None:
    with reader(browser, viewport={"width": PHONE, "height": SCREEN}) as page:
        page.goto(site.page("index.html"))
        for link in page.locator(".time a").all():
            box = link.bounding_box()
            assert box["y"] + box["height"] <= SCREEN  # nothing has been scrolled
            assert min(box["height"], box["width"]) >= 44
        page.get_by_role("link", name="One hour").click()
        page.wait_for_url(re.compile(r"/practice/plans(/|\.html)#one-hour$"))
        hour = page.locator(".plan:has(#one-hour)")
        expect(hour.locator("h2")).to_be_in_viewport()
        rows = hour.locator("tbody tr").evaluate_all("rows => rows.map(row => [...row.cells].map(c => c.textContent))")
        minutes, sums = ([int(row[at]) for row in rows] for at in (1, 2))
        assert sums == [sum(minutes[: at + 1]) for at in range(len(minutes))]
        assert sums[-1] <= 60
        expect(hour.locator("tbody tr").first).to_be_in_viewport()
        end = hour.locator("tbody tr").last.evaluate("row => row.getBoundingClientRect().bottom")
        assert end <= 1.5 * SCREEN  # the whole plan, within a screen and a half
