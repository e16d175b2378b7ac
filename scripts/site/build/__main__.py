"""Build the site: `python -m scripts.site.build` for a host, with `--offline` (or OFFLINE=1) to be opened from disk.

MkDocs builds strictly, into a folder beside the site; only a site without a problem takes the place of the one before.
Everything that is wrong with any page is printed in one run, each problem with its file and line.

A site bears the date of its commit (`scripts.site.build.epoch`) and not that of the build, because two builds of one
commit have to be the same bytes: whoever doubts a published site can then build it and compare.
"""

import argparse
import logging
import os
import re
import shutil
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from markdown import Markdown
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException

from scripts.site.build import epoch, repository, worker
from scripts.site.extensions.report import OpenPage, collecting
from scripts.site.model import markdown_file
from scripts.site.model.document import Problem, display_name, read

_ABOUT_A_PAGE = re.compile(
    r"Doc file '(?P<page>[^']+)' (?P<message>contains (?:a|an) .*?'(?P<link>[^']+)'.*)", re.DOTALL
)
_QUOTED = re.compile(r"'([^']+\.md)'")


class _Warnings(logging.Handler):
    """Keep what MkDocs warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


class _Progress:
    """Count the pages on a terminal, on one line."""

    def __init__(self) -> None:
        self.done = 0
        self.total = len(markdown_file.pages())

    def __call__(self, name: str) -> None:
        self.done += 1
        if sys.stdout.isatty():
            end = "\n" if self.done == self.total else ""
            print(f"\r{self.done} of {self.total} pages", end=end, flush=True)


def build(target: Path, offline: bool = False) -> list[Problem]:
    """Build the site at `target`; the problems, when there are any, and then `target` is as it was before.

    Raises EpochError when SOURCE_DATE_EPOCH is not a number of seconds, RepositoryError when REPO_URL is no address.
    """
    moment = epoch.settle(markdown_file.ROOT)
    repository.settle(markdown_file.ROOT)
    new, old = (target.with_name(f"{target.name}.{ending}") for ending in ("new", "old"))
    if old.exists() and not target.exists():  # the last run was stopped between the two steps of the swap
        os.replace(old, target)
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        problems = _build(new, offline)
        if not problems:
            if not offline:
                worker.write(new, moment)
            if target.exists():
                os.replace(target, old)
            os.replace(new, target)
    finally:
        for leftover in (new, old):
            shutil.rmtree(leftover, ignore_errors=True)
    return problems


def _build(new: Path, offline: bool) -> list[Problem]:
    os.environ["OFFLINE"] = "true" if offline else "false"
    os.environ["WORKER"] = "" if offline else worker.WORKER
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    warnings = _Warnings()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(warnings)
    unreadable = [path for path in markdown_file.pages() if not _is_text(path)]
    broken = None
    with collecting(_Progress()) as problems:
        try:
            # A folder on disk is at no address, whatever SITE_URL says, and its links name files.
            address = {"site_url": "", "use_directory_urls": False} if offline else {}
            config = load_config(str(markdown_file.ROOT / "mkdocs.yml"), strict=True, site_dir=str(new), **address)
            if unreadable:  # MkDocs stops at the first; the other pages have a right to be heard in the same run
                _convert(set(markdown_file.pages()) - set(unreadable), config)
            else:
                mkdocs_build(config)
        except (Abort, ConfigurationError, MkDocsException) as error:
            broken = str(error)
        finally:
            logger.removeHandler(warnings)
    problems.extend(problem for path in unreadable for problem in read(path, markdown_file.ROOT).problems)
    problems.extend(map(_problem, warnings.messages))
    if broken and not problems:
        problems.append(Problem("mkdocs.yml", 1, broken, "correct the configuration"))
    return sorted(set(problems))


def _is_text(path: Path) -> bool:
    try:
        path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _convert(pages: Iterable[Path], config: dict) -> None:
    for path in sorted(pages):
        markdown = Markdown(extensions=config["markdown_extensions"], extension_configs=config["mdx_configs"])
        markdown.convert(markdown_file.read(path).text)


def _problem(message: str) -> Problem:
    """A warning of MkDocs as a problem with file and line."""
    about_a_page = _ABOUT_A_PAGE.fullmatch(message)
    if about_a_page:
        path = markdown_file.ROOT / "docs" / about_a_page["page"]
        opened = OpenPage(markdown_file.read(path).text)
        link = about_a_page["link"]
        line = opened.find(f"]({link}", f"]: {link}", f'"{link}"', link)
        return Problem(
            display_name(path, markdown_file.ROOT), line, about_a_page["message"].rstrip("."), "correct the link"
        )
    name = "mkdocs.yml"
    text = (markdown_file.ROOT / name).read_text(encoding="utf-8")
    named = _QUOTED.search(message)
    at = text.find(named[1]) if named else -1
    return Problem(name, text.count("\n", 0, max(at, 0)) + 1, " ".join(message.split()).rstrip("."), "correct `nav`")


def main(arguments: list[str] | None = None) -> int:
    """Build, and say where the site is or what is wrong; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.site.build", description=__doc__.split("\n")[0])
    from_environment = os.environ.get("OFFLINE", "").lower() in ("1", "true", "yes", "on")
    parser.add_argument("--offline", action="store_true", default=from_environment, help="for reading from disk")
    parser.add_argument("--into", type=Path, help="the folder that the site takes (site, or site-offline)")
    options = parser.parse_args(arguments)
    target = options.into or markdown_file.ROOT / ("site-offline" if options.offline else "site")
    print(f"Building the site for {'reading from disk' if options.offline else 'a host'} …", flush=True)
    start = time.perf_counter()
    try:
        problems = build(target.resolve(), options.offline)
    except (epoch.EpochError, repository.RepositoryError) as error:
        print(error, file=sys.stderr)
        return 2
    if problems:
        print(*problems, sep="\n", file=sys.stderr)
        kept = "; the site built before is untouched" if target.exists() else ""
        print(f"Not built: {len(problems)} problem{'s'[: len(problems) > 1]}{kept}.", file=sys.stderr)
        return 1
    name = display_name(target, markdown_file.ROOT)
    print(f"Built {len(markdown_file.pages())} pages in {time.perf_counter() - start:.1f} s.")
    if options.offline:
        print(f"Open {name}/index.html in a browser; it needs no network. The folder can be moved or zipped.")
    else:
        print(f"To read it: python3 -m http.server --directory {name} 8000, then open http://localhost:8000/")
        print("Any host of files can serve that folder. `OFFLINE=1 make site` builds one to open from disk.")
        if not os.environ.get("SITE_URL"):
            example = "SITE_URL=https://example.org/guide/ make site"
            print(f"If it is to lie below a path of its host, name the whole address, which 404.html needs: {example}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
