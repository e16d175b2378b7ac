"""Merges that nobody finished."""

import re

from scripts.site.model.document import Problem

_MARKER = re.compile(r"^(?:[<>|]{7} .*|={7})$", re.MULTILINE)


def unmerged(name: str, text: str) -> Problem | None:
    """The first conflict of a file; nothing else is worth saying while both sides of it stand there."""
    first = _MARKER.search(text)
    if not first:
        return None
    end = next((match for match in _MARKER.finditer(text) if match[0].startswith(">")), first)
    lines = [text.count("\n", 0, match.start()) + 1 for match in (first, end)]
    where = f"lines {lines[0]} to {lines[1]}" if lines[1] > lines[0] else "a marker"
    return Problem(name, lines[0], f"a merge that is not finished, {where}", "keep one side and delete the markers")
