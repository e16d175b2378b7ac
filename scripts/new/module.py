"""A module in a room of its question, and its test: what figures and measurements have in common."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from scripts.new.naming import Refused
from scripts.new.question import Question
from scripts.site.model.page import wordings


class Kind(NamedTuple):
    """What is begun by `WORD=name`."""

    word: str
    floor: str  # below scripts/ and tests/
    leaves: str  # the file that it makes, with {name} in it
    does: str  # what `make FLOOR NAME=name` does
    names: Callable[[Path], dict[str, Path]]  # those in a checkout, with their places; raises ValueError
    texts: Callable[[str, str], tuple[str, str]]  # module and test, from room and name


def begin(root: Path, kind: Kind, question: Question, name: str) -> dict[str, str]:
    """The texts to write, by their place in the repository; module and test stand last. Raises Refused.

    Two rooms of a floor share no name, since what they make lies in one folder.
    """
    room = f"scripts/{kind.floor}/{question.room}"
    module, test = f"{room}/{name}.py", f"tests/{kind.floor}/{question.room}/test_{name}.py"
    try:
        other = kind.names(root).get(name)
    except ValueError as error:
        raise Refused(str(error)) from None
    elsewhere = [other.relative_to(root).as_posix()] if other else []
    for taken in (*elsewhere, module, test, kind.leaves.format(name=name)):
        if (root / taken).exists():
            raise Refused(f"{taken}:1: is there already; edit it, or choose another name")
    made = dict(zip((module, test), kind.texts(question.room, name), strict=True))
    door = f"{room}/__init__.py"
    if not (root / door).exists():
        made = {door: f'"""Question {question.number}: {wordings()[question.number]}"""\n', **made}
    return made
