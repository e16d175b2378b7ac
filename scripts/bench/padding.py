"""Synthetic question pages: copies of the written ones, enough of them to see how a build grows."""

import re
from pathlib import Path

import yaml

PER_SECTION = 50


class _Tags(yaml.SafeLoader):
    """Reads mkdocs.yml with its `!ENV` tags; the value stands for itself, as the default that it is."""


_Tags.add_constructor("!ENV", lambda loader, node: loader.construct_sequence(node)[-1])


def settings(path: Path) -> dict:
    """Read a configuration of MkDocs."""
    return yaml.load(path.read_text(encoding="utf-8"), _Tags)


def pad(root: Path, count: int) -> None:
    """Bring docs/questions/ in `root` to `count` pages and put them all into the navigation of mkdocs.yml.

    Each copy differs from its original by a line, so that no two pages of the site have the same text.
    """
    folder = root / "docs" / "questions"
    written = sorted(folder.glob("*.md"))
    for extra in range(count - len(written)):
        original = written[extra % len(written)]
        number = f"{len(written) + extra + 1:04d}"
        text = original.read_text(encoding="utf-8")
        text = re.sub(r"^(# .*)$", rf"\1\n\nCopy {number} of this page.", text, count=1, flags=re.MULTILINE)
        (folder / f"{original.stem}-copy-{number}.md").write_text(text, encoding="utf-8")
    names = sorted(path.name for path in folder.glob("*.md"))[:count]
    nav = [{"Home": "index.md"}]
    nav += [
        {f"Part {start // PER_SECTION + 1}": [f"questions/{name}" for name in names[start : start + PER_SECTION]]}
        for start in range(0, len(names), PER_SECTION)
    ]
    nav += [
        path.relative_to(root / "docs").as_posix()
        for room in ("practice", "reference")
        for path in sorted((root / "docs" / room).rglob("*.md"))
    ]
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    text = re.sub(r"^nav:\n(?:[ #].*\n|\n)*", yaml.safe_dump({"nav": nav}, sort_keys=False), text, flags=re.MULTILINE)
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")


def plain(root: Path) -> None:
    """Write plain.yml: Material as it comes, over the same Markdown, read with the same extensions but our own.

    Formulas become what a script in the browser would work on.
    """
    ours = settings(root / "mkdocs.yml")
    theirs = [one for one in ours["markdown_extensions"] if not str(one).startswith("scripts.")]
    bare = {
        "site_name": ours["site_name"],
        "docs_dir": "docs",
        "nav": ours["nav"],
        "theme": {"name": "material"},
        "plugins": ["search"],
        "markdown_extensions": [*theirs, {"pymdownx.arithmatex": {"generic": True}}],
    }
    (root / "plain.yml").write_text(yaml.safe_dump(bare, sort_keys=False), encoding="utf-8")
