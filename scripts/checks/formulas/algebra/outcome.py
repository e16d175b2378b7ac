"""What became of a statement."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from scripts.checks.formulas.algebra.scope import Scope


class Outcome(NamedTuple):
    """What became of a statement, and why or how."""

    # proved, defined, condition, unread, wrong; or doubtful: wrong if the table is surely the right one, else not read
    kind: str
    reason: str = ""


PROVED, DEFINED, CONDITION = Outcome("proved"), Outcome("defined"), Outcome("condition")


def worst(found: Sequence[Outcome]) -> Outcome:
    """What is said of several: what is wrong, what is not read, else that all are proved or defined."""
    for kind in ("wrong", "doubtful", "unread", "defined", "proved"):
        if outcome := next((one for one in found if one.kind == kind), None):
            return outcome
    return CONDITION


def in_all(scopes: Sequence[Scope], differ: Callable[[Scope], str]) -> Outcome:
    """Wrong where two sides differ in one of the draws, and how; else proved."""
    found = [differ(scope) for scope in scopes]
    return Outcome("wrong", next(filter(None, found))) if any(found) else PROVED
