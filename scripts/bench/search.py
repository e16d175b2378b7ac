"""The search: what a reader fetches for it, how fast it answers, and how much of what people ask it finds.

The queries are those of tests/browser/queries. What lies between a key and the first result is the time that the page
takes to answer and to lay the results out, in the browser, after the index is read.
"""

import gzip
from statistics import median

import yaml
from playwright.sync_api import sync_playwright

from scripts.bench.weight import served
from scripts.bench.workspace import ROOT, copy_of_checkout, timed
from scripts.site.build.browser import launch

LIMIT, LIMIT_KEY, FIRST, THREE = 150_000, 100, 0.85, 0.97
_TYPED = "forget bias"
_ASK = """queries => {
    const began = performance.now()
    const found = queries.map(query => searchBox.find(query).pages.slice(0, 3).map(one => one.page.url))
    return [performance.now() - began, found]
}"""
_KEYS = """text => {
    const box = document.querySelector(".md-search__input"), took = []
    for (let at = 1; at <= text.length; at++) {
        const began = performance.now()
        box.value = text.slice(0, at)
        box.dispatchEvent(new Event("input"))
        document.querySelector(".search__results").getBoundingClientRect()
        took.push(performance.now() - began)
    }
    return took
}"""


def run() -> list[str]:
    """Return the lines to print."""
    files = sorted((ROOT / "tests/browser/queries").glob("*.yaml"))
    sets = {file.stem: yaml.safe_load(file.read_text(encoding="utf-8")) for file in files}
    asked = [one for queries in sets.values() for one in queries]
    with copy_of_checkout() as root:
        timed(root, "mkdocs", "build", "--site-dir", "ours")
        (script,) = (root / "ours" / "search").glob("index.*.js")
        text = script.read_bytes()
        with served(root / "ours") as home, sync_playwright() as playwright, launch(playwright) as browser:
            tab = browser.new_page()
            tab.goto(home)
            tab.keyboard.press("/")
            tab.wait_for_function("() => !!window.searchBox?.find")
            took, found = tab.evaluate(_ASK, [one["query"] for one in asked])
            keys = tab.evaluate(_KEYS, _TYPED)
    size = len(gzip.compress(text[text.rindex(b"searchBox.ready(") :], 9, mtime=0))
    whole = len(gzip.compress(text, 9, mtime=0))
    ranks = [
        next((at for at, url in enumerate(urls) if _right(url, one["page"])), 9)
        for one, urls in zip(asked, found, strict=True)
    ]
    lines = [
        f"index, gzip             {size / 1000:6.1f} KB  (at most {LIMIT / 1000:.0f} KB)",
        f"  with its scripts      {whole / 1000:6.1f} KB",
        f"queries a second        {1000 * len(asked) / took:6.0f}",
        f"key to results, median  {median(keys):6.1f} ms  (at most {LIMIT_KEY} ms)",
    ]
    for name, queries in sets.items():
        mine, ranks = ranks[: len(queries)], ranks[len(queries) :]
        first, three = (sum(rank < among for rank in mine) / len(mine) for among in (1, 3))
        lines += [
            f"right page first        {first:6.3f}     (at least {FIRST}, of {len(mine)} queries in {name}.yaml)",
            f"among the first three   {three:6.3f}     (at least {THREE})",
        ]
    return lines


def _right(url: str, numbers: list[int]) -> bool:
    name = url.removeprefix("questions/")
    return name != url and int(name[:2]) in numbers
