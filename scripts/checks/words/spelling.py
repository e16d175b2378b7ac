"""Spelling, in every text for people: typos finds the slips, and asks for British English throughout.

What it is told, and the words that are right though it does not know them, stand in words/typos.toml. The wording of
the questions and the titles of sources stay as they were printed.
"""

import json
import re
import sysconfig
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

from scripts.checks.digest import digest
from scripts.checks.programs import Program
from scripts.checks.repository import Repository
from scripts.checks.rules import asked_of
from scripts.site.model.document import Document, Problem
from scripts.site.model.page import wordings
from scripts.site.model.prose import document_blocks

SETTINGS = Path(__file__).with_name("typos.toml")
_TYPOS = Path(sysconfig.get_path("scripts"), "typos")
_WITHOUT_SUFFIX = ("Makefile", ".ci/run")
_BEFORE_A_VERB = r"\b(?:can|could|may|must|will|would|shall|should|not|we|you|they|(?<!theory )to) "
_BEFORE_A_NOUN = r"\b(?:an?|the|this|that|our|your|its|their|in|of|by|for|good) "
# What typos does not know: words of this trade in -ize, and that a licence is a noun. What the word is, and of its
# letters the last that is wrong with the one that is right.
_OURS = (
    (r"(?<![\w./@?])(\w*[a-rt-z](?<!pr|se|ma)[iy]z(?:e[drs]?|ers|ing|ations?|able))\b(?![(=/]|\.\w)", "American", "zs"),
    (rf"{_BEFORE_A_VERB}(licence|practice)\b", "the noun", "cs"),
    (rf"{_BEFORE_A_NOUN}(license|practise)\b", "the verb", "sc"),
)
_QUOTED = re.compile(r"(?:\"[^\"]*\" )?\[@[^\]]*\]")


def check(repository: Repository) -> Iterator[Problem]:
    """What is misspelt, and what is American."""
    repository.made(_spell).finish()
    found = {}
    for name, (_, slips) in repository.spelt.items():
        for line, word, corrections in slips:
            found[name, line, word] = ("American", corrections)
    # What is a slip in any English is misspelt, and the rest is American.
    words = {word for *_, word in found}
    for slip in _slips(_typos(["--locale", "en", "-"], words, repository.root)) if found else ():
        found |= {key: ("misspelt", right) for key, (_, right) in found.items() if key[2] == slip["typo"]}
    for source, answers in _ours(repository):
        for line, word, what, right in answers:
            found.setdefault((source.name, line, word), (what, [right]))
    fixed = [*wordings().values(), *(re.sub(r"[{}]", "", e.fields["title"]) for e in repository.bibliography.values())]
    for (name, line, word), (what, corrections) in found.items():
        text = repository.texts[name].split("\n")[line - 1] if name in repository.texts else ""
        if not any(word in quoted and quoted in text for quoted in fixed):
            right = ", ".join(f'"{correction}"' for correction in corrections)
            remedy = f"write {'one of ' if len(corrections) > 1 else ''}{right}"
            yield Problem(name, line, f'"{word}" is {what}', remedy)


class _Spell:
    """typos, asked about those files of which it has not said what it says of these bytes."""

    def __init__(self, repository: Repository) -> None:
        """Start it."""
        self._repository = repository
        told = digest(SETTINGS.read_bytes()) + version("typos")
        names = [*repository.texts, *(name for name in _WITHOUT_SUFFIX if (repository.root / name).is_file())]
        raw = (f"{told} {name} ".encode() + (repository.root / name).read_bytes() for name in names)
        self._digests = dict(zip(names, map(digest, raw), strict=True))
        known = repository.spelt
        self._asked = [name for name in names if name not in known or known[name][0] != self._digests[name]]
        options = ["--file-list", "-", "--force-exclude", "--no-check-filenames"]
        self._program = _typos(options, self._asked, repository.root) if self._asked else None

    def finish(self) -> None:
        """Wait for it, and note what it says."""
        said: dict[str, list] = {name: [] for name in self._asked}
        for slip in _slips(self._program) if self._program else ():
            said[slip["path"]].append([slip["line_num"], slip["typo"], slip["corrections"]])
        known = self._repository.spelt
        known |= {name: [self._digests[name], slips] for name, slips in said.items()}
        for name in known.keys() - self._digests:
            del known[name]
        self._asked, self._program = [], None


def _spell(repository: Repository) -> _Spell:
    return _Spell(repository)


def begin(repository: Repository) -> None:
    """Start typos, which takes longer than most else."""
    repository.made(_spell)


def _typos(options: list[str], lines: Iterable[str], root: Path) -> Program:
    """Start typos on the lines that it is given, or on the files that they name."""
    command = [str(_TYPOS), "--isolated", "--config", str(SETTINGS), "--format", "json", "--sort", *options]
    return Program(command, root, "\n".join(lines))


def _slips(typos: Program) -> Iterator[dict]:
    """What typos says."""
    said, complained = typos.ended()
    if complained:
        raise RuntimeError(f"typos failed: {complained}")
    return (slip for slip in map(json.loads, said.splitlines()) if slip["type"] == "typo")


@asked_of("site")
def _ours(document: Document, repository: Repository) -> Iterator[tuple[int, str, str, str]]:
    """The line of a word that typos does not know, the word, what it is, and what is right."""
    for block in document_blocks(document):
        text = _QUOTED.sub(lambda match: " " * len(match[0]), block.flat.text)
        for pattern, what, (wrong, right) in _OURS:
            for match in re.finditer(pattern, text, re.IGNORECASE):
                yield block.flat.line_at(match.start(1)), match[1], what, right.join(match[1].rpartition(wrong)[::2])
