"""Compare docs/references.bib with Crossref and arXiv: `python -m scripts.sources > report.md`.

`--since COMMIT` asks only for the sources that are new since then, or other.

The report, in Markdown, has what differs; where nothing does it is empty. It takes minutes, for nobody is asked more
than once a second. The exit status is 0 where nothing differs, 1 where something does, 2 where nothing is known to
differ and not everything could be asked.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pybtex.database import Entry, parse_string

from scripts.site.extensions.references import load
from scripts.site.model.document import ROOT
from scripts.sources import accepted
from scripts.sources.accepted import Accepted
from scripts.sources.asking import Found, compare
from scripts.sources.differences import Difference
from scripts.sources.network import Asker

BIBLIOGRAPHY = "docs/references.bib"
LIST = "scripts/sources/accepted.yaml"
MOST_ROWS = 100  # an issue has 65,536 characters at most
LONGEST = 250
_INTRODUCTION = (
    f"Crossref or arXiv has these fields of `{BIBLIOGRAPHY}` otherwise. Look at the source itself. Where we are wrong, "
    f"correct the entry; where they are, put the difference into `{LIST}`, with the reason."
)
_GONE = f"These items of `{LIST}` stand for no difference any more. Remove them."


def report(found: Sequence[Difference], gone: Sequence[Accepted], unanswered: Iterable[str] = ()) -> str:
    """The report on these differences, and on what was accepted without need; empty where there is neither."""
    parts = []
    if found:
        rows = [_row(difference) for difference in found[:MOST_ROWS]]
        parts += [_INTRODUCTION, "\n".join(["| key | field | ours | theirs |", "| --- | --- | --- | --- |", *rows])]
    if len(found) > MOST_ROWS:
        parts.append(f"And {len(found) - MOST_ROWS} more.")
    if gone:
        parts += [_GONE, "\n".join(f"- {_code(one.key)}, {one.field}: {_code(one.theirs)}" for one in gone)]
    if parts and (silent := sorted(unanswered)):
        parts.append(f"There was no answer for {len(silent)} of the sources, which are asked for again next week.")
    return "\n\n".join(parts) + "\n" if parts else ""


def _row(difference: Difference) -> str:
    ours, theirs = _code(difference.ours), _code(difference.theirs)
    return f"| {_code(difference.key)} | {difference.field} | {ours} | {theirs} |"


def _code(text: str) -> str:
    """A text that Markdown takes as it is: others wrote it, and it may name people or have markup."""
    line = " ".join(text.split()).replace("`", "'").replace("|", "\\|")
    return f"`{line[:LONGEST]}…`" if len(line) > LONGEST else f"`{line or ' '}`"


def _said(found: Found, shown: int) -> Iterator[str]:
    """What happened, for whoever looks at the run."""
    reasons = dict.fromkeys(found.unanswered.values())
    yield from (f"no answer: {reason}" for reason in reasons)
    yield f"{found.asked} numbers asked for, {len(found.unanswered)} sources without an answer, {shown} to be looked at"


def _other(entries: Mapping[str, Entry], commit: str) -> dict[str, Entry]:
    """The entries that were not so at a commit. Raises ValueError where there is none, or no bibliography in it."""
    shown = subprocess.run(["git", "show", f"{commit}:{BIBLIOGRAPHY}"], cwd=ROOT, capture_output=True, check=False)
    if shown.returncode:
        raise ValueError(shown.stderr.decode(errors="replace").strip())
    earlier = parse_string(shown.stdout.decode(), "bibtex").entries
    return {key: entry for key, entry in entries.items() if key not in earlier or earlier[key] != entry}


def main(arguments: list[str] | None = None, asker: Asker | None = None) -> int:
    """Compare, print the report, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.sources", description=__doc__.split(":")[0])
    parser.add_argument("keys", nargs="*", metavar="KEY", help="ask for these sources alone")
    parser.add_argument("--since", metavar="COMMIT", help="ask for the sources that were not so at this commit")
    options = parser.parse_args(arguments)
    entries = load(ROOT / BIBLIOGRAPHY, BIBLIOGRAPHY).entries
    if unknown := [key for key in options.keys if key not in entries]:
        parser.error(f"{BIBLIOGRAPHY} has no {', '.join(unknown)}")
    listed = accepted.load()
    if options.since:
        try:
            entries = _other(entries, options.since)
        except ValueError as error:
            parser.error(str(error))
    if options.keys:
        entries = {key: entries[key] for key in options.keys if key in entries}
    if options.keys or options.since:
        listed = [one for one in listed if one.key in entries]
    where = os.environ.get("REPO_URL") or "a clone of it"
    found = compare(entries, asker or Asker(f"lstm-interview-guide ({where})"))
    wrong = [one for one in found.differences if not any(item.covers(one) for item in listed)]
    gone = accepted.gone(listed, found.differences, found.unanswered)
    print(report(wrong, gone, found.unanswered), end="")
    print(*_said(found, len(wrong) + len(gone)), sep="\n", file=sys.stderr)
    return 1 if wrong or gone else 2 if found.unanswered else 0


if __name__ == "__main__":
    sys.exit(main())
