"""What is copied from a page is of use elsewhere: formulas as TeX, code as it stands."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.sites import ROOT, Site
from tests.browser.visit import reader

QUESTIONS = sorted((ROOT / "docs" / "questions").glob("*.md"))


CLIPBOARD = ["clipboard-read", "clipboard-write"]

# Each button copies the formula below it, and covers none of it, nor the text above.
TEX = """async () => {
    document.querySelectorAll("details").forEach(fold => { fold.open = true })
    const found = [], boxes = [...document.querySelectorAll("article div.math")]
    const copied = []
    guide.copy = text => copied.push(text)
    for (const box of boxes) {
        const tex = box.querySelector("math").dataset.tex, button = box.previousElementSibling?.querySelector("button")
        button?.click()
        if (copied.pop() !== tex) found.push(`no button copies ${tex}`)
        const own = button?.getBoundingClientRect(), formula = box.querySelector("math").getBoundingClientRect()
        if (own?.bottom > formula.top + 1) found.push(`${own.bottom - formula.top} px over ${tex}`)
        if (own?.width < 24 || own?.height < 24) found.push(`${own.width} × ${own.height} px at ${tex}`)
        const text = box.previousElementSibling.previousElementSibling
        if (own?.top < (text?.getBoundingClientRect().bottom ?? 0) - 3) found.push(`over the text before ${tex}`)
    }
    return found
}"""


@pytest.fixture(scope="module")
def copyist(browser: Browser) -> Iterator[Page]:
    with reader(browser, permissions=CLIPBOARD) as page:
        yield page


def test_formula_is_copied_as_tex(hosted: Site, browser: Browser) -> None:
    source = (ROOT / "docs" / "reference" / "notation.md").read_text(encoding="utf-8")
    with reader(browser, permissions=CLIPBOARD) as page:
        page.goto(hosted.page("reference/notation"))
        for formula, dollars in (("div.math", "$$"), ("p:has(> span.math)", "$")):
            page.evaluate("css => getSelection().selectAllChildren(document.querySelector(css))", formula)
            page.keyboard.press("Control+C")
            copied = page.evaluate("() => navigator.clipboard.readText()")
            assert dollars in copied
            assert " ".join(copied.split()) in " ".join(source.replace("$$\n", "$$").replace("\n$$", "$$").split())


@pytest.mark.parametrize("name", [f"questions/{path.stem}" for path in QUESTIONS])
def test_formula_that_stands_alone_has_a_button_that_copies_its_tex(name: str, hosted: Site, copyist: Page) -> None:
    copyist.goto(hosted.page(name))
    assert copyist.evaluate(TEX) == []


def test_button_of_a_formula_shows_where_the_keyboard_is(hosted: Site, copyist: Page) -> None:
    copyist.goto(hosted.page("reference/notation"))
    box, button = copyist.locator("div.math").first, copyist.locator(".tex button").first
    expect(button).to_have_css("opacity", "0")
    box.focus()
    expect(button).to_have_css("opacity", "1")
    copyist.keyboard.press("Shift+Tab")
    expect(button).to_be_focused()
    expect(button).to_have_css("opacity", "1")
    copyist.keyboard.press("Enter")
    expect(copyist.get_by_role("status")).to_have_text("Copied")
    assert copyist.evaluate("() => navigator.clipboard.readText()") == box.locator("math").get_attribute("data-tex")


def test_code_is_copied(site: Site, browser: Browser) -> None:
    with reader(browser, permissions=CLIPBOARD) as page:
        for path in QUESTIONS:
            page.goto(site.page(f"questions/{path.stem}"))
            block = page.locator(".language-python pre").first
            if block.count():
                break
        block.hover()
        block.get_by_role("button", name="Copy").click()
        expect(page.locator(".notice")).to_contain_text("Copied")
        code = block.locator("code").inner_text().strip()
        assert code
        assert page.evaluate("() => navigator.clipboard.readText()") == code
