"""Open a page as a reader does and write down everything that is wrong with it."""

from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

from tests.browser import measures
from tests.browser.axe import SETTLE, axe

WIDE, TABLET, ZOOMED, PHONE, NARROW = 1280, 768, 640, 390, 320  # a screen of 1280 at 200 % is one of 640
HEIGHT = 900

# Also what the browser would leave undone until the reader comes near.
OPEN_EVERYTHING = """async () => {
    document.querySelectorAll("details").forEach(fold => { fold.open = true })
    const all = new CSSStyleSheet() // a style element would be refused by the page's policy
    all.replaceSync("article * { content-visibility: visible !important }")
    document.adoptedStyleSheets.push(all)
    const images = [...document.images]
    images.forEach(image => { image.loading = "eager" })
    await Promise.all(images.map(image => image.decode().catch(() => {})))
    await document.fonts.ready
}"""

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

# The page without its addresses: two pages of one shape, under the same style sheets, are the same page to axe.
SHAPE = """() => {
    const shape = document.body.cloneNode(true)
    shape.querySelectorAll("script, iframe").forEach(element => element.remove())
    for (const element of [shape, ...shape.querySelectorAll("*")])
        for (const name of ["href", "src", "style"]) element.removeAttribute(name)
    return shape.outerHTML
}"""


# The header shows the title of the guide, and once one has scrolled that of the page.
CUT_TITLES = """() => [...document.querySelectorAll(".md-header__topic")].flatMap(topic => {
    const title = topic.querySelector(".md-ellipsis")
    const higher = title.getBoundingClientRect().height > topic.parentElement.offsetHeight
    return higher || title.scrollWidth > title.clientWidth ? [`header: "${title.innerText}" is cut`] : []
})"""

WAYS = """() => ({
    contents: [...document.querySelectorAll(".contents a:not([href^='#'])")].map(link => link.href),
    next: document.querySelector(".turn a[rel=next]")?.href,
    previous: document.querySelector(".turn a[rel=prev]")?.href,
    edit: document.querySelector("a[rel=edit]")?.href,
    description: document.querySelector("meta[name=description]")?.content,
})"""


# What moves by itself although the reader has asked for none of it; a shadow that follows the scrolling does not.
MOTION = """() => {
    const long = times => Math.max(...times.split(",").map(parseFloat)) > 0.01
    const found = document.getAnimations().filter(one => one.timeline === document.timeline)
        .filter(one => one.playState === "running" && one.effect.getComputedTiming().activeDuration > 10)
        .map(one => `${one.animationName ?? one.transitionProperty} runs`)
    for (const element of document.querySelectorAll("*")) {
        const { transitionDuration, animationDuration, animationName, scrollBehavior } = getComputedStyle(element)
        const moves = long(transitionDuration) || (animationName !== "none" && long(animationDuration))
        if (moves || scrollBehavior === "smooth")
            found.push(`${element.localName}.${[...element.classList].join(".")} moves`)
    }
    return found.slice(0, 5)
}"""


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
    layout: list[str] = field(default_factory=list)
    motion: list[str] = field(default_factory=list)


# A worker would answer in place of the host, from a store that no test has looked into.
WITHOUT_A_WORKER = "delete Navigator.prototype.serviceWorker"


@contextmanager
def reader(browser: Browser, worker: bool = False, **options: object) -> Iterator[Page]:
    """A fresh reader: a page without history or stored choices, whose system is light and moves nothing.

    Only with `worker` does the browser take the one of the site.
    """
    settings = {"viewport": {"width": WIDE, "height": HEIGHT}, "color_scheme": "light", "reduced_motion": "reduce"}
    context = browser.new_context(**(settings | options))
    if not worker:
        context.add_init_script(WITHOUT_A_WORKER)
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
        if asked.failure == "net::ERR_ABORTED":
            return  # the page before was left while it was still fetching
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
    """Visit `address` on a site that lies at `home`, in both palettes and at five widths.

    A page of a shape that is already `known` is neither shown to axe again nor measured: it is laid out alike.
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
    record.motion = page.evaluate(MOTION)
    record.shape = page.evaluate(SHAPE)
    new = record.shape not in known
    if new:
        record.axe = list(_axe_everywhere(page))
    for width in (TABLET, ZOOMED, PHONE, NARROW) if new else (NARROW,):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.evaluate(SETTLE)
        if new:
            record.layout += [f"{width} px: {one}" for one in _layout(page, width)]
    record.too_wide = page.evaluate(TOO_WIDE) + page.evaluate(CUT_TITLES)
    return record


def _layout(page: Page, width: int) -> Iterator[str]:
    yield from measures.at_any_width(page)
    if width == ZOOMED:
        yield from measures.overlapping(page)
    if width == TABLET:
        yield from measures.askew(page)
    if width == PHONE:
        yield from measures.small_letters(page)


def _axe_everywhere(page: Page) -> Iterator[str]:
    for width in (WIDE, PHONE):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            for one in axe(page, scheme == "dark"):
                yield f"{width} px, {scheme}: {one}"
