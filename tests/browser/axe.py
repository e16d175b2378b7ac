"""What axe, the checker of accessibility, objects to in a page."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# Two frames: one in which the page learns of its new size or palette, and one in which it has drawn what follows.
SETTLE = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"""

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
    // Of WCAG 2.2 AA, and the one rule of it that axe leaves out by itself. What has been scrolled below the header, or
    // lies below what has been opened over the page, is no target while it does.
    const over = scrollY > 0 || document.querySelector("[popover]:popover-open")
    others["target-size"] = { enabled: !over }
    if (!colour_alone) runs.push(await axe.run(document, { ...options, rules: others }))
    return runs.flatMap(({ violations }) => violations)
        .map(one => `${one.id}: ${one.nodes.map(node => node.target.join(" ")).slice(0, 3).join(" | ")}`)
}"""


def axe(page: Page, colour_alone: bool = False) -> list[str]:
    """What axe objects to in the page as it stands; with `colour_alone`, by its rules about colour."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    page.evaluate(SETTLE)
    return page.evaluate(AXE, colour_alone)
