"""How long a build of the site takes: against Material as it comes, and as the number of pages grows.

A build runs in one process, so its seconds are those of the processor: other work on the machine counts for less.
Each is that of a fresh clone: the copy has no `.cache`, and a build without SITE_URL, which draws no cards, keeps
nothing there for the next.
"""

from scripts.bench.padding import pad, plain
from scripts.bench.workspace import copy_of_checkout, timed

PAGES = 50
ROUNDS = 5
LIMIT_RATIO = 1.5
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
            ours.append(timed(root, "mkdocs", "build", "--site-dir", "ours").processor)
            arguments = ("--config-file", "plain.yml", "--site-dir", "theirs")
            theirs.append(timed(root, "mkdocs", "build", *arguments).processor)
    return [
        f"{PAGES} pages, this site     {min(ours):6.2f} s   least of {ROUNDS}",
        f"{PAGES} pages, plain theme   {min(theirs):6.2f} s   least of {ROUNDS}",
        f"ratio                   {min(ours) / min(theirs):6.2f}     (at most {LIMIT_RATIO})",
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
