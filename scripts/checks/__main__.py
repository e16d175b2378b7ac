"""Check pages, links, claims, figures and code: `python -m scripts.checks [PATH ...]`. Changes nothing."""

import argparse
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType

from scripts.checks.kept import Kept
from scripts.checks.pages.unclosed import unclosed
from scripts.checks.processes import ask
from scripts.checks.project.files import misplaced
from scripts.checks.repository import Repository
from scripts.site.model.document import ROOT, Problem

# The modules in each room that are a check.
ROOMS = {
    "pages": "contract dialect front_matter html layout link_text links spoken unwritten",
    "numbers": "claims givens quoted records seeds tables versions",
    "words": "bent characters identifiers proper_names spelling style wording",
    "formulas": "arithmetic computed_by equations mathematics",
    "figures": "drawings shown",
    "bibliography": "agreement authors citations dates entry_keys fields series",
    "code": "commands fences linting",
    "project": "configuration files navigation pins redirects",
}
CHECKS = tuple(import_module(f"scripts.checks.{room}.{name}") for room in ROOMS for name in ROOMS[room].split())


def problems(repository: Repository, checks: Sequence[ModuleType] = CHECKS, spread: bool = False) -> list[Problem]:
    """Everything that the checks find, sorted by file and line; `spread` over several processes, or here."""
    for module in checks:
        if hasattr(module, "begin"):
            module.begin(repository)
    if spread:
        ask(repository)
    found = {problem for module in checks for problem in module.check(repository)}
    found.update(repository.problems)
    # While one of these stands, what else is said of its file is no help.
    first = misplaced(repository) | unclosed(repository) | repository.unmerged
    return sorted({problem for problem in found if problem.path not in first}.union(first.values()))


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Print what is wrong (in the files named, if any are) and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.checks", description=__doc__)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="report on these files alone")
    options = parser.parse_args(arguments)
    started = time.perf_counter()
    kept = Kept(root)
    repository = Repository(root, told=kept.told, spelt=kept.spelt)
    wanted = {repository.name(Path(path)) for path in options.paths}
    if missing := [path for path in options.paths if not Path(path).exists()]:
        print(f"no such file: {', '.join(missing)}", file=sys.stderr)
        return 2
    everything = problems(repository, spread=True)
    kept.save(repository)
    found = [problem for problem in everything if not wanted or _within(problem.path, wanted)]
    for problem in found:
        print(problem)
    seconds = time.perf_counter() - started
    count = f"{len(found)} problem{'' if len(found) == 1 else 's'}" if found else "nothing wrong"
    where = (
        f"in {', '.join(sorted(wanted))}"
        if wanted
        else f"in {sum(source.is_page for source in repository.sources)} question pages and the code"
    )
    print(f"{count} {where} ({seconds:.1f} s)")
    return 1 if found else 0


def _within(path: str, wanted: set[str]) -> bool:
    return any(path == name or path.startswith(f"{name}/") for name in wanted)


if __name__ == "__main__":
    sys.exit(main())
