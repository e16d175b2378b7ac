"""The formula of a claim, evaluated: a walk over Python's syntax tree that knows numbers and a list of names.

Nothing is handed to `eval`. A formula may use arithmetic, calls of the functions in `names`, the public functions of
`params`, `flops` and `memory`, and `data("NAME")` and `settings("NAME")` with attributes and indices below them.
"""

import ast
import json
import operator
import sys
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from scripts.checks.names import CONSTANTS, FUNCTIONS, MODULES, public
from scripts.experiments.records.results import PARTS, Results
from scripts.site.model.document import ROOT
from scripts.site.model.page import did_you_mean

# The last two bound the time that a formula takes: the digits of a power, and the loops of our own functions.
LONGEST, HIGHEST_POWER, LARGEST_SIZE = 400, 100_000, 10**12
_BINARY = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
}
_OURS = {module.__name__ for module in MODULES.values()}
_UNARY = {ast.USub: operator.neg, ast.UAdd: operator.pos}


class ClaimError(ValueError):
    """A formula cannot be evaluated; the message says why, `remedy` what to do."""

    def __init__(self, message: str, remedy: str = "correct the formula") -> None:
        """Keep the remedy beside the message."""
        super().__init__(message)
        self.remedy = remedy


class BrokenRecord(ClaimError):
    """A formula reads a record that cannot be read, which is reported with the records."""


class Spread(NamedTuple):
    """A measured mean and its standard deviation over seeds."""

    mean: float
    sd: float


def evaluate(formula: str, root: Path = ROOT) -> float | int | Spread:
    """The value of a claim's formula; `root` is the repository whose figures/data it reads.

    Raises
    ------
    ClaimError
        When the formula does not parse, uses what is not on the list, fails, or is no finite number.
    """
    tree = _parse(formula)
    if all(isinstance(node, ast.Constant | ast.Tuple | ast.UnaryOp | ast.USub | ast.Load) for node in ast.walk(tree)):
        raise ClaimError("the formula is only a number", "write how the number comes about, or `<!-- given -->`")
    value = _plain(_Walk(root).visit(tree))
    if isinstance(value, Spread):
        return value
    if not _is_number(value):
        raise ClaimError(f"the formula gives no number but {_kind(value)}", "go on to a number, such as `.mean`")
    if not abs(value) <= sys.float_info.max:
        raise ClaimError("the formula gives no number that can be printed", "use logarithms")
    return value


def literals(formula: str) -> set[float]:
    """The numbers written in a formula, which are its inputs."""
    try:
        tree = _parse(formula)
    except ClaimError:
        return set()
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {float(node.value) for node in nodes if _is_number(node.value)}


@cache
def _parse(formula: str) -> ast.expr:
    if len(formula) > LONGEST:
        raise ClaimError(f"the formula has {len(formula)} characters, at most {LONGEST} are read", "shorten it")
    try:
        return ast.parse(" ".join(formula.split()), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        reason = error.msg if isinstance(error, SyntaxError) else str(error)
        remedy = "write one expression of Python, as in `<!-- = 0.95**100 -->`"
        raise ClaimError(f"the formula is not an expression ({reason})", remedy) from None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _kind(value: Any) -> str:
    return "a part of a record" if hasattr(value, "_value") else f"a {type(value).__name__}"


def _plain(value: Any) -> Any:
    """A NumPy scalar as Python's own number, a measured leaf as a `Spread`."""
    if type(value).__module__ == "numpy" and getattr(value, "ndim", None) == 0:
        return value.item()
    inside = getattr(value, "_value", None)
    if isinstance(inside, dict) and {"mean", "sd"} <= inside.keys():
        return Spread(inside["mean"], inside["sd"])
    return value


class _Walk(ast.NodeVisitor):
    """Evaluates the nodes that are allowed; every other is refused."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def generic_visit(self, node: ast.AST) -> Any:
        remedy = "use arithmetic and the names that CONTRIBUTING.md lists"
        raise ClaimError(f"{ast.unparse(node)} is not allowed in a formula", remedy)

    def visit_Constant(self, node: ast.Constant) -> Any:
        if _is_number(node.value) or isinstance(node.value, str):
            return node.value
        if isinstance(node.value, bool):
            return node.value
        raise ClaimError(f"{node.value!r} is not allowed in a formula", "use numbers")

    def visit_Tuple(self, node: ast.Tuple) -> tuple:
        return tuple(self.visit(item) for item in node.elts)

    visit_List = visit_Tuple

    def visit_UnaryOp(self, node: ast.UnaryOp) -> Any:
        if type(node.op) not in _UNARY:
            raise ClaimError(f"{ast.unparse(node)} is not allowed in a formula", "use arithmetic")
        return _UNARY[type(node.op)](self._number(node.operand))

    def visit_BinOp(self, node: ast.BinOp) -> Any:
        if type(node.op) not in _BINARY:
            remedy = "write ** for a power" if isinstance(node.op, ast.BitXor) else "use + - * / // % and **"
            raise ClaimError(f"{ast.unparse(node)} is not allowed in a formula", remedy)
        left, right = self._number(node.left), self._number(node.right)
        if isinstance(node.op, ast.Pow) and isinstance(left, int) and isinstance(right, int):
            size = abs(right) * max(1, abs(left).bit_length())
            if size > HIGHEST_POWER:
                raise ClaimError(f"{ast.unparse(node)} is too large a power", "use logarithms")
        return self._try(node, lambda: _BINARY[type(node.op)](left, right))

    def visit_Name(self, node: ast.Name) -> Any:
        for names in (CONSTANTS, FUNCTIONS, MODULES):
            if node.id in names:
                return names[node.id]
        if node.id in PARTS:
            return partial(self._record, node.id)
        if node.id in self._records():
            raise ClaimError(f'no name "{node.id}"', f'write data("{node.id}"), with quotes')
        known = [*CONSTANTS, *FUNCTIONS, *MODULES, *PARTS]
        guess = did_you_mean(node.id, known)
        remedy = "correct the name" if guess else f"use one of {', '.join(known)}"
        raise ClaimError(f'no name "{node.id}"{guess}', remedy)

    def visit_Attribute(self, node: ast.Attribute) -> Any:
        if isinstance(node.value, ast.Name) and node.value.id in ("math", "np", "numpy") and node.attr in FUNCTIONS:
            raise ClaimError(f'no name "{node.value.id}"', f"write {node.attr} alone")
        below = self.visit(node.value)
        if isinstance(below, ModuleType):
            known = public(below)
            if node.attr not in known:
                message = f'{ast.unparse(node.value)} has no "{node.attr}"{did_you_mean(node.attr, known)}'
                raise ClaimError(message, f"use one of {', '.join(known)}")
            return known[node.attr]
        if hasattr(below, "_value") and not node.attr.startswith("_"):
            return self._try(node, lambda: below[node.attr])
        if isinstance(below, tuple) and node.attr in getattr(below, "_fields", ()):
            return getattr(below, node.attr)
        raise ClaimError(
            f".{node.attr} is not allowed here", 'use attributes of params, flops, memory, data("…") and settings("…")'
        )

    def visit_Subscript(self, node: ast.Subscript) -> Any:
        below, index = self.visit(node.value), self.visit(node.slice)
        if not (hasattr(below, "_value") or isinstance(below, list | tuple)):
            raise ClaimError("[…] is not allowed here", 'use indices below data("…") and settings("…") only')
        return self._try(node, lambda: below[index])

    def visit_Call(self, node: ast.Call) -> Any:
        function = self.visit(node.func)
        if not callable(function):
            raise ClaimError(f"{ast.unparse(node.func)} is not a function", "write * for a product")
        starred = [argument for argument in node.args if isinstance(argument, ast.Starred)]
        if starred or any(keyword.arg is None for keyword in node.keywords):
            raise ClaimError("* and ** are not allowed in a call", "write the arguments out")
        arguments = [_plain(self.visit(argument)) for argument in node.args]
        named = {keyword.arg: _plain(self.visit(keyword.value)) for keyword in node.keywords}
        sizes = [size for size in (*arguments, *named.values()) if isinstance(size, int)]
        if getattr(function, "__module__", "") in _OURS and any(size > LARGEST_SIZE for size in sizes):
            raise ClaimError(f"{ast.unparse(node)} has a size above {LARGEST_SIZE:,}", "use a smaller one")
        return _plain(self._try(node, lambda: function(*arguments, **named)))

    def _number(self, node: ast.expr) -> float | int:
        value = _plain(self.visit(node))
        if not _is_number(value):
            kind = "a spread; use .mean or .sd" if isinstance(value, Spread) else _kind(value)
            raise ClaimError(f"{ast.unparse(node)} is no number but {kind}")
        return value

    def _try(self, node: ast.expr, call: Callable[[], Any]) -> Any:
        try:
            return call()
        except ClaimError:
            raise
        except Exception as error:  # whatever a function of ours raises belongs to the claim
            text = str(error.args[-1]) if error.args else ""  # before the last, some have a number
            raise ClaimError(f"{ast.unparse(node)} fails: {text or type(error).__name__}") from None

    def _records(self) -> dict[str, Path]:
        return {path.stem: path for path in (self.root / "figures" / "data").glob("*.json")}

    def _record(self, called: str, name: str) -> Any:
        known = self._records()
        path = known.get(str(name))
        if not path:
            guess = did_you_mean(str(name), known)
            remedy = f"correct the name, or run make experiments NAME={name}"
            raise ClaimError(f"figures/data/{name}.json is missing{guess}", remedy)
        try:
            return Results(_record(path, path.stat().st_mtime_ns)[PARTS[called]], f'{called}("{name}")')
        except (ValueError, KeyError, TypeError) as error:
            remedy = f"run make experiments NAME={name}"
            raise BrokenRecord(f"figures/data/{name}.json cannot be read ({error})", remedy) from None


@cache
def _record(path: Path, stamp: int) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))
