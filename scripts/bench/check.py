"""Seconds that the lint takes: for fifty pages at first, again, and after an edit; and as the number of pages grows."""

from scripts.bench.padding import pad
from scripts.bench.workspace import copy_of_checkout, timed

PAGES, MANY = 50, 500
LIMIT = 4.0


def run() -> list[str]:
    """Return the lines to print. Copies have numbers twice: the lint finds something to say of each."""
    lines = []
    with copy_of_checkout() as root:
        pages = sorted((root / "docs" / "questions").glob("*.md"))
        for what in ("at first", "again", "a page edited"):
            if what == "a page edited":
                pages[0].write_text(pages[0].read_text(encoding="utf-8") + "\n", encoding="utf-8")
            took = timed(root, "scripts.checks")
            seconds = f"{took.wall:6.2f} s ({took.processor:.2f} s of processors)"
            lines.append(f"{len(pages):4d} pages, {what:13s} {seconds}  (at most {LIMIT:.0f} s)")
    with copy_of_checkout() as root:
        pad(root, MANY)
        took = timed(root, "scripts.checks", expected=1)
    lines.append(f"{MANY:4d} pages, at first      {took.wall:6.2f} s ({took.processor:.2f} s of processors)")
    return lines
