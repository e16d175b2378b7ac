"""Equations are those of the reference code: both sides of each agree in runs of it with random arrays.

What is not read is no problem here; `make bench NAME=equations` lists it. What an equation may stand for is in
`algebra/tables`, and how it is read in the other modules of `algebra`.
"""

from scripts.checks.formulas.algebra.reading import Read, equations
from scripts.checks.formulas.slips import slips
from scripts.checks.rules import Found, each_page
from scripts.site.extensions.mathematics import BadTeX, convert
from scripts.site.model.page import Page

_LONGEST = 60


def _of_the_code(page: Page) -> Found:
    for read in equations(page):
        if read.outcome.kind == "wrong" and not _is_bad_tex(read):
            yield (
                read.line,
                f"${_shown(read)}$ is not what scripts/reference computes ({read.outcome.reason})",
                _remedy(read),
            )


def _is_bad_tex(read: Read) -> bool:
    """Whether it is reported already that the formula says something else than its author meant."""
    if any(slips(read.formula, read.display)):
        return True
    try:
        convert(read.formula, read.display)
    except BadTeX:
        return True
    return False


def _shown(read: Read) -> str:
    return read.tex if len(read.tex) <= _LONGEST else read.tex[: _LONGEST - 1] + "…"


def _remedy(read: Read) -> str:
    compared = f"compared with {read.of}: correct it"
    if not read.display:
        return f"{compared}, or write words where it is no claim"
    return (
        f"{compared}, or name what it is of below it, <!-- code: lstm.step -->, or <!-- code: lstm.step with f = 1 -->"
    )


check = each_page(_of_the_code)
