"""Progress as a file: what is saved comes back, and a file that is not right changes nothing."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import axe
from tests.browser.sites import Site
from tests.browser.visit import HEIGHT, PHONE, reader

PROGRESS = {"3": "read", "7": "sure", "50": "read"}
FILE = {"format": "lstm-guide-progress", "version": 1, "date": "2026-11-30", "progress": {"7": "sure"}}
ALL = "() => guide.progress.all()"


@pytest.fixture
def page(site: Site, browser: Browser) -> Iterator[Page]:
    """A reader of the page with plans and progress, with three pages marked."""
    with reader(browser, viewport={"width": PHONE, "height": HEIGHT}, accept_downloads=True) as page:
        page.goto(site.page("practice/plans"))
        page.evaluate("progress => guide.progress.change(progress)", PROGRESS)
        yield page


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def give(page: Page, text: str | bytes, name: str = "progress.json") -> None:
    """Open a file of this text."""
    with page.expect_file_chooser() as chooser:
        press(page, "Open a file")
    content = text.encode() if isinstance(text, str) else text
    chooser.value.set_files({"name": name, "mimeType": "application/json", "buffer": content})


def said(page: Page):
    return page.locator(".keeping").get_by_role("status")


def test_what_is_saved_comes_back_after_all_is_cleared(page: Page, tmp_path: Path) -> None:
    with page.expect_download() as download:
        press(page, "Save as a file")
    name = download.value.suggested_filename
    saved = tmp_path / name
    download.value.save_as(saved)
    file = json.loads(saved.read_text(encoding="utf-8"))
    assert file == {"format": "lstm-guide-progress", "version": 1, "date": file["date"], "progress": PROGRESS}
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", file["date"])
    assert abs((date.fromisoformat(file["date"]) - date.today()).days) <= 1
    assert name == f"lstm-guide-progress-{file['date']}.json"

    press(page, "Clear all")
    expect(page.locator("dialog.asking")).to_contain_text("This device forgets 2 read, 1 sure.")
    page.keyboard.press("Escape")
    assert page.evaluate(ALL) == PROGRESS
    press(page, "Clear all")
    expect(page.get_by_role("button", name="Keep it")).to_be_focused()
    page.locator("dialog.asking").get_by_role("button", name="Clear all").click()
    expect(said(page)).to_have_text("All progress is cleared.")
    page.reload()
    assert page.evaluate(ALL) == {}

    give(page, saved.read_text(encoding="utf-8"), name)
    asked = page.locator("dialog.asking")
    expect(asked).to_contain_text(f"“{name}” of {file['date']} has 3 pages (2 read, 1 sure).")
    expect(asked).to_contain_text("3 pages will change, none goes back")
    press(page, "Change 3 pages")
    expect(said(page)).to_have_text("3 pages changed.")
    page.reload()
    assert page.evaluate(ALL) == PROGRESS


def test_each_page_keeps_the_further_of_its_states(page: Page) -> None:
    text = json.dumps(FILE | {"progress": {"3": "sure", "7": "read", "9": "read", "50": "read"}})
    give(page, text)
    expect(page.locator("dialog.asking")).to_contain_text("2 pages will change")
    press(page, "Leave it")
    assert page.evaluate(ALL) == PROGRESS
    give(page, text)
    press(page, "Change 2 pages")
    assert page.evaluate(ALL) == {"3": "sure", "7": "sure", "9": "read", "50": "read"}
    give(page, text)
    expect(said(page)).to_contain_text("All of it is marked here already: nothing to change.")
    give(page, json.dumps(FILE | {"progress": {}}))
    expect(said(page)).to_contain_text("has 0 pages (0 read, 0 sure). All of it is marked here already")


REFUSED = {
    "empty": ("", "it is empty"),
    "blank": (" \n", "it is empty"),
    "no JSON": ("3: read", "it is not JSON, or only a part of it"),
    "half of a file": (json.dumps(FILE)[:-9], "it is not JSON, or only a part of it"),
    "bytes that are no text": (b"\xff\xfe\x00\x01", "it is not JSON, or only a part of it"),
    "a number": ("3", "it is not a progress file of this guide"),
    "nothing": ("null", "it is not a progress file of this guide"),
    "a list": ("[]", "it is not a progress file of this guide"),
    "another's file": ('{"name": "x"}', "it is not a progress file of this guide; its format is missing"),
    "another format": (FILE | {"format": "anki"}, 'it is not a progress file of this guide; its format is "anki"'),
    "a later version": (FILE | {"version": 2}, "its version is 2, and this page reads version 1"),
    "a version in letters": (FILE | {"version": "1"}, 'its version is "1", and this page reads version 1'),
    "no date": ({key: FILE[key] for key in FILE if key != "date"}, "its date is missing, and should be like 20"),
    "a day that is none": (FILE | {"date": "2026-13-01"}, 'its date is "2026-13-01", and should be like 20'),
    "no list of pages": ({key: FILE[key] for key in FILE if key != "progress"}, "its list of pages is missing"),
    "a list for the pages": (FILE | {"progress": ["3"]}, 'its list of pages is ["3"]'),
    "a question that there is not": (
        FILE | {"progress": {"9": "read", "51": "read"}},
        'it names question "51", which the guide does not have',
    ),
    "a number with a nought": (FILE | {"progress": {"03": "read"}}, 'it names question "03"'),
    "a name of the language": (
        '{"__proto__": {"format": "lstm-guide-progress"}}',
        "it is not a progress file of this guide",
    ),
    "a property of all things": (FILE | {"progress": {"constructor": "read"}}, 'it names question "constructor"'),
    "a state that there is not": (
        FILE | {"progress": {"9": "read", "3": "done"}},
        'question 3 is "done" in it, and should be "read" or "sure"',
    ),
    "a state in a list": (FILE | {"progress": {"3": ["sure"]}}, 'question 3 is ["sure"] in it'),
    "markup": (FILE | {"format": "<img src=x onerror=alert(1)>"}, 'its format is "<img src=x onerror=alert(1)>"'),
    "a huge file": (" " * 3_000_000, "it has 3000 kB, and a progress file about one"),
}


def test_a_file_that_is_not_right_is_refused_and_changes_nothing(page: Page) -> None:
    before = page.evaluate("() => localStorage[guide.base.pathname + 'progress']")
    for name, (content, why) in REFUSED.items():
        text = content if isinstance(content, (str, bytes)) else json.dumps(content)
        give(page, text, f"{name}.json")
        expect(said(page)).to_have_text(
            re.compile(f"^“{name}.json” is refused: .*{re.escape(why)}.*Nothing has changed")
        )
        expect(page.locator("dialog.asking")).to_have_count(0)
        assert page.locator(".keeping img").count() == 0
        assert page.evaluate("() => localStorage[guide.base.pathname + 'progress']") == before


def test_a_good_file_is_taken_after_a_bad_one(page: Page) -> None:
    give(page, "")
    expect(said(page)).to_contain_text("is refused")
    give(page, json.dumps(FILE | {"progress": {"9": "sure"}}))
    press(page, "Change 1 page")
    assert page.evaluate(ALL) == PROGRESS | {"9": "sure"}
    expect(said(page)).to_have_text("1 page changed.")


def test_with_nothing_marked_there_is_nothing_to_save_or_clear(site: Site, browser: Browser) -> None:
    with reader(browser) as page:
        page.goto(site.page("practice/plans"))
        for name in ("Save as a file", "Clear all"):
            press(page, name)
            expect(said(page)).to_have_text("Nothing is marked yet.")
            expect(page.locator("dialog.asking")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_is_silent_about_the_question_and_the_refusal(scheme: str, hosted: Site, browser: Browser) -> None:
    with reader(browser, viewport={"width": PHONE, "height": HEIGHT}, color_scheme=scheme) as page:
        page.goto(hosted.page("practice/plans"))
        give(page, "")
        expect(said(page)).to_contain_text("is refused")
        assert axe(page, colour_alone=scheme == "dark") == []
        give(page, json.dumps(FILE))
        expect(page.locator("dialog.asking")).to_be_visible()
        assert axe(page, colour_alone=scheme == "dark") == []
