"""What a reader with a small screen meets: what is cut, broken, covered, off centre or too small to read."""

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from functools import cache
from urllib.request import urlopen

from playwright.sync_api import Page

LEAST_LETTERS = 11  # CSS pixels, of a figure's letters as they are shown on a phone
_FONT_SCALE = 100  # Matplotlib draws letters 100 units high and scales them to their size

# Every measure looks at the article, or at the whole of a page that has none, with each fold open.
_ARTICLE = """
    const article = document.querySelector("article") ?? document.body
    const named = element => element.tagName.toLowerCase() + [...element.classList].map(name => "." + name).join("")
    const words = element => element.textContent.trim().replace(/\\s+/g, " ").slice(0, 40)
"""

# A box whose contents are wider has to scroll, to be in reach of the keyboard, and to show at its edge that there is
# more: a shadow that stays (`scroll`) below a cover that moves with the contents (`local`). Of a table, the column that
# says what a row is about stays.
CUT = """
    const found = []
    for (const box of [article, ...article.querySelectorAll("*")]) {
        if (box.matches(".unseen")) continue // words for a screen reader alone
        const style = getComputedStyle(box), more = box.scrollWidth - box.clientWidth
        if (more <= 1 || !box.clientWidth || style.overflowX === "visible" || style.display === "inline") continue
        const at = `${named(box)} "${words(box)}", ${more} px more than ${box.clientWidth}`
        if (!/auto|scroll/.test(style.overflowX)) { found.push(`${at}: cut off`); continue }
        const layers = style.backgroundAttachment.split(", ")
        const drawn = style.backgroundImage.split(/, (?=[a-z-]+-gradient)/).map(image => image.includes("gradient"))
        const shadows = layers.filter((layer, index) => layer === "scroll" && drawn[index])
        if (!layers.includes("local") || shadows.length < 2) found.push(`${at}: no shadow at its edge`)
        if (box.tabIndex < 0) found.push(`${at}: out of reach of the keyboard`)
        for (const row of box.querySelectorAll("tr")) {
            const { position, left } = getComputedStyle(row.cells[0])
            if (position === "sticky" && left === "0px") continue
            found.push(`${at}: its first column does not stay`)
            break
        }
    }
    return found
"""

# A value and its spread on one line, wherever they stand.
BROKEN = """
    const blocks = "p, li, td, th, dd, figcaption, summary, h1, h2, h3, h4", found = []
    for (const block of article.querySelectorAll(blocks)) {
        if (!block.textContent.includes("±")) continue
        const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT), places = []
        let text = ""
        for (let node; (node = walker.nextNode());) {
            if (node.parentElement.closest(`math, pre, ${blocks}`) !== block) continue
            places.push([text.length, node])
            text += node.data
        }
        const place = at => {
            const [start, node] = places.findLast(([start]) => start <= at)
            return [node, at - start]
        }
        for (const match of text.matchAll(/[\\d.,]+(?:\\s*%)?\\s*±\\s*[\\d.,]*\\d/g)) {
            const range = document.createRange()
            range.setStart(...place(match.index))
            range.setEnd(...place(match.index + match[0].length - 1))
            const lines = [...range.getClientRects()].filter(line => line.width)
            if (!lines.length) continue
            const lowest = Math.max(...lines.map(line => line.top)), first = lines[0]
            if (lowest >= first.bottom) found.push(`"${match[0].replace(/\\s+/g, " ")}" in ${named(block)}`)
        }
    }
    return found
"""

# The button that copies stands beside the code, also when that is scrolled.
COVERED = """
    const found = []
    for (const button of article.querySelectorAll("pre button")) {
        const own = button.getBoundingClientRect(), range = document.createRange()
        range.selectNodeContents(button.parentElement.querySelector("code"))
        const lines = [...range.getClientRects()].filter(line => line.width)
        const covers = line => line.top < own.bottom && line.bottom > own.top && line.right > own.left
        if (lines.some(covers)) found.push(`${named(button)} covers "${words(button.parentElement)}"`)
    }
    return found
"""

# The answer whole, and the text in the middle of what the contents leave free.
ASKEW = """
    const edge = document.documentElement.clientWidth, found = []
    for (const answer of article.querySelectorAll(".answer")) {
        const box = answer.getBoundingClientRect(), [left, right] = [box.left, box.right].map(Math.round)
        if (left < 0 || right > edge) found.push(`the answer, from ${left} to ${right} px, is cut`)
    }
    const texts = [...article.querySelectorAll("p")].map(p => p.getBoundingClientRect()).filter(box => box.width)
    const widest = texts.sort((one, other) => other.width - one.width)[0]
    if (widest && Math.abs(widest.left - (edge - widest.right)) > 16) {
        const free = [widest.left, edge - widest.right].map(Math.round)
        found.push(`the text has ${free[0]} px on its left and ${free[1]} px on its right`)
    }
    return found
"""

# Words over words: what stands in the page one below or beside the other, and the parts of the header.
OVERLAPPING = """
    const blocks = "p, li, dt, dd, h1, h2, h3, h4, pre, figure, table, summary, .math"
    const inside = [...article.querySelectorAll(blocks)].filter(one => !one.querySelector(blocks))
    const header = [...document.querySelectorAll(".md-header__inner > *, .md-header__option > label")]
    const boxes = [...inside, ...header.filter(one => !one.matches("form, [role=dialog]"))]
        .filter(one => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
        .map(one => [one, one.getBoundingClientRect()]).filter(([, box]) => box.width > 1 && box.height > 1)
        .sort(([, one], [, other]) => one.top - other.top)
    const found = []
    boxes.forEach(([element, box], index) => {
        for (const [other, next] of boxes.slice(index + 1)) {
            if (next.top > box.bottom - 2) break
            if (next.left > box.right - 2 || box.left > next.right - 2) continue
            if (element.contains(other) || other.contains(element)) continue
            if (!!element.closest("header") !== !!other.closest("header")) continue // it stays over the page
            found.push(`${named(element)} "${words(element)}" and ${named(other)} "${words(other)}"`)
        }
    })
    return found.slice(0, 5)
"""

_SHOWN = """async () => {
    const images = [...document.images].filter(image => /\\.svg$/.test(image.currentSrc) && image.closest("figure"))
    await Promise.all(images.map(image => image.decode().catch(() => {})))
    return images.map(image => [image.currentSrc, image.getBoundingClientRect().width])
}"""


def at_any_width(page: Page) -> Iterator[str]:
    """At every width: what is cut without a sign of it, a value away from its spread, code that is covered."""
    for kind, measure in (("cut", CUT), ("broken", BROKEN), ("covered", COVERED)):
        for one in _found(page, measure):
            yield f"{kind}: {one}"


def small_letters(page: Page) -> Iterator[str]:
    """The figures with letters smaller than `LEAST_LETTERS`, as they are shown."""
    for address, shown in page.evaluate(_SHOWN):
        size = letters(_drawing(address), shown)
        if size < LEAST_LETTERS - 0.05:
            yield f"letters: {size:.1f} px in {address.rpartition('/')[2]}, shown {shown:.0f} px wide"


def askew(page: Page) -> Iterator[str]:
    """Where the answer is cut, or the column not in the middle."""
    for one in _found(page, ASKEW):
        yield f"askew: {one}"


def overlapping(page: Page) -> Iterator[str]:
    """Words that stand on other words."""
    for one in _found(page, OVERLAPPING):
        yield f"overlapping: {one}"


def _found(page: Page, measure: str) -> list[str]:
    return page.evaluate(f"() => {{{_ARTICLE}{measure}}}")


@cache
def _drawing(address: str) -> str:
    with urlopen(address) as found:
        return found.read().decode("utf-8")


def letters(svg: str, shown: float) -> float:
    """Size in CSS pixels of the smallest letters of a figure that is shown so many pixels wide; infinite without any.

    Letters are outlines: a group that is turned upside down, `scale(0.1 -0.1)`, is text of 10 units. Indices and
    exponents, which are scaled once more within such a group, belong to their letters. The size of `<text>` counts too.
    """
    root = etree.fromstring(svg)
    units = float(root.get("viewBox", "").split()[2])
    sizes = list(_sizes(root, 1.0))
    return min(sizes) * shown / units if sizes else float("inf")


def _sizes(element: etree.Element, scale: float) -> Iterator[float]:
    found = re.search(r"scale\(([-.\de]+)(?:[ ,]+([-.\de]+))?\)", element.get("transform", ""))
    if found:
        scale *= abs(float(found[1]))
        if found[2] and float(found[2]) < 0:
            yield scale * _FONT_SCALE
            return
    size = re.search(r"font-size:\s*([\d.]+)px", element.get("style", ""))
    if element.tag.endswith("}text") and (size or element.get("font-size")):
        yield float(size[1] if size else element.get("font-size")) * scale
    for child in element:
        yield from _sizes(child, scale)
