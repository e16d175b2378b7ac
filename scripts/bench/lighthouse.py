"""What Lighthouse says of a phone's first view: this site beside Material as it comes, with MathJax and with KaTeX.

All three are built from the same Markdown, served gzipped and measured in turns in one run. A CDN would bring the two
libraries to readers; here they come from the same host as the pages, which flatters them. Lighthouse works out what a
slow phone would take from what it saw, so other work on the machine spoils its seconds: measure on an idle one.

Lighthouse and the libraries are npm packages, installed into .cache/lighthouse on the first run. Without npm nothing is
measured, nor without a network on that run, and it is said what is missing.
"""

import json
import os
import shutil
import signal
import subprocess
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import NamedTuple

import yaml

from scripts.bench.host import host
from scripts.bench.padding import plain, settings
from scripts.bench.workspace import ROOT, copy_of_checkout, timed
from scripts.site.build.browser import executable

PACKAGES = ("lighthouse@12.2.3", "mathjax@3.2.2", "katex@0.16.22")
CACHE = ROOT / ".cache" / "lighthouse"
PAGES, ROUNDS = 10, 3
PATIENCE = 300  # seconds for one report
LIMIT_PERFORMANCE, LIMIT_OTHERS, LIMIT_KB = 98, 100, 140

_MATHJAX = r"""window.MathJax = {
  tex: { inlineMath: [["\\(", "\\)"]], displayMath: [["\\[", "\\]"]], processEscapes: true },
  options: { ignoreHtmlClass: ".*|", processHtmlClass: "arithmatex" },
}
document$.subscribe(() => {
  MathJax.startup.output.clearCache()
  MathJax.typesetClear()
  MathJax.texReset()
  MathJax.typesetPromise()
})
"""
_KATEX = r"""document$.subscribe(({ body }) => {
  renderMathInElement(body, {
    delimiters: [
      { left: "\\(", right: "\\)", display: false },
      { left: "\\[", right: "\\]", display: true },
    ],
  })
})
"""


class Library(NamedTuple):
    """How Material shows formulas with a script, by its handbook: the package, its scripts in order, its styles."""

    package: str
    folder: str
    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    start: str


LIBRARIES = {
    "Material, MathJax": Library("mathjax", "es5", ("start.js", "tex-mml-chtml.js"), (), _MATHJAX),
    "Material, KaTeX": Library(
        "katex", "dist", ("katex.min.js", "contrib/auto-render.min.js", "start.js"), ("katex.min.css",), _KATEX
    ),
}


class Seen(NamedTuple):
    """What one report says: four scores of 100, milliseconds, layout shift and kilobytes on the wire."""

    performance: float
    accessibility: float
    practices: float
    findable: float
    first_paint: float
    largest_paint: float
    blocked: float
    shift: float
    kilobytes: float


def run() -> list[str]:
    """Return the lines to print."""
    if lacking := missing():
        return [lacking]
    with copy_of_checkout() as root, ExitStack() as serving:
        sites = _built(root)
        pages = heaviest(sites["this site"], PAGES)
        addresses = {name: serving.enter_context(host(folder)) for name, folder in sites.items()}
        seen: dict[str, dict[str, list[Seen]]] = {name: {page: [] for page in pages} for name in sites}
        for _ in range(ROUNDS):
            for page in pages:
                for name, address in addresses.items():
                    if report := _report(address + page, root / "report.json"):
                        seen[name][page].append(read(report))
    return [*table(seen), f"each the median of {ROUNDS}; load of the machine at the end: {os.getloadavg()[0]:.1f}"]


def missing() -> str:
    """What is not there and cannot be installed, in a sentence; empty when all is there."""
    if not shutil.which("npm"):
        return "not measured: no npm on the path; install Node 20 or later, and Lighthouse comes by itself"
    if not executable():
        return "not measured: no Chromium on the path; install one, or name it in CHROMIUM"
    if not all((CACHE / "node_modules" / one.partition("@")[0]).is_dir() for one in PACKAGES):
        CACHE.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--prefix", str(CACHE), "--no-save", "--no-audit", "--no-fund", *PACKAGES]
        installed = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
        if installed.returncode:
            return f"not measured: npm cannot install {' '.join(PACKAGES)}: {installed.stderr.strip()[-300:]}"
    return ""


def heaviest(site: Path, count: int) -> list[str]:
    """The home page and those with the most formulas, of the built site, as addresses below its root."""
    formulas = {page: page.read_text(encoding="utf-8").count("<math") for page in site.glob("questions/*/index.html")}
    most = sorted(formulas, key=lambda page: (-formulas[page], page))[: count - 1]
    return ["", *(f"{page.parent.relative_to(site).as_posix()}/" for page in most)]


def read(report: dict) -> Seen:
    """What is of interest in a report of Lighthouse. Raises RuntimeError if the page could not be measured."""
    if failed := report.get("runtimeError"):
        raise RuntimeError(f"Lighthouse: {failed['message']}")
    scores = [
        100 * report["categories"][name]["score"] for name in ("performance", "accessibility", "best-practices", "seo")
    ]
    names = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")
    values = [report["audits"][name]["numericValue"] for name in names]
    return Seen(*scores, *values, report["audits"]["total-byte-weight"]["numericValue"] / 1000)


def middle(all_seen: list[Seen]) -> Seen:
    """The median of each number by itself."""
    return Seen(*map(median, zip(*all_seen, strict=True)))


def table(seen: dict[str, dict[str, list[Seen]]]) -> list[str]:
    """The lines to print: each page of each site, then the least favourable of each site."""
    head = (
        f"{'':36s}{'perf':>5s}{'a11y':>5s}{'best':>5s}{'seo':>5s}{'FCP':>7s}{'LCP':>7s}{'TBT':>7s}{'CLS':>7s}{'KB':>7s}"
    )
    lines = []
    for name, pages in seen.items():
        middles = {page: middle(rounds) for page, rounds in pages.items() if rounds}
        lines += [f"{name:36s}{head[36:]}", *(_row(f"  {page or 'home'}", one) for page, one in middles.items())]
        lines += [f"  {page or 'home'}: no report within {PATIENCE} s" for page, rounds in pages.items() if not rounds]
        if not middles:
            continue
        least = Seen(*(max(one) if at > 3 else min(one) for at, one in enumerate(zip(*middles.values(), strict=True))))
        lines.append(_row("  worst", least))
    limits = f"performance {LIMIT_PERFORMANCE}, the other three {LIMIT_OTHERS}, shift 0, {LIMIT_KB} KB"
    return [*lines, f"of this site at least: {limits} at most"]


def _row(name: str, one: Seen) -> str:
    scores = "".join(f"{round(score):5d}" for score in one[:4])
    times = "".join(f"{round(time):7d}" for time in one[4:7])
    return f"{name[:36]:36s}{scores}{times}{one.shift:7.3f}{one.kilobytes:7.1f}"


def _built(root: Path) -> dict[str, Path]:
    """Our site, and one with each library: their folders by their names."""
    timed(root, "mkdocs", "build", "--site-dir", "ours")
    sites = {"this site": root / "ours"}
    plain(root)
    for name, library in LIBRARIES.items():
        config = settings(root / "plain.yml")
        place = f"assets/{library.package}"
        config["extra_javascript"] = [f"{place}/{one}" for one in library.scripts]
        config["extra_css"] = [f"{place}/{one}" for one in library.styles]
        config["site_description"] = settings(root / "mkdocs.yml").get("site_description", name)
        (root / "with.yml").write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
        timed(root, "mkdocs", "build", "--config-file", "with.yml", "--site-dir", library.package)
        folder = root / library.package
        shutil.copytree(CACHE / "node_modules" / library.package / library.folder, folder / place)
        (folder / place / "start.js").write_text(library.start, encoding="utf-8")
        shutil.copytree(root / "figures", folder / "figures", dirs_exist_ok=True)
        sites[name] = folder
    return sites


def _report(address: str, to: Path) -> dict | None:
    """The report on a page, or None where Lighthouse does not come to an end with it."""
    flags = "--headless=new --no-sandbox --disable-background-networking"
    program = str(CACHE / "node_modules" / "lighthouse" / "cli" / "index.js")
    to.unlink(missing_ok=True)
    running = subprocess.Popen(
        ["node", program, address, "--quiet", "--output=json", f"--output-path={to}", f"--chrome-flags={flags}"],
        env=os.environ | {"CHROME_PATH": executable() or ""},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        running.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        running.send_signal(signal.SIGINT)  # upon which it ends its browser too
        running.wait()
    return json.loads(to.read_text(encoding="utf-8")) if to.exists() else None
