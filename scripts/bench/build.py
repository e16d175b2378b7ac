"""How long a build of the site takes: against Material as it comes, and as the number of pages grows.

Against the plain theme the seconds on the wall decide, those that somebody waits: a second process works beside the
first (`scripts.site.beside`). So nothing else may run on the machine. How a build grows is told by the seconds of all
processors, for which other work counts less. Each build is that of a fresh clone: the copy has no `.cache`, and a build
without SITE_URL, which draws no cards, keeps nothing there for the next.
"""

from scripts.bench.padding import pad, plain
from scripts.bench.workspace import Seconds, copy_of_checkout, timed

PAGES = 50
ROUNDS = 5
LIMIT_RATIO = 1.3
SIZES = (250, 500, 1000, 2000)


def run() -> list[str]:
    """Return the lines to print."""
    return [*against_plain(), *growth()]


def against_plain() -> list[str]:
    """Build fifty pages both ways in turns; of each the least, for what else a machine does only ever adds."""
    ours, theirs = [], []
    with copy_of_checkout() as root:
        pad(root, PAGES)
        plain(root)
        for _ in range(ROUNDS):
            ours.append(timed(root, "mkdocs", "build", "--site-dir", "ours"))
            arguments = ("--config-file", "plain.yml", "--site-dir", "theirs")
            theirs.append(timed(root, "mkdocs", "build", *arguments))
    ours, theirs = (Seconds(*map(min, zip(*took, strict=True))) for took in (ours, theirs))
    return [
        f"least of {ROUNDS}                on the wall   of all processors",
        f"{PAGES} pages, this site     {ours.wall:10.2f} s {ours.processor:15.2f} s",
        f"{PAGES} pages, plain theme   {theirs.wall:10.2f} s {theirs.processor:15.2f} s",
        f"ratio                   {ours.wall / theirs.wall:10.2f}   {ours.processor / theirs.processor:15.2f}"
        f"   (on the wall at most {LIMIT_RATIO})",
    ]


def growth() -> list[str]:
    """Build ever more pages; where a build grows linearly, the milliseconds a page stay as they are."""
    lines = []
    for size in SIZES:
        with copy_of_checkout() as root:
            pad(root, size)
            took = timed(root, "mkdocs", "build", "--site-dir", "ours").processor
        lines.append(f"{size:5d} pages             {took:6.1f} s   {1000 * took / size:5.1f} ms a page")
    return lines
