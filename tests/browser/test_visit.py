"""The visit sees what it looks for: each fault, put into a page on purpose, is reported."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import sites
from tests.browser.measures import letters
from tests.browser.visit import inspect, reader

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Fault</title>
<meta name="viewport" content="width=device-width"><style>
i {{ display: block }} code {{ display: block }}
.edged {{
    overflow: auto;
    background: linear-gradient(#fff, #fff) local, linear-gradient(#fff, #fff) local,
        linear-gradient(90deg, #aaa, #fff) left / 9px 100% no-repeat scroll,
        linear-gradient(-90deg, #aaa, #fff) right / 9px 100% no-repeat scroll;
}}
{style}</style></head>
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
    "title cut in the header": (
        "too_wide",
        'header: "A title" is cut',
        '<div><div class="md-header__topic"><div class="md-ellipsis" style="width: 2em; overflow: hidden; '
        'white-space: nowrap">A title</div></div></div>',
    ),
    "title higher than the header": (
        "too_wide",
        'header: "A title" is cut',
        '<div style="height: 1em"><div class="md-header__topic"><div class="md-ellipsis" style="width: 2em">A title'
        "</div></div></div>",
    ),
    "formula that scrolls without a sign of it": (
        "layout",
        '390 px: cut: div.math "x", 60 px more than 300: no shadow at its edge',
        '<div class="math" style="width: 300px; overflow: auto" tabindex="0"><i style="width: 360px">x</i></div>',
    ),
    "code that scrolls out of reach of the keyboard": (
        "layout",
        '320 px: cut: code.edged "x", 100 px more than 300: out of reach of the keyboard',
        '<pre><code class="edged" style="width: 300px"><i style="width: 400px">x</i></code></pre>',
    ),
    "code whose end is hidden": (
        "layout",
        '320 px: cut: code.edged "x", 100 px more than 300: cut off',
        '<pre><code class="edged" style="width: 300px; overflow: hidden"><i style="width: 400px">x</i></code></pre>',
    ),
    "shadow that goes away with what it is to show": (
        "layout",
        "390 px: cut: div.edged",
        '<div class="edged" style="width: 300px; background-attachment: local" tabindex="0">'
        '<i style="width: 400px">x</i></div>',
    ),
    "table whose first column leaves": (
        "layout",
        "390 px: cut: div.edged",
        '<div class="edged" style="width: 300px" tabindex="0"><table style="width: 500px"><tr><td>x</td><td>y</td></tr>'
        "</table></div>",
    ),
    "spread on a line of its own": (
        "layout",
        '390 px: broken: "0.83 ± 0.02" in p',
        '<p style="width: 4em">It is 0.83 ± 0.02.</p>',
    ),
    "value broken in a caption, over the edge of a box": (
        "layout",
        '768 px: broken: "0.83 ± 0.02" in figcaption',
        '<figure><figcaption style="width: 3em"><b>0.83</b> ± <b>0.02</b></figcaption></figure>',
    ),
    "button that covers code": (
        "layout",
        '390 px: covered: button covers "x = 1',
        '<pre style="position: relative"><code>x = 1, the first line of a program\n</code>'
        '<button style="position: absolute; left: 9em; top: 0">Copy</button></pre>',
    ),
    "answer cut at the left": (
        "layout",
        "768 px: askew: the answer, from -24 to 400 px, is cut",
        '<div class="answer" style="position: absolute; left: -24px; width: 424px">x</div>',
    ),
    "answer cut at the right": (
        "layout",
        "768 px: askew: the answer, from 500 to 800 px, is cut",
        '<div class="answer" style="position: absolute; left: 500px; width: 300px; overflow: clip">x</div>',
    ),
    "words on words": (
        "layout",
        '640 px: overlapping: p "One" and p.up "Another"',
        '<p>One</p><p class="up" style="margin-top: -30px">Another</p>',
    ),
    "link that is too small to be tapped": (
        "axe",
        "1280 px, light: target-size",
        '<p><button style="width: 9px; height: 9px; padding: 0; border: 0" aria-label="One"></button>'
        '<button style="width: 9px; height: 9px; padding: 0; border: 0" aria-label="Two"></button></p>',
    ),
    "transition that runs all the same": ("motion", "p.slow moves", '<p class="slow">x</p>'),
    "animation that runs all the same": ("motion", "turn runs", '<p class="turning">x</p>'),
    "page that scrolls smoothly": ("motion", "html. moves", "<p>x</p>"),
    "column at the left": (
        "layout",
        "768 px: askew: the text has 8 px on its left and 160 px on its right",
        '<p style="width: 600px">x</p>',
    ),
}
STYLE = {
    "transition that runs all the same": ".slow { transition: left 0.3s }",
    "animation that runs all the same": "@keyframes turn { to { left: 1px } } .turning { animation: turn 3s infinite }",
    "page that scrolls smoothly": "html { scroll-behavior: smooth }",
    "table whose first column leaves": "td { position: sticky; left: auto }",
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
    table = (
        '<div class="edged" tabindex="0"><table style="width: 1500px"><tr>'
        '<td style="position: sticky; left: 0; white-space: nowrap">0.83 ± 0.02</td><td>x</td></tr></table></div>'
    )
    code = '<pre style="position: relative; padding-top: 3em"><code class="edged" tabindex="0">x</code>{}</pre>'
    button = '<button style="position: absolute; top: 0; right: 0">Copy</button>'
    answer = '<div class="answer" style="margin: 0 -8px">x</div>'
    visit = visited(tmp_path, browser, f"<p>Sound.</p>{table}{code.format(button)}{answer}")
    assert (visit.outside, visit.missing, visit.console, visit.too_wide, visit.axe) == ([], [], [], [], [])
    assert visit.layout == []


SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="672" height="100" viewBox="0 0 672 100"><g transform="scale(2)">
<path d="M0 0" transform="scale(0.01)"/><g transform="translate(1 2) scale(0.{size} -0.{size})"><use href="#x"/>
<use transform="translate(1 2) scale(0.7)" href="#x"/></g><g transform="scale(0.2 -0.2)"/></g></svg>"""


@pytest.mark.parametrize(
    ("svg", "shown", "size"),
    [
        (SVG.format(size="09"), 672, 18),
        (SVG.format(size="09"), 336, 9),
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 9"><text font-size="8">x</text></svg>', 50, 4),
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0"/></svg>', 9, float("inf")),
    ],
)
def test_letters_of_a_figure_are_measured_as_they_are_shown(svg: str, shown: float, size: float) -> None:
    assert letters(svg, shown) == pytest.approx(size)


def test_letters_too_small_on_a_phone_are_reported_of_the_image_that_is_shown(tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "wide.svg").write_text(SVG.format(size="08"), encoding="utf-8")
    narrow = SVG.format(size="08").replace('width="672"', 'width="336"').replace("0 0 672", "0 0 336")
    (tmp_path / "narrow.svg").write_text(narrow, encoding="utf-8")
    image = '<img src="wide.svg" alt="x" style="width: 336px">'
    alone, served = (
        f"<figure>{image}</figure>",
        '<figure><picture><source media="(max-width: 600px)" srcset="{}.svg">{}',
    )
    found = visited(tmp_path, browser, alone).layout
    assert found == ["390 px: letters: 8.0 px in wide.svg, shown 336 px wide"]
    assert visited(tmp_path, browser, served.format("wide", image)).layout == found
    assert visited(tmp_path, browser, served.format("narrow", image)).layout == []


def test_known_shape_is_not_shown_to_axe_again(tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "index.html").write_text(PAGE.format(fault="<button></button>", style=""), encoding="utf-8")
    with sites.hosted(tmp_path) as home, reader(browser) as page:
        first = inspect(page, home, home)
        assert first.axe
        assert inspect(page, home, home, {first.shape}).axe == []
        assert inspect(page, home, home, {first.shape + "<p>"}).axe
