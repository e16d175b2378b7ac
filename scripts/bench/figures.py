"""Seconds to draw every figure from nothing, and to find that nothing is stale."""

from scripts.bench.workspace import Seconds, copy_of_checkout, timed
from scripts.figures.files import wide

LIMIT_FROM_NOTHING = 20.0
LIMIT_NOTHING_STALE = 1.0


def run() -> list[str]:
    """Return the lines to print."""
    with copy_of_checkout() as root:
        count = len(wide(root / "figures"))
        for path in (root / "figures").glob("*.svg"):
            path.unlink()
        nothing = timed(root, "scripts.figures")
        fresh = timed(root, "scripts.figures")
    return [
        f"{count} figures from nothing    {_said(nothing)}  (at most {LIMIT_FROM_NOTHING:.0f} s)",
        f"{count} figures, nothing stale  {_said(fresh)}  (at most {LIMIT_NOTHING_STALE:.0f} s)",
    ]


def _said(took: Seconds) -> str:
    return f"{took.wall:6.2f} s ({took.processor:.2f} s of processors)"
