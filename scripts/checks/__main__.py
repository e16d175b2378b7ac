"""Check pages, links, claims, figures and code: `python -m scripts.checks [PATH ...]`. Changes nothing."""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from scripts.checks import (
    bibliography,
    characters,
    citations,
    claims,
    code,
    configuration,
    contract,
    dialect,
    drawings,
    figures,
    files,
    front_matter,
    givens,
    html,
    layout,
    link_text,
    links,
    linting,
    mathematics,
    navigation,
    pins,
    records,
    redirects,
    spelling,
    style,
    unwritten,
    wording,
)
from scripts.checks.sources import Sources
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
    givens,
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
    configuration,
    navigation,
    redirects,
    files,
    pins,
    linting,
)


def problems(sources: Sources, checks: Sequence[ModuleType] = CHECKS) -> list[Problem]:
    """Everything that the checks find, sorted by file and line."""
    found = {problem for module in checks for problem in module.check(sources)}
    found.update(problem for document in sources.others for problem in document.problems)
    found.update(sources.problems)
    # While one of these stands, what else is said of its file is no help.
    first = files.misplaced(sources) | sources.unclosed | sources.unmerged
    return sorted({problem for problem in found if problem.path not in first}.union(first.values()))


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Print what is wrong (in the files named, if any are) and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.checks", description=__doc__)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="report on these files alone")
    options = parser.parse_args(arguments)
    started = time.perf_counter()
    sources = Sources(root)
    wanted = {sources.name(Path(path)) for path in options.paths}
    if missing := [path for path in options.paths if not Path(path).exists()]:
        print(f"no such file: {', '.join(missing)}", file=sys.stderr)
        return 2
    found = [problem for problem in problems(sources) if not wanted or _within(problem.path, wanted)]
    for problem in found:
        print(problem)
    seconds = time.perf_counter() - started
    count = f"{len(found)} problem{'' if len(found) == 1 else 's'}" if found else "nothing wrong"
    where = f"in {', '.join(sorted(wanted))}" if wanted else f"in {len(sources.pages)} question pages and the code"
    print(f"{count} {where} ({seconds:.1f} s)")
    return 1 if found else 0


def _within(path: str, wanted: set[str]) -> bool:
    return any(path == name or path.startswith(f"{name}/") for name in wanted)


if __name__ == "__main__":
    sys.exit(main())
