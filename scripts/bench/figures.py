"""Seconds to draw every figure from nothing, and to find that nothing is stale."""

from scripts.bench.workspace import copy_of_checkout, seconds

LIMIT_FROM_NOTHING = 20.0
LIMIT_NOTHING_STALE = 1.0


def run() -> list[str]:
    """Return the lines to print."""
    with copy_of_checkout() as root:
        drawn = sorted((root / "figures").glob("*.svg"))
        for path in drawn:
            path.unlink()
        nothing = seconds(root, "scripts.figures")
        fresh = seconds(root, "scripts.figures")
    return [
        f"{len(drawn)} figures from nothing   {nothing:6.1f} s   (at most {LIMIT_FROM_NOTHING:.0f} s)",
        f"{len(drawn)} figures, nothing stale {fresh:6.2f} s   (at most {LIMIT_NOTHING_STALE:.0f} s)",
    ]
