"""Check pages, links, claims, figures and code: `python -m scripts.checks [PATH ...]`. Changes nothing."""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from scripts.checks.bibliography import citations
from scripts.checks.bibliography import fields as bibliography
from scripts.checks.code import fences as code
from scripts.checks.code import linting
from scripts.checks.figures import drawings
from scripts.checks.figures import shown as figures
from scripts.checks.formulas import mathematics
from scripts.checks.numbers import claims, records
from scripts.checks.pages import contract, dialect, front_matter, html, layout, link_text, links, unwritten
from scripts.checks.project import configuration, files, navigation, pins, redirects
from scripts.checks.repository import Repository
from scripts.checks.words import characters, proper_names, spelling, style, wording
from scripts.site.model.document import ROOT, Problem

CHECKS = (
    unwritten,
    front_matter,
    contract,
    style,
    layout,
    dialect,
    html,
    characters,
    code,
    claims,
    citations,
    bibliography,
    figures,
    drawings,
    records,
    mathematics,
    links,
    link_text,
    wording,
    spelling,
    proper_names,
    configuration,
    navigation,
    redirects,
    files,
    pins,
    linting,
)


def problems(repository: Repository, checks: Sequence[ModuleType] = CHECKS) -> list[Problem]:
    """Everything that the checks find, sorted by file and line."""
    found = {problem for module in checks for problem in module.check(repository)}
    found.update(problem for document in repository.others for problem in document.problems)
    found.update(repository.problems)
    # While one of these stands, what else is said of its file is no help.
    first = files.misplaced(repository) | repository.unclosed | repository.unmerged
    return sorted({problem for problem in found if problem.path not in first}.union(first.values()))


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Print what is wrong (in the files named, if any are) and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.checks", description=__doc__)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="report on these files alone")
    options = parser.parse_args(arguments)
    started = time.perf_counter()
    repository = Repository(root)
    wanted = {repository.name(Path(path)) for path in options.paths}
    if missing := [path for path in options.paths if not Path(path).exists()]:
        print(f"no such file: {', '.join(missing)}", file=sys.stderr)
        return 2
    found = [problem for problem in problems(repository) if not wanted or _within(problem.path, wanted)]
    for problem in found:
        print(problem)
    seconds = time.perf_counter() - started
    count = f"{len(found)} problem{'' if len(found) == 1 else 's'}" if found else "nothing wrong"
    where = f"in {', '.join(sorted(wanted))}" if wanted else f"in {len(repository.pages)} question pages and the code"
    print(f"{count} {where} ({seconds:.1f} s)")
    return 1 if found else 0


def _within(path: str, wanted: set[str]) -> bool:
    return any(path == name or path.startswith(f"{name}/") for name in wanted)


if __name__ == "__main__":
    sys.exit(main())
