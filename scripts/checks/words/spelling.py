"""Spelling, in every text for people: typos finds the slips, and asks for British English throughout.

What it is told, and the words that are right though it does not know them, stand in words/typos.toml. The wording of
the questions and the titles of sources stay as they were printed.
"""

import json
import re
import subprocess
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

from scripts.checks.repository import Repository
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
    names = [*repository.texts, *(name for name in _WITHOUT_SUFFIX if (repository.root / name).is_file())]
    found = {}
    for slip in _typos(["--file-list", "-", "--force-exclude", "--no-check-filenames"], names, repository.root):
        found[slip["path"], slip["line_num"], slip["typo"]] = ("American", slip["corrections"])
    # What is a slip in any English is misspelt, and the rest is American.
    for slip in _typos(["--locale", "en", "-"], {word for *_, word in found}, repository.root) if found else ():
        found |= {key: ("misspelt", right) for key, (_, right) in found.items() if key[2] == slip["typo"]}
    for document in repository.site_documents:
        for line, word, what, right in _ours(document):
            found.setdefault((document.name, line, word), (what, [right]))
    fixed = [*wordings().values(), *(re.sub(r"[{}]", "", e.fields["title"]) for e in repository.bibliography.values())]
    for (name, line, word), (what, corrections) in found.items():
        text = repository.texts[name].split("\n")[line - 1] if name in repository.texts else ""
        if not any(word in quoted and quoted in text for quoted in fixed):
            right = ", ".join(f'"{correction}"' for correction in corrections)
            remedy = f"write {'one of ' if len(corrections) > 1 else ''}{right}"
            yield Problem(name, line, f'"{word}" is {what}', remedy)


def _typos(options: list[str], lines: Iterable[str], root: Path) -> Iterator[dict]:
    """What typos says of the lines on its standard input, or of the files that they name."""
    command = [str(_TYPOS), "--isolated", "--config", str(SETTINGS), "--format", "json", "--sort", *options]
    ran = subprocess.run(command, cwd=root, input="\n".join(lines), capture_output=True, encoding="utf-8", check=False)
    if ran.stderr:
        raise RuntimeError(f"typos failed: {ran.stderr}")
    return (slip for slip in map(json.loads, ran.stdout.splitlines()) if slip["type"] == "typo")


def _ours(document: Document) -> Iterator[tuple[int, str, str, str]]:
    """The line of a word that typos does not know, the word, what it is, and what is right."""
    for block in document_blocks(document):
        text = _QUOTED.sub(lambda match: " " * len(match[0]), block.flat.text)
        for pattern, what, (wrong, right) in _OURS:
            for match in re.finditer(pattern, text, re.IGNORECASE):
                yield block.flat.line_at(match.start(1)), match[1], what, right.join(match[1].rpartition(wrong)[::2])
