"""Open a page as a reader does and write down everything that is wrong with it."""

from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

WIDE, PHONE, NARROW = 1280, 390, 320
HEIGHT = 900

OPEN_EVERYTHING = """async () => {
    document.querySelectorAll("details").forEach(fold => { fold.open = true })
    const images = [...document.images]
    images.forEach(image => { image.loading = "eager" })
    await Promise.all(images.map(image => image.decode().catch(() => {})))
    await document.fonts.ready
}"""

# Two frames: one in which the page learns of its new size or palette, and one in which it has drawn what follows.
SETTLE = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"""

BROKEN_IMAGES = """() => [...document.images].filter(image => !image.naturalWidth).map(image => image.src)"""

# What begins left of the right edge and ends beyond it, unless it lies in a box of its own that scrolls.
TOO_WIDE = """() => {
    const edge = document.documentElement.clientWidth
    const scrolls = element => {
        for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
            const { overflowX, position } = getComputedStyle(box)
            if (/auto|scroll|hidden|clip/.test(overflowX) && box.getBoundingClientRect().right <= edge + 1) return true
            if (position === "fixed") return true
        }
        return false
    }
    const found = []
    for (const element of document.body.querySelectorAll("*")) {
        const { left, right, width } = element.getBoundingClientRect()
        if (!width || left >= edge || right <= edge + 1 || scrolls(element)) continue
        if (getComputedStyle(element).position === "fixed") continue
        const name = element.tagName.toLowerCase() + (element.className.baseVal ?? element.className
            ? "." + String(element.className.baseVal ?? element.className).trim().split(/\\s+/).join(".") : "")
        found.push(`${name} ends ${Math.round(right - edge)} px beyond ${edge}`)
    }
    return found.slice(0, 5)
}"""

# The rules about colour take axe nearly all of its time, over thousands of words and formulas that look alike. They are
# asked about one element of each look: what decides them is the colour of the letters, whether these are large or bold,
# every background behind them, and how a link differs from the text around it. A look that a reader's axe has judged is
# not judged again, neither on the narrow page nor on the next, which has the same style sheets. The other rules are
# asked about the whole page; they say the same in both palettes.
AXE = """async colour_alone => {
    const rules = ["color-contrast", "link-in-text-block"]
    const backgrounds = new Map([[null, ""]])
    const behind = box => {
        if (!backgrounds.has(box)) {
            const { backgroundColor, backgroundImage, opacity } = getComputedStyle(box)
            const clear = backgroundImage === "none" && opacity === "1" && /, 0\\)$/.test(backgroundColor)
            backgrounds.set(box, behind(box.parentElement) + (clear ? "" : backgroundColor + backgroundImage + opacity))
        }
        return backgrounds.get(box)
    }
    const letters = element => {
        const { color, fontSize, fontWeight, textDecorationLine, borderBottomStyle } = getComputedStyle(element)
        const pixels = parseFloat(fontSize)
        const large = pixels >= 24 || (pixels >= 18.66 && fontWeight >= 700)
        return [color, large, fontWeight, textDecorationLine, borderBottomStyle].join()
    }
    const looks = new Map(), judged = new Set(JSON.parse(sessionStorage.getItem("judged") ?? "[]"))
    for (const element of document.body.querySelectorAll("*")) {
        const text = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim())
        if (!(text || element.matches("a, input")) || !element.checkVisibility({ visibilityProperty: true })) continue
        const name = [letters(element), behind(element), element.matches("a") && letters(element.parentElement)].join()
        if (!(looks.has(name) || judged.has(name))) looks.set(name, element)
    }
    const options = { resultTypes: ["violations"] }
    const runs = []
    if (looks.size) runs.push(await axe.run({ include: [...looks.values()] }, { ...options, runOnly: rules }))
    sessionStorage.setItem("judged", JSON.stringify([...judged, ...looks.keys()]))
    const others = Object.fromEntries(rules.map(rule => [rule, { enabled: false }]))
    if (!colour_alone) runs.push(await axe.run(document, { ...options, rules: others }))
    return runs.flatMap(({ violations }) => violations)
        .map(one => `${one.id}: ${one.nodes.map(node => node.target.join(" ")).slice(0, 3).join(" | ")}`)
}"""

# The page without its addresses: two pages of one shape, under the same style sheets, are the same page to axe.
SHAPE = """() => {
    const shape = document.body.cloneNode(true)
    shape.querySelectorAll("script, iframe").forEach(element => element.remove())
    for (const element of [shape, ...shape.querySelectorAll("*")])
        for (const name of ["href", "src", "style"]) element.removeAttribute(name)
    return shape.outerHTML
}"""


WAYS = """() => ({
    contents: [...document.querySelectorAll(".contents a:not([href^='#'])")].map(link => link.href),
    next: document.querySelector(".turn a[rel=next]")?.href,
    previous: document.querySelector(".turn a[rel=prev]")?.href,
    edit: document.querySelector("a[rel=edit]")?.href,
    description: document.querySelector("meta[name=description]")?.content,
})"""


@dataclass
class Visit:
    """What was wrong with one page, kind by kind (each list is empty when nothing was), and what the page said."""

    address: str
    shape: str = ""
    title: str = ""
    heading: str = ""
    links: list[str] = field(default_factory=list)
    ways: dict[str, object] = field(default_factory=dict)
    outside: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    too_wide: list[str] = field(default_factory=list)
    axe: list[str] = field(default_factory=list)


@contextmanager
def reader(browser: Browser, **options: object) -> Iterator[Page]:
    """A fresh reader: a page without history or stored choices, whose system is light and moves nothing."""
    settings = {"viewport": {"width": WIDE, "height": HEIGHT}, "color_scheme": "light", "reduced_motion": "reduce"}
    context = browser.new_context(**(settings | options))
    try:
        yield context.new_page()
    finally:
        context.close()


@contextmanager
def watched(page: Page, record: Visit, home: str) -> Iterator[None]:
    """Write down what `page` asks of anywhere but `home`, what is missing there and what the console says."""

    def request(asked: Request) -> None:
        if not asked.url.startswith((home, "data:", "blob:", "about:")):
            record.outside.append(asked.url)

    def response(came: Response) -> None:
        if came.status >= 400 and came.url != record.address:
            record.missing.append(f"{came.status} {came.url}")

    def failed(asked: Request) -> None:
        record.missing.append(f"{asked.failure} {asked.url}")

    def message(said: ConsoleMessage) -> None:
        if said.type in ("error", "warning") and not said.text.startswith("Failed to load resource"):
            record.console.append(said.text)

    def error(thrown: Exception) -> None:
        record.console.append(str(thrown))

    listeners = {"request": request, "response": response, "requestfailed": failed, "console": message}
    listeners["pageerror"] = error
    for event, listener in listeners.items():
        page.on(event, listener)
    try:
        yield
    finally:
        for event, listener in listeners.items():
            page.remove_listener(event, listener)


def inspect(page: Page, address: str, home: str, known: Container[str] = ()) -> Visit:
    """Visit `address` on a site that lies at `home`, in both palettes, wide, on a phone and on a narrow one.

    A page of a shape that is already `known` to axe is not shown to it again.
    """
    record = Visit(address)
    page.set_viewport_size({"width": WIDE, "height": HEIGHT})
    page.emulate_media(color_scheme="light")
    with watched(page, record, home):
        page.goto(address, wait_until="load")
        page.evaluate(OPEN_EVERYTHING)
        record.missing += page.evaluate(BROKEN_IMAGES)
    record.title = page.title()
    heading = page.query_selector("h1")
    record.heading = heading.inner_text().strip() if heading else ""
    record.links = page.evaluate("() => [...document.links].map(link => link.href.replace(/#.*/, ''))")
    record.ways = page.evaluate(WAYS)
    record.shape = page.evaluate(SHAPE)
    if record.shape not in known:
        record.axe = list(_axe_everywhere(page))
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    page.evaluate(SETTLE)
    record.too_wide = page.evaluate(TOO_WIDE)
    return record


def axe(page: Page, colour_alone: bool = False) -> list[str]:
    """What axe objects to in the page as it stands; with `colour_alone`, by its rules about colour."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    page.evaluate(SETTLE)
    return page.evaluate(AXE, colour_alone)


def _axe_everywhere(page: Page) -> Iterator[str]:
    for width in (WIDE, PHONE):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            for one in axe(page, scheme == "dark"):
                yield f"{width} px, {scheme}: {one}"
