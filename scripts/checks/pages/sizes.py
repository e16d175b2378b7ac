"""What is said of a number of words, or of parts, that is too small or too large."""

from collections.abc import Iterator

from scripts.checks.rules import Found

Limits = tuple[int, int]


def size(what: str, count: int, limits: Limits) -> Iterator[tuple[str, str]]:
    """What is wrong with a number of words, and what to do."""
    least, most = limits
    words = f"{count:,} word{'' if count == 1 else 's'}"
    if count < least:
        yield f"{what} has {words}, at least {least:,} are needed", f"write {least - count} more"
    elif count > most:
        yield f"{what} has {words}, at most {most:,} are allowed", f"cut {count - most}"


def number(line: int, count: int, limits: Limits, what: str) -> Found:
    """What is wrong with the number of parts of a section."""
    if not limits[0] <= count <= limits[1]:
        yield line, f"{count} {what}", f"write {limits[0]} to {limits[1]}"
