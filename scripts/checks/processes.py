"""The parts of all checks, asked of all documents on all cores."""

import multiprocessing
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from pathlib import Path

from scripts.checks.repository import Repository
from scripts.checks.rules import Part, Shared

# Fewer documents than this are dealt with sooner than a process has started.
WORTH_IT = 4

_repository: Repository | None = None


def ask(repository: Repository) -> None:
    """Have `repository.told` answered by several processes, if there is enough to ask; else the checks ask it."""
    global _repository
    waiting = [*_once(repository), *_documents(repository)]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if cores == 1 or len(waiting) < WORTH_IT:
        return
    # Elsewhere the system's libraries start threads, which do not live through a fork.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    _repository = repository
    if context.get_start_method() == "fork":  # what all need is read before they part
        _ = repository.library, repository.captions
    with ProcessPoolExecutor(min(cores, len(waiting)), context, _start, (repository.root,)) as pool:
        for name, answers in pool.map(_answer, waiting):
            repository.told.setdefault(name, {}).update(answers)
    _repository = None


def _once(repository: Repository) -> list[tuple[str, list[str]]]:
    """The questions about no document, one by one, that nobody has answered."""
    return [("", [name]) for name in Shared.every if name not in repository.told.get("", {})]


def _documents(repository: Repository) -> list[tuple[str, list[str]]]:
    """The documents about which there are unanswered questions, with these."""
    found = []
    for source in repository.sources:
        told = repository.told.get(source.name, {})
        names = [part.name for part in Part.every.values() if part.asks(source) and part.name not in told]
        found += [(source.name, names)] if names else []
    return found


def _start(root: Path) -> None:
    global _repository
    if _repository is None:  # a new Python, not a copy of the one that asks
        import_module("scripts.checks.__main__")
        _repository = Repository(root)


def _answer(question: tuple[str, list[str]]) -> tuple[str, dict[str, list]]:
    name, parts = question
    if not name:
        return name, {part: Shared.every[part].answer(_repository) for part in parts}
    source = next(source for source in _repository.sources if source.name == name)
    return name, {part: Part.every[part].answer(source, _repository) for part in parts}
