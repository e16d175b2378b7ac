r"""Counts in a text that stand without another side, `4H(D + H + 1)`: each is one that the reference counts.

Looked at is what has D and H, numbers and a bracket alone. It is to be the weights or the multiply-adds of one of the
cells, in one of the conventions, on inputs or on a layer below, or those of one gate.
"""

from functools import cache

from scripts.checks.formulas.algebra.evaluate import Scope, Table
from scripts.checks.formulas.algebra.outcome import PROVED, Outcome
from scripts.checks.formulas.algebra.statements import statements
from scripts.reference import flops, params

_SIZES = {"D": 101, "H": 239}


def count(tex: str) -> Outcome | None:
    """What becomes of a formula that is a count; None where it is none."""
    trees = statements(tex)
    if len(trees) != 1 or isinstance(trees[0], str) or trees[0].kind == "chain":
        return None
    nodes = list(trees[0].walk())
    names = {one.parts[0] for one in nodes if one.kind == "name"}
    if not {"H"} <= names <= set(_SIZES) or all(one.kind != "called" for one in nodes):
        return None
    if Scope(Table(dict(_SIZES))).value(trees[0]) in _known():
        return PROVED
    return Outcome("wrong", "no weights and no multiply-adds of a cell are so many")


@cache
def _known() -> frozenset[int]:
    D, H = _SIZES.values()
    inputs = (D, H, 2 * H)
    found = {flop(d, H) // share for flop in (flops.rnn, flops.gru, flops.lstm) for d in inputs for share in (1, 2)}
    for cell in (params.rnn, params.gru, params.lstm):
        for convention in ("paper", "torch", "keras"):
            found |= {cell(d, H, bidirectional=both, convention=convention) for d in inputs for both in (False, True)}
    return frozenset(found | {params.coupled(d, H) for d in inputs} | {params.lstm(d, H) // 4 for d in inputs})
