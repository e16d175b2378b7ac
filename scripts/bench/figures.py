"""Seconds to draw every figure from nothing, and to find that nothing is stale."""

from scripts.bench.workspace import Seconds, copy_of_checkout, timed

LIMIT_FROM_NOTHING = 20.0
LIMIT_NOTHING_STALE = 1.0


def run() -> list[str]:
    """Return the lines to print."""
    with copy_of_checkout() as root:
        drawn = sorted((root / "figures").glob("*.svg"))
        for path in drawn:
            path.unlink()
        nothing = timed(root, "scripts.figures")
        fresh = timed(root, "scripts.figures")
    return [
        f"{len(drawn)} figures from nothing    {_said(nothing)}  (at most {LIMIT_FROM_NOTHING:.0f} s)",
        f"{len(drawn)} figures, nothing stale  {_said(fresh)}  (at most {LIMIT_NOTHING_STALE:.0f} s)",
    ]


def _said(took: Seconds) -> str:
    return f"{took.wall:6.2f} s ({took.processor:.2f} s of processors)"
