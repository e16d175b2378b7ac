"""The corpus of bad contributions: what contributors send that is wrong, and the message that each must get.

A case in corpus/*.yaml takes the small valid repository of `site`, breaks it as a contributor would, and lists every
message that the checks then print, no more and no fewer. In a message `P` stands for the page that was broken and `L`
for the line of the first edit (`L+2` for two lines below it).
"""

import re
from pathlib import Path
from typing import Literal

import pytest
import yaml
from pydantic import BaseModel, ConfigDict, Field

from scripts.checks.code import examples, linting
from scripts.checks.repository import Repository

CORPUS = Path(__file__).parent / "corpus"
PAGE = "docs/questions/03-forget-gate.md"
AT_LEAST = 400


class Edit(BaseModel):
    """The first `replace` in a file becomes `with`."""

    model_config = ConfigDict(extra="forbid")
    file: str = PAGE
    replace: str
    new: str = Field(alias="with")


class Case(Edit):
    """One bad contribution, and everything that must be said about it."""

    case: str
    why: str = ""  # what a contributor did to come by it, where the name does not say it
    replace: str = ""
    new: str = Field("", alias="with")
    edits: list[Edit] = []
    copies: list[str] = []  # names that copies of the valid page get, before anything is edited
    move: dict[str, str] = {}  # files that have another name in the end
    add: dict[str, str] = {}  # files that are added, with their text
    size: dict[str, int] = {}  # files that are added, or padded, to this number of bytes
    draw: dict[Literal["alt", "caption"], str] = {}  # other texts in the figure's module, which is drawn again
    lint: bool = False  # have ruff read the code as well
    save: Literal["utf-8", "utf-8-sig", "latin-1", "utf-16", "crlf", "cr"] = "utf-8"  # how the editor saved the file
    run: float = 0  # run the page's code, this many seconds a block, and list the first line of each failure instead
    says: list[str]

    def all_edits(self) -> list[Edit]:
        first = [Edit(file=self.file, replace=self.replace, **{"with": self.new})] if self.replace else []
        return first + self.edits


def cases() -> list[Case]:
    found = []
    for path in sorted(CORPUS.glob("*.yaml")):
        for item in yaml.safe_load(path.read_text(encoding="utf-8")):
            found.append(pytest.param(Case.model_validate(item), id=f"{path.stem}: {item['case']}"))
    return found


def saved(text: str, how: str) -> bytes:
    """The bytes that an editor writes with this setting."""
    if how in ("crlf", "cr"):
        return text.replace("\n", {"crlf": "\r\n", "cr": "\r"}[how]).encode()
    return text.encode(how)


def contribute(site, case: Case) -> tuple[int, list[str]]:
    """Break the repository as the case does; returns the line of its first edit and everything that is then said."""
    for name in case.copies:
        site.write(name, site.read())
    lines = [site.edit(edit.replace, edit.new, edit.file) for edit in case.all_edits()]
    for name, text in case.add.items():
        site.write(name, text)
    for name, size in case.size.items():
        path = site.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((path.read_bytes() if path.exists() else b"\x89PNG\r\n\x1a\n").ljust(size, b"\n"))
    if case.draw:
        site.draw("retention", **case.draw)
    if case.save != "utf-8":
        (site.root / case.file).write_bytes(saved(site.read(case.file), case.save))
    for old, new in case.move.items():
        (site.root / new).parent.mkdir(parents=True, exist_ok=True)
        (site.root / old).rename(site.root / new)
    if case.run:
        found = [failure.split("\n")[0] for failure in examples.failures(site.root / PAGE, limit=case.run)]
    else:
        found = site.problems()
    found += {str(problem) for problem in linting.check(Repository(site.root))} if case.lint else ()
    return lines[0] if lines else 1, [said.replace(f"{site.root}/", "").replace(PAGE, "P") for said in found]


@pytest.mark.parametrize("case", cases())
def test_a_bad_contribution_gets_its_message(site, case):
    first, found = contribute(site, case)
    expected = [re.sub(r":L(?:\+(\d+))?:", lambda m: f":{first + int(m[1] or 0)}:", said) for said in case.says]
    assert sorted(found) == sorted(expected)


def test_the_corpus_is_large_and_every_case_has_its_own_name():
    names = [case.id for case in cases()]
    assert len(names) >= AT_LEAST
    assert len(set(names)) == len(names)
