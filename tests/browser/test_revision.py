"""Revision from cards: they say what their pages say, they are turned by thumb and by key, and fill six sheets."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from lxml import html
from lxml.html import HtmlElement
from playwright.sync_api import Browser, Page, expect

from scripts.site.model.front_matter import topics
from tests.browser.sites import ROOT, Site
from tests.browser.visit import HEIGHT, PHONE, reader

QUESTIONS = [path.stem for path in sorted((ROOT / "docs" / "questions").glob("*.md"))]
TOPICS = [topic.topic for topic in topics()]
SHEETS = 6
CARDS = "practice/revision/cell"
ALL = "practice/revision/all-fifty"

# Where the words of a card are, and how far they reach beyond the column that they stand in.
HIDDEN_OR_WIDE = """() => {
    const found = []
    for (const part of document.querySelectorAll(".card > summary, .card > .answer > p, .card li")) {
        const box = part.getBoundingClientRect(), words = part.textContent.trim().slice(0, 40)
        if (!part.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true }) || !box.height)
            found.push(`hidden: ${words}`)
        for (const inner of part.querySelectorAll("*"))
            for (const line of inner.getClientRects())
                if (line.width > box.width + 1) found.push(`${line.width - box.width} px too wide: ${words}`)
    }
    return found
}"""


@cache
def article(path: Path) -> HtmlElement:
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True)
    return html.document_fromstring(path.read_bytes(), parser=parser).find(".//article")


def said(element: HtmlElement) -> str:
    """What an element says, formulas and all, without its citations."""
    for citation in element.xpath(".//span[@class='citation']"):
        before = citation.getprevious()
        if before is not None:
            before.tail = (before.tail or "").rstrip()
        else:
            citation.getparent().text = (citation.getparent().text or "").rstrip()
        citation.drop_tree()
    written = html.tostring(element, encoding="unicode", with_tail=False)
    written = re.sub(r"</math>([^<]*)</span>", r"</math></span>\1", written)  # a comma behind a formula stays with it
    return " ".join(written.split())


@pytest.mark.parametrize("name", QUESTIONS)
def test_card_says_exactly_what_its_page_says(name: str, hosted: Site) -> None:
    page = article(hosted.folder / "questions" / name / "index.html")
    meant = [said(part) for part in page.xpath(".//div[@class='answer'] | .//ul[@class='by-heart']")]
    assert len(meant) == 2
    number = int(name.split("-")[0])
    (topic,) = [topic.topic for topic in topics() if number in topic.questions]
    for cards in (topic, "all-fifty"):
        folder = hosted.folder / "practice" / "revision" / cards
        (card,) = article(folder / "index.html").xpath(f".//details[.//*[@id='question-{number}']]")
        assert [said(part) for part in card.xpath("./div[@class='answer'] | .//ul[@class='by-heart']")] == meant
        assert card.xpath("./p[@class='card-whole']/a/@href") == [f"../../../questions/{name}/"]
        question = " ".join(card.find("summary")[0].text_content().split())
        assert question == f"{number} {' '.join(page.find('.//h1').text_content().split())}"


def test_every_question_has_its_card_on_its_topic_and_on_the_page_of_all(hosted: Site) -> None:
    def questions(name: str) -> list[int]:
        found = article(hosted.folder / "practice" / "revision" / name / "index.html")
        return [int(question.text) for question in found.xpath(".//details//span[@class='question-number']")]

    meant = {topic.topic: list(topic.questions) for topic in topics()}
    assert {topic: questions(topic) for topic in meant} == meant
    assert questions("all-fifty") == [number for numbers in meant.values() for number in numbers]


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    with reader(browser, viewport={"width": PHONE, "height": HEIGHT}, has_touch=True) as page:
        yield page


def test_tap_opens_a_card_without_a_script(site: Site, browser: Browser) -> None:
    screen = {"width": PHONE, "height": HEIGHT}
    with reader(browser, viewport=screen, java_script_enabled=False, has_touch=True) as page:
        page.goto(site.page(CARDS))
        card = page.locator(".card").first
        expect(card.locator(".answer")).to_be_hidden()
        card.locator("summary").tap()
        expect(card.locator(".answer")).to_be_visible()
        expect(card.locator(".by-heart")).to_be_visible()
        expect(page.locator(".revision-bar")).to_be_hidden()


def test_thumb_turns_the_cards(site: Site, phone: Page) -> None:
    phone.goto(site.page(CARDS))
    cards, place = phone.locator(".card"), phone.get_by_role("status").first
    many = cards.count()
    expect(phone.locator(".card[open]")).to_have_count(0)
    for turned in range(many):
        phone.get_by_role("button", name="Next", exact=True).tap()
        expect(place).to_have_text(f"{turned + 1} of {many}")
        expect(cards.nth(turned)).to_have_attribute("open", "")
        expect(cards.nth(turned).locator("summary")).to_be_focused()
        assert uncovered(phone, cards.nth(turned).locator("summary"))
        assert uncovered(phone, phone.locator(".revision-bar"))
    phone.get_by_role("button", name="Next", exact=True).tap()
    expect(place).to_have_text(f"1 of {many}")
    phone.get_by_role("button", name="Previous", exact=True).tap()
    expect(place).to_have_text(f"{many} of {many}")


def uncovered(page: Page, what: object) -> bool:
    """Whether all of it can be seen: it lies below the header and above the bar, or is the bar."""
    return what.evaluate(
        """what => {
            const { left, right, top, bottom } = what.getBoundingClientRect(), middle = (left + right) / 2
            return [top + 2, bottom - 2].every(y => what.contains(document.elementFromPoint(middle, y)))
        }"""
    )


def test_next_goes_on_from_where_the_reader_is(site: Site, phone: Page) -> None:
    phone.goto(site.page(ALL))
    cards, place = phone.locator(".card"), phone.get_by_role("status").first
    cards.nth(20).locator("summary").tap()
    expect(place).to_have_text("21 of 50")
    phone.get_by_role("button", name="Next", exact=True).tap()
    expect(place).to_have_text("22 of 50")
    cards.nth(40).evaluate("card => card.scrollIntoView()")
    phone.get_by_role("button", name="Previous", exact=True).tap()
    expect(place).to_have_text("40 of 50")


def test_all_are_revealed_and_hidden_and_the_reader_stays(site: Site, phone: Page) -> None:
    phone.goto(site.page(ALL))
    opened, place = phone.locator(".card[open]"), phone.get_by_role("status").first
    card = phone.locator(".card").nth(30)
    card.locator("summary").tap()
    top = "card => card.getBoundingClientRect().top"
    before = card.evaluate(top)
    phone.get_by_role("button", name="Reveal all").tap()
    expect(opened).to_have_count(50)
    expect(place).to_have_text("all open")
    assert abs(card.evaluate(top) - before) < 2
    phone.get_by_role("button", name="Hide all").tap()
    expect(opened).to_have_count(0)
    expect(place).to_have_text("all folded")
    expect(phone.get_by_role("button", name="Reveal all")).to_be_visible()
    assert abs(card.evaluate(top) - before) < 2


def test_keys_turn_the_cards(site: Site, browser: Browser) -> None:
    with reader(browser) as page:
        page.goto(site.page(CARDS))
        place = page.get_by_role("status").first
        for key, number in (("j", 1), ("j", 2), ("j", 3), ("k", 2)):
            page.keyboard.press(key)
            expect(place).to_have_text(f"{number} of {len(topics()[0].questions)}")
        expect(page.locator(".card").nth(1).locator("summary")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator(".card").nth(1)).not_to_have_attribute("open", "")


def test_bar_covers_nothing_that_the_keyboard_reaches(hosted: Site, browser: Browser) -> None:
    with reader(browser, viewport={"width": PHONE, "height": HEIGHT}) as page:
        page.goto(hosted.page(CARDS))
        page.locator(".card summary").first.focus()
        for _ in range(3 * len(topics()[0].questions)):  # summaries, links and formulas that scroll
            if page.locator("summary:focus").count():
                page.keyboard.press("Enter")
            page.keyboard.press("Tab")
            if page.locator(".card :focus").count():
                assert uncovered(page, page.locator(":focus"))


def test_all_fifty_fill_six_sheets(site: Site, browser: Browser) -> None:
    """Whatever is folded on the screen: on paper every card is open, and no formula leaves its column."""
    with reader(browser, color_scheme="dark") as page:
        page.goto(site.page(ALL))
        page.locator(".card summary").nth(3).click()
        sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
        assert sheets <= SHEETS
        page.set_viewport_size({"width": round(194 / 25.4 * 96), "height": HEIGHT})  # what the margins leave of A4
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate(HIDDEN_OR_WIDE) == []
        assert page.locator(".revision").evaluate("cards => getComputedStyle(cards).columnCount") == "3"
        for nothing in (".md-header", ".revision-bar", ".card-whole", ".turn"):
            expect(page.locator(nothing).first).to_be_hidden()
        ink = page.locator(".answer p").first.evaluate("text => getComputedStyle(text).color")
        assert ink == "rgb(31, 35, 40)"  # on white


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_prints_on_a_sheet_or_two(topic: str, hosted: Site, browser: Browser) -> None:
    with reader(browser) as page:
        page.goto(hosted.page(f"practice/revision/{topic}"))
        sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
        assert sheets <= 2
