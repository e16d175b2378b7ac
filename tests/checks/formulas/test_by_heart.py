"""Every formula that readers learn by heart is read: by the check, or beside a run of the reference in `by_heart`."""

import re
from collections.abc import Iterator
from itertools import zip_longest

import numpy as np
import pytest

from scripts.checks.formulas.algebra.evaluate import Scope, Table
from scripts.checks.formulas.algebra.reading import equations
from scripts.checks.formulas.algebra.statements import statements
from scripts.checks.repository import Repository
from scripts.site.model.document import ROOT, leaves
from scripts.site.model.page import Page
from tests.checks.formulas.by_heart import IN_PYTHON, PROOFS, READ

SECTIONS = ("", "In two minutes", "By heart")
_SAYS = re.compile(
    r"[-+/=<>^]|\\(?:[dt]?frac|cdot|odot|sqrt|sum|prod|ln|log|exp|le|ge|approx)(?![a-z])|\d[A-Z]|[A-Z]{2}"
)
# Names, shapes, ranges, tuples, orders of growth and plain numbers say nothing that could be computed.
_NAMES = re.compile(
    r"[A-Za-z\\]+_\{?[\w+-]+\}?|\\hat y_\{t-1\}|[-+]?[\d.]+( \\times 10\^\{-?\d+\})?|\(.*,.*\)|\[.*,.*\]|O\(.*\)|\\pm.*"
    r"|.*(?:\\times|\\dots|\\to(?![a-z])|\\infty).*|\\odot"
)
REPOSITORY = Repository(ROOT)
PAGES = [source for source in REPOSITORY.sources if source.is_page]


def learned(page: Page) -> Iterator[tuple[int, str]]:
    """The formulas of a page that are learned by heart and say something, with their lines."""
    title = ""
    for token, behind in zip_longest(page.document.tokens, page.document.tokens[1:]):
        if token.type == "heading_open" and token.tag == "h2":
            title = behind.content.strip()
        elif token.type == "inline" and title in SECTIONS:
            found = [leaf for leaf in leaves(token) if leaf.kind == "math_inline"]
            yield from ((leaf.line, leaf.content) for leaf in found if _SAYS.search(leaf.content))


def read_by_the_check(page: Page) -> set[str]:
    return {one.formula for one in equations(page) if one.outcome.kind in ("proved", "defined", "condition")}


@pytest.mark.parametrize("source", PAGES, ids=lambda source: source.path.stem)
def test_each_formula_is_read_by_the_check_or_stands_beside_its_proof(source):
    page = REPOSITORY.page(source)
    read = read_by_the_check(page) | set(PROOFS) | set(READ)
    left = [
        f"{source.name}:{line}: ${tex}$" for line, tex in learned(page) if tex not in read and not _NAMES.fullmatch(tex)
    ]
    assert not left, f"{left}: nothing computes these; correct them, or write their proof into {PROOFS_ARE_IN}"


PROOFS_ARE_IN = "tests/checks/formulas/by_heart.py"


@pytest.mark.parametrize("tex", PROOFS)
@pytest.mark.parametrize("seed", [0, 1])
def test_a_proof_computes_what_the_formula_says(tex, seed):
    draw, proof = PROOFS[tex]
    values = draw(seed)
    in_tex = {tex_name: name for tex_name, name in IN_PYTHON.items()}
    named = {name: name for name in vars(values) if name not in in_tex.values()} | in_tex
    table = {tex_name: getattr(values, name) for tex_name, name in named.items() if hasattr(values, name)}
    (tree,) = statements(tex)
    side = tree.parts[0][-1] if tree.kind == "chain" else tree
    found = np.squeeze(Scope(Table(table)).value(side))
    np.testing.assert_allclose(found, proof(values), rtol=1e-9)


def test_what_is_listed_is_still_learned():
    said = {tex for source in PAGES for _, tex in learned(REPOSITORY.page(source))}
    assert sorted({*PROOFS, *READ} - said) == []
