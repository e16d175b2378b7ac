"""What is copied from a page is of use elsewhere: formulas as TeX, code as it stands."""

from playwright.sync_api import Browser, expect

from tests.browser.sites import ROOT, Site
from tests.browser.visit import reader

QUESTIONS = sorted((ROOT / "docs" / "questions").glob("*.md"))


CLIPBOARD = ["clipboard-read", "clipboard-write"]


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


def test_code_is_copied(hosted: Site, browser: Browser) -> None:
    with reader(browser, permissions=CLIPBOARD) as page:
        for path in QUESTIONS:
            page.goto(hosted.page(f"questions/{path.stem}"))
            block = page.locator(".language-python pre").first
            if block.count():
                break
        block.hover()
        block.get_by_role("button", name="Copy").click()
        expect(page.locator(".md-dialog")).to_contain_text("Copied")
        code = block.locator("code").inner_text().strip()
        assert code
        assert page.evaluate("() => navigator.clipboard.readText()") == code
