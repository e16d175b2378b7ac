"""A question that something is begun for: its page, whether that is there, and its rooms, called as the page is."""

from pathlib import Path
from typing import NamedTuple

from scripts.new import naming
from scripts.new.naming import Refused

FLOORS = ("scripts/experiments", "scripts/figures", "tests/experiments", "tests/figures")


class Question(NamedTuple):
    """Its number, what stands behind the number in its address, and whether its page is there."""

    number: int
    slug: str
    there: bool

    @property
    def page(self) -> str:
        """The page below docs/, `questions/04-input-gate.md`."""
        return f"questions/{self.number:02}-{self.slug}.md"

    @property
    def room(self) -> str:
        """The folder on each floor, `q04_input_gate`: a name that Python can import."""
        return f"q{self.number:02}_{self.slug.replace('-', '_')}"


def find(root: Path, said: str, slug: str = "") -> Question:
    """The question of that number; `slug` names its page if that is still to be begun. Raises Refused."""
    number = naming.question(said)
    for path in sorted((root / "docs" / "questions").glob(f"{number:02}-*.md")):
        found = Question(number, path.stem.partition("-")[2], there=True)
        if slug not in ("", found.slug):
            raise Refused(f"docs/{found.page}:1: question {number} has this page already; leave out SLUG={slug}")
        return found
    begun = Question(number, naming.slug(number, slug), there=False)
    for floor in FLOORS:
        for path in sorted((root / floor).glob(f"q{number:02}_*")):
            if path.name != begun.room and any(path.glob("*.py")):
                remedy = f"write SLUG={path.name[4:].replace('_', '-')}, or rename the room on every floor"
                raise Refused(f"{floor}/{path.name}:1: question {number} has this room already; {remedy}")
    return begun
