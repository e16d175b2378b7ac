"""Differences that are known and right: scripts/sources/accepted.yaml says which, and why."""

from collections.abc import Iterable
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from scripts.sources.differences import Difference

PATH = Path(__file__).with_name("accepted.yaml")


class Accepted(BaseModel):
    """A difference in which we are right: what they have is named, so that another one is reported."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)
    key: str
    field: str
    theirs: str
    reason: str = Field(min_length=10)

    def covers(self, difference: Difference) -> bool:
        """Whether this is that difference."""
        told = (difference.key, difference.field, " ".join(difference.theirs.split()))
        return (self.key, self.field, " ".join(self.theirs.split())) == told


def load(path: Path = PATH) -> list[Accepted]:
    """The list; a pydantic.ValidationError, which is a ValueError, says where it has another form."""
    return TypeAdapter(list[Accepted]).validate_python(yaml.safe_load(path.read_text(encoding="utf-8")) or [])


def gone(accepted: Iterable[Accepted], found: Iterable[Difference], unanswered: Iterable[str]) -> list[Accepted]:
    """Those that nobody needs any more: there is no such difference, and it was asked for."""
    found, unanswered = list(found), set(unanswered)
    return [one for one in accepted if one.key not in unanswered and not any(map(one.covers, found))]
