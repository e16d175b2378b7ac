"""What the page of a question rests on: the figures and records that it shows, and every module of ours behind them.

All of it is found in the files: in the rooms of the question, in `figures/NAME.svg` and in `data("NAME")` on the page
and in the figures, and in what its code and these modules import.
"""

import ast
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from scripts.figures.freshness import Figures
from scripts.imports import Imports
from scripts.rooms import ROOT, dotted, experiments

_CODE = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


class Grounds:
    """What one page rests on; `names` has the page, its figures and its records, `modules` what is behind these."""

    def __init__(self, number: str, root: Path = ROOT) -> None:
        """Look for all that the page of question `number` rests on. Raises LookupError, with what to do."""
        self.page = _page(number, root)
        imports, figures, measured = Imports(root), Figures(root), experiments(root)
        text = self.page.read_text(encoding="utf-8")
        rooms = sorted(root.glob(f"scripts/*/q{self.page.name[:2]}_*/*.py"))
        named = [name for code in _CODE.findall(text) for name in _imported(code, imports)]
        named += [dotted(path.parent if path.stem == "__init__" else path, root) for path in rooms]
        shown = set(re.findall(r"/figures/(\w+)\.svg", text)) & set(figures.names())
        shown |= {name for name in figures.names() if figures.place(name) in rooms}
        self.modules = _behind({*named, *map(figures.module, shown)}, imports)
        read = {name for one in (text, *map(imports.text, map(imports.path, self.modules))) for name in _quoted(one)}
        records = {name for name, module in measured.items() if name in read or module in self.modules}
        self.modules |= _behind({measured[name] for name in records}, imports)
        self.names = {self.page.stem} | shown | records


def pages(root: Path = ROOT) -> dict[int, Path]:
    """The pages that are written, by the numbers of their questions."""
    return {int(path.name[:2]): path for path in sorted(root.glob("docs/questions/[0-9][0-9]-*.md"))}


def _page(number: str, root: Path) -> Path:
    written = pages(root)
    if not number.isdecimal():
        raise LookupError(f"Q={number}: that is no number; name a question, as in make test Q={min(written)}")
    if int(number) not in written:
        there = ", ".join(map(str, written))
        raise LookupError(f"Q={number}: no page of that number is written; take one of {there}")
    return written[int(number)]


def _imported(code: str, imports: Imports) -> Iterator[str]:
    with suppress(SyntaxError):  # the page's own tests tell of it
        yield from imports.named(ast.parse(code))


def _behind(modules: set[str], imports: Imports) -> set[str]:
    return {found for module in modules for found in imports.behind(module)}


def _quoted(text: str) -> Iterator[str]:
    """Give the NAMEs in `data("NAME")` and its like."""
    yield from re.findall(r"""\(["'](\w+)["']\)""", text)
