"""The formulas of claims, evaluated by simpleeval: arithmetic, the functions of `names` and the measured results."""

import ast
import json
import operator
import sys
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from simpleeval import FeatureNotAvailable, NameNotDefined, NumberTooHigh, OperatorNotDefined, SimpleEval

from scripts.checks.numbers.names import CONSTANTS, FUNCTIONS, MODULES, ClaimError, Facts, Functions
from scripts.experiments.records.results import PARTS, Results
from scripts.site.model.document import ROOT, did_you_mean

# The last two bound the time that a formula takes: the digits of a power, and the loops of our own functions.
LONGEST, HIGHEST_POWER, LARGEST_SIZE = 400, 100_000, 10**12


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
    value = _plain(_Formula(root).eval(formula, tree))
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
    if isinstance(value, Spread):
        return "a spread; use .mean or .sd"
    return "a part of a record" if isinstance(value, Results) else f"a {type(value).__name__}"


def _plain(value: Any) -> Any:
    """A measured leaf as a `Spread`."""
    if isinstance(value, Results) and {"mean", "sd"} <= set(value):
        return Spread(value["mean"], value["sd"])
    return value


def _arithmetic(operation: Callable) -> Callable:
    """An operation that says so where it is given something else than numbers."""

    def calculate(*operands: Any) -> float | int:
        for value in operands:
            if not _is_number(value):
                shown = value._path if isinstance(value, Results) else repr(value)
                raise ClaimError(f"{shown} is no number but {_kind(_plain(value))}")
        return operation(*operands)

    return calculate


def _power(left: float | int, right: float | int) -> float | int:
    if isinstance(left, int) and isinstance(right, int) and abs(right) * max(1, left.bit_length()) > HIGHEST_POWER:
        raise NumberTooHigh
    return left**right


_OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: _power,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}


class _Formula(SimpleEval):
    """simpleeval with our names, without logic and text, and with the words for what is wrong."""

    def __init__(self, root: Path) -> None:
        self._root = root
        readers = {name: partial(self._read, name) for name in PARTS}
        operators = {node: _arithmetic(operation) for node, operation in _OPERATORS.items()}
        super().__init__(operators, FUNCTIONS | readers, CONSTANTS | MODULES)
        kept = (ast.Constant, ast.Name, ast.UnaryOp, ast.BinOp, ast.Call, ast.keyword, ast.Attribute, ast.Subscript)
        self.nodes = {node: self.nodes[node] for node in kept} | dict.fromkeys((ast.Tuple, ast.List), self._items)

    def _eval(self, node: ast.AST) -> Any:
        try:
            value = super()._eval(node)
        except ClaimError:
            raise
        except NameNotDefined:
            raise self._unknown(node.id) from None
        except NumberTooHigh:
            raise ClaimError(f"{ast.unparse(node)} is too large a power", "use logarithms") from None
        except OperatorNotDefined as error:
            remedy = "write ** for a power" if isinstance(error.attr, ast.BitXor) else "use + - * / // % and **"
            raise ClaimError(f"{ast.unparse(node)} is not allowed in a formula", remedy) from None
        except FeatureNotAvailable:
            remedy = "use arithmetic and the names that CONTRIBUTING.md lists"
            raise ClaimError(f"{ast.unparse(node)} is not allowed in a formula", remedy) from None
        except Exception as error:  # whatever a function of ours raises belongs to the claim
            text = str(error.args[-1]) if error.args else ""  # before the last, some have a number
            raise ClaimError(f"{ast.unparse(node)} fails: {text or type(error).__name__}") from None
        return value.item() if type(value).__module__ == "numpy" and value.ndim == 0 else value

    def _items(self, node: ast.Tuple | ast.List) -> list:
        return list(map(self._eval, node.elts))

    def _eval_call(self, node: ast.Call) -> Any:
        function = self._eval(node.func)
        if not callable(function):
            raise ClaimError(f"{ast.unparse(node.func)} is not a function", "write * for a product")
        arguments, named = [*map(self._eval, node.args)], dict(map(self._eval, node.keywords))
        sizes = [size for size in (*arguments, *named.values()) if isinstance(size, int)]
        if getattr(function, "__module__", "").startswith("scripts.") and max(sizes, default=0) > LARGEST_SIZE:
            raise ClaimError(f"{ast.unparse(node)} has a size above {LARGEST_SIZE:,}", "use a smaller one")
        return function(*arguments, **named)

    def _eval_attribute(self, node: ast.Attribute) -> Any:
        if isinstance(node.value, ast.Name) and node.value.id in ("math", "np", "numpy") and node.attr in FUNCTIONS:
            raise ClaimError(f'no name "{node.value.id}"', f"write {node.attr} alone")
        below = self._eval(node.value)
        known = isinstance(below, Results | Functions | Facts) or node.attr in getattr(below, "_fields", ())
        if node.attr.startswith("_") or not known:
            remedy = 'use attributes of params, flops, memory, the libraries, data("…") and settings("…")'
            raise ClaimError(f".{node.attr} is not allowed here", remedy)
        return getattr(below, node.attr)

    def _unknown(self, name: str) -> ClaimError:
        """What to say of a name that no formula may use."""
        if name in self._records():
            return ClaimError(f'no name "{name}"', f'write data("{name}"), with quotes')
        known = [*CONSTANTS, *FUNCTIONS, *MODULES, *PARTS]
        guess = did_you_mean(name, known)
        return ClaimError(f'no name "{name}"{guess}', "correct the name" if guess else f"use one of {', '.join(known)}")

    def _records(self) -> dict[str, Path]:
        folder = self._root / "figures" / "data"
        return _records(folder, folder.stat().st_mtime_ns) if folder.is_dir() else {}

    def _read(self, reader: str, name: str) -> Results:
        known = self._records()
        path = known.get(str(name))
        if not path:
            guess = did_you_mean(str(name), known)
            remedy = f"correct the name, or run make experiments NAME={name}"
            raise ClaimError(f"figures/data/{name}.json is missing{guess}", remedy)
        try:
            return Results(_record(path, path.stat().st_mtime_ns)[PARTS[reader]], f'{reader}("{name}")')
        except (ValueError, KeyError, TypeError) as error:
            remedy = f"run make experiments NAME={name}"
            raise BrokenRecord(f"figures/data/{name}.json cannot be read ({error})", remedy) from None


@cache
def _records(folder: Path, stamp: int) -> dict[str, Path]:
    return {path.stem: path for path in folder.glob("*.json")}


@cache
def _record(path: Path, stamp: int) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))
