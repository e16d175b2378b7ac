"""Build the site with MkDocs and with Zensical, and compare: `python -m scripts.site.zensical`. Changes nothing."""

import sys
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.site.model.document import ROOT
from scripts.site.zensical import builds
from scripts.site.zensical.article import KINDS
from scripts.site.zensical.differences import compare
from scripts.site.zensical.listed import judge


def main(root: Path = ROOT) -> int:
    """Print what was compared, what is listed and what is wrong; the exit status."""
    with TemporaryDirectory(prefix="lstm-guide-zensical-") as folder:
        try:
            copied = builds.copy(root, Path(folder))
            comparison = compare(builds.mkdocs(copied), builds.zensical(copied), copied)
        except builds.BuildError as error:
            print(error, file=sys.stderr)
            return 1
    wrong, listed = judge(comparison.differences)
    print(*wrong, sep="\n", end="\n" if wrong else "", file=sys.stderr)
    print(f"MkDocs {version('mkdocs')} and Zensical {version('zensical')}, compared by kind:")
    print("\n".join(f"{comparison.counts[kind]:6d} {kind}" for kind in KINDS))
    for entry, count in listed.items():
        print(f"listed, {count} times: {entry.kind} of {entry.page}: {entry.reason}")
    print(f"{len(wrong)} problem{'s'[: len(wrong) != 1]}" if wrong else "no other difference")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
