"""Seconds that the lint takes for fifty pages."""

from scripts.bench.padding import pad
from scripts.bench.workspace import copy_of_checkout, timed

PAGES = 50
LIMIT = 5.0


def run() -> list[str]:
    """Return the lines to print. The copies have numbers twice, so the lint finds something to say of each."""
    with copy_of_checkout() as root:
        pad(root, PAGES)
        took = timed(root, "scripts.checks", expected=1)
    return [f"{PAGES} pages   {took.wall:6.2f} s ({took.processor:.2f} s of processors)  (at most {LIMIT:.0f} s)"]
