"""Recorded answers instead of the network."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest

from scripts.site.extensions.references import load
from scripts.site.model.document import ROOT
from scripts.sources.asking import compare
from scripts.sources.network import Answer, Asker

ANSWERS = Path(__file__).with_name("answers")
ENTRIES = load(ROOT / "docs" / "references.bib", "docs/references.bib").entries


def recorded(name: str) -> bytes:
    return (ANSWERS / name).read_bytes()


class Recorded:
    """Services that answer with what is recorded; `instead` has other answers, by a part of the address.

    `asked` are the addresses that were asked for, `slept` the pauses.
    """

    def __init__(self) -> None:
        self.instead: dict[str, list[Answer | Exception]] = {}
        self.asked: list[str] = []
        self.slept: list[float] = []
        self.agents: set[str] = set()
        self._crossref = {ENTRIES[path.stem].fields["doi"]: path.name for path in ANSWERS.glob("*.json")}

    def fetch(self, url: str, agent: str) -> Answer:
        self.asked.append(url)
        self.agents.add(agent)
        for part, answers in self.instead.items():
            if part in url:
                answer = answers.pop(0) if len(answers) > 1 else answers[0]
                if isinstance(answer, Exception):
                    raise answer
                return answer
        if url.startswith("https://export.arxiv.org/api/query?"):
            return 200, recorded("feed.xml"), ""
        name = self._crossref.get(unquote(url.removeprefix("https://api.crossref.org/works/")))
        return (200, recorded(name), "") if name else (404, b"Resource not found.", "")

    def asker(self) -> Asker:
        return Asker("guide (https://code.example/guide)", self.fetch, self.slept.append, lambda: 0.0)


@pytest.fixture
def services(monkeypatch) -> Recorded:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr("scripts.sources.network.urlopen", refuse)
    return Recorded()


@pytest.fixture
def compared(services) -> Callable[..., list[tuple]]:
    """The rows of the report on some sources."""

    def rows(*keys: str) -> list[tuple]:
        return [tuple(row) for row in compare({key: ENTRIES[key] for key in keys}, services.asker()).differences]

    return rows
