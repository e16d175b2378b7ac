"""The visit sees what it looks for: each fault, put into a page on purpose, is reported."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import sites
from tests.browser.visit import inspect, reader

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Fault</title>
<meta name="viewport" content="width=device-width"><style>{style}</style></head>
<body><main><h1>Fault</h1>{fault}</main></body></html>"""

FAULTS = {
    "script from a CDN": ("outside", "https://cdn.example/x.js", '<script src="https://cdn.example/x.js"></script>'),
    "font from elsewhere": ("outside", "https://fonts.example/", '<p style="font-family: F">x</p>'),
    "request of a script": (
        "outside",
        "https://api.example/",
        '<script>fetch("https://api.example/").catch(() => 0)</script>',
    ),
    "picture that is not there": ("missing", "none.svg", '<img src="none.svg" alt="None" loading="lazy">'),
    "style sheet that is not there": ("missing", "none.css", '<link rel="stylesheet" href="none.css">'),
    "error on the console": ("console", "oh no", '<script>console.error("oh no")</script>'),
    "exception": ("console", "oh dear", '<script>throw new Error("oh dear")</script>'),
    "button without a name": ("axe", "1280 px, light: button-name", "<button></button>"),
    "faint letters": ("axe", "1280 px, light: color-contrast", '<p style="color: #aaa">Faint</p>'),
    "letters faint in the dark": ("axe", "1280 px, dark: color-contrast", '<p class="dim">Dim</p>'),
    "letters faint on a phone": ("axe", "390 px, light: color-contrast", '<p class="dim">Dim</p>'),
    "letters faint on a phone in the dark": ("axe", "390 px, dark: color-contrast", '<p class="dim">Dim</p>'),
    "faint letters in a fold": (
        "axe",
        "1280 px, light: color-contrast",
        '<details><summary>Fold</summary><p style="color: #aaa">Faint</p></details>',
    ),
    "link told by colour alone": (
        "axe",
        "1280 px, light: link-in-text-block",
        '<p>Text with <a href="#" style="text-decoration: none; color: #2a4b8d">a link</a> in the middle of it.</p>',
    ),
    "wide table": ("too_wide", "table ends 2", '<table style="width: 600px"><tr><td>x</td></tr></table>'),
    "wide formula in a fold": (
        "too_wide",
        "div.wide ends",
        '<details><summary>Fold</summary><div class="wide" style="width: 400px">x</div></details>',
    ),
    "wide table hidden by the page": ("too_wide", "table", '<table style="width: 600px"><tr><td>x</td></tr></table>'),
}
STYLE = {
    "letters faint on a phone": "@media (max-width: 400px) { .dim { color: #aaa } }",
    "letters faint on a phone in the dark": (
        "@media (max-width: 400px) and (prefers-color-scheme: dark) { .dim { color: #ddd } }"
    ),
    "font from elsewhere": '@font-face { font-family: F; src: url("https://fonts.example/f.woff2") }',
    "letters faint in the dark": "@media (prefers-color-scheme: dark) { .dim { color: #ddd } }",
    "wide table hidden by the page": "html { overflow-x: hidden }",
}


def visited(folder: Path, browser: Browser, fault: str, style: str = "") -> object:
    (folder / "index.html").write_text(PAGE.format(fault=fault, style=style), encoding="utf-8")
    with sites.hosted(folder) as home, reader(browser) as page:
        return inspect(page, home, home)


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_reported(name: str, tmp_path: Path, browser: Browser) -> None:
    kind, message, fault = FAULTS[name]
    found = getattr(visited(tmp_path, browser, fault, STYLE.get(name, "")), kind)
    assert any(message in one for one in found), found


def test_sound_page_is_not(tmp_path: Path, browser: Browser) -> None:
    wide = '<div style="overflow-x: auto" tabindex="0"><table style="width: 600px"><tr><td>x</td></tr></table></div>'
    visit = visited(tmp_path, browser, f"<p>Sound.</p>{wide}")
    assert (visit.outside, visit.missing, visit.console, visit.too_wide, visit.axe) == ([], [], [], [], [])


def test_known_shape_is_not_shown_to_axe_again(tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "index.html").write_text(PAGE.format(fault="<button></button>", style=""), encoding="utf-8")
    with sites.hosted(tmp_path) as home, reader(browser) as page:
        first = inspect(page, home, home)
        assert first.axe
        assert inspect(page, home, home, {first.shape}).axe == []
        assert inspect(page, home, home, {first.shape + "<p>"}).axe
