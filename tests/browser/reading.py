"""Read a page on a phone from section to section, and write down what does not lead where it says."""

from dataclasses import dataclass, field

from playwright.sync_api import Page

HEIGHT_OF_BAR = 44
LEAST_TARGET = 24  # CSS pixels either way

READ = """async ([highest, least]) => {
    const settle = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))
    const shifts = []
    const watch = new PerformanceObserver(seen => shifts.push(...seen.getEntries()))
    watch.observe({ type: "layout-shift", buffered: true })
    const found = { bar: [], links: [], sources: [], stops: 0, cited: 0 }
    const article = document.querySelector("article")

    for (const heading of article.querySelectorAll(":is(h2, h3)[id]")) {
        const fold = heading.closest("summary")?.parentElement
        const link = (fold ?? heading).querySelector(":scope > a.heading-link"), name = heading.textContent
        if (link?.hash !== "#" + heading.id || link.ariaLabel !== "Link to " + name)
            found.links.push(`"${name}" has no link`)
        if (!fold && heading.ariaLabel !== name) found.links.push(`"${name}" is called "${heading.ariaLabel}"`)
        if (fold) fold.open = true
        const { width, height } = link?.getBoundingClientRect() ?? {}
        if (!(width >= least && height >= least)) found.links.push(`"${name}": ${width} × ${height} px`)
        if (fold) fold.open = false
    }

    const folds = [...article.querySelectorAll("details")]
    folds.forEach(fold => { fold.open = true })
    const seen = new Set()
    for (const link of article.querySelectorAll("a.citation-link")) {
        const item = document.querySelector(`[id="${link.hash.slice(1)}"]`)
        if (!item) found.sources.push(`${link.id} leads nowhere`)
        if (!item || seen.has(link.hash)) continue // of each source the first citation
        seen.add(link.hash)
        const panel = link.closest(".library[hidden]")
        if (panel) document.getElementById(panel.getAttribute("aria-labelledby")).click()
        link.focus()
        link.click()
        const sheet = document.querySelector("dialog[open]"), box = sheet?.getBoundingClientRect()
        const [ways, shown] = [item, sheet].map(from => [...from?.querySelectorAll(".source-entry a") ?? []].join())
        if (!sheet?.textContent.includes(item.querySelector(".source-entry").textContent) || ways !== shown)
            found.sources.push(`${link.id} does not open its source with all its links`)
        else if (box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight)
            found.sources.push(`${link.id} is cut`)
        sheet?.querySelector("button").click()
        await new Promise(done => setTimeout(done)) // the dialog says a moment later that it is closed
        if (document.activeElement !== link || document.querySelector("dialog[open]"))
            found.sources.push(`${link.id} does not get the focus back`)
    }
    found.cited = seen.size
    folds.forEach(fold => { fold.open = false })

    const bar = document.querySelector(".section-bar")
    if (!bar) return found
    scrollTo(0, 0)
    await settle()
    const began = performance.now() // now that no fold is opened any more
    if (bar.checkVisibility()) found.bar.push("lies over the top of the page")
    const [before, after] = bar.querySelectorAll(".section-bar__step")
    const turn = rel => document.querySelector(`.turn a[rel=${rel}]`)?.href ?? ""
    const places = [...article.querySelectorAll(".band-label, h2")]
        .filter(place => place.localName === "h2" || place.nextElementSibling.localName !== "h2")
    places[0].scrollIntoView()
    await settle()
    const atEnd = scrollY + innerHeight > document.documentElement.scrollHeight - 3
    if (atEnd && !bar.checkVisibility()) return found // so short a page that its title is still there
    if (before.href !== turn("prev")) found.bar.push(`before the first section comes ${before.href}`)
    for (const place of places) {
        const named = bar.querySelector(".section-bar__name").textContent
        const name = place.localName === "h2" ? place.textContent : "In 30 seconds"
        const { top } = place.getBoundingClientRect(), { bottom, height } = bar.getBoundingClientRect()
        const end = scrollY + innerHeight > document.documentElement.scrollHeight - 3
        if (named !== name) found.bar.push(`says "${named}" at "${name}"`)
        if (!bar.checkVisibility() || height > highest) found.bar.push(`is ${height} px high at "${name}"`)
        if (top < bottom || (top > bottom + 40 && !end)) found.bar.push(`"${name}" lands ${top - bottom} px below it`)
        if (place === places.at(-1)) break
        after.click()
        await settle()
        found.stops += 1
    }
    if (after.href !== turn("next")) found.bar.push(`behind the last section comes ${after.href}`)
    shifts.push(...watch.takeRecords())
    const moved = shifts.filter(shift => shift.startTime > began).reduce((sum, shift) => sum + shift.value, 0)
    if (moved) found.bar.push(`moves the page by ${moved}`)
    return found
}"""


@dataclass
class Reading:
    """What was wrong with the bar, the links on headings and the citations of one page, and how many there were."""

    bar: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    stops: int = 0
    cited: int = 0


def read(page: Page, address: str) -> Reading:
    """Read the page at `address` from top to bottom."""
    page.goto(address, wait_until="load")
    page.evaluate("() => document.fonts.ready.then(() => true)")
    return Reading(**page.evaluate(READ, [HEIGHT_OF_BAR, LEAST_TARGET]))
