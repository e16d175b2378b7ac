"""What is copied from a page is of use elsewhere: formulas as TeX, code as it stands."""

from playwright.sync_api import Browser, expect

from tests.browser.sites import ROOT, Site
from tests.browser.visit import reader

QUESTIONS = sorted((ROOT / "docs" / "questions").glob("*.md"))


def test_formula_is_copied_as_tex(hosted: Site, browser: Browser) -> None:
    with reader(browser) as page:
        page.goto(hosted.page("reference/notation"))
        copied = page.evaluate(
            """() => {
                const box = document.querySelector("div.math")
                getSelection().selectAllChildren(box)
                const event = new ClipboardEvent("copy", { clipboardData: new DataTransfer(), bubbles: true })
                document.dispatchEvent(event)
                return event.clipboardData.getData("text/plain")
            }"""
        )
        source = (ROOT / "docs" / "reference" / "notation.md").read_text(encoding="utf-8")
        assert copied.startswith("$$")
        assert " ".join(copied.strip("$").split()) in " ".join(source.split())


def test_code_is_copied(hosted: Site, browser: Browser) -> None:
    with reader(browser) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
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
