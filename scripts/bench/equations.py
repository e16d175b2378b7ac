"""What the check of equations reads: lines proved, defined and not read on each page, and why a line is not read."""

import time
from collections import Counter

from scripts.checks.formulas.algebra.reading import Read, equations
from scripts.site.model.page import pages

LIMIT, SHARE = 1.5, 0.9
KINDS = ("proved", "defined", "condition", "unread", "wrong")
_LONGEST = 70


def run() -> list[str]:
    """Return the lines to print."""
    everything = pages()
    started = time.process_time()
    read = {page.name: list(equations(page)) for page in everything}
    seconds = time.process_time() - started
    lines = [f"{'':40s} displays: {' '.join(KINDS)}; in the text: {' '.join(KINDS)}"]
    for name, found in read.items():
        lines.append(f"{name.removeprefix('docs/questions/'):40s} {_counts(found, True)};  {_counts(found, False)}")
        lines += [
            f"  {one.line:4d} {_shown(one)}  ({one.outcome.reason})" for one in found if one.outcome.kind == "unread"
        ]
    found = [one for several in read.values() for one in several]
    displays = [one for one in found if one.display]
    share = sum(one.outcome.kind != "unread" for one in displays) / len(displays)
    lines.append(f"{'all':40s} {_counts(found, True)};  {_counts(found, False)}")
    lines.append(f"{100 * share:.1f} % of {len(displays)} lines of displays are read (at least {100 * SHARE:.0f} %)")
    lines.append(f"{seconds:.2f} s of processor for {len(everything)} pages (at most {LIMIT} s)")
    return lines


def _counts(found: list[Read], display: bool) -> str:
    counted = Counter(one.outcome.kind for one in found if one.display == display)
    return " ".join(f"{counted[kind]:3d}" for kind in KINDS)


def _shown(one: Read) -> str:
    return one.tex if len(one.tex) <= _LONGEST else one.tex[: _LONGEST - 1] + "…"
