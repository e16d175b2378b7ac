"""The numbers of a figure in words: what `arrays()` returns, as a text to be read aloud from top to bottom.

It is for whoever cannot see the curve, or wants its numbers. What is long is cut to `MOST` evenly spaced values, and
says so; what lies between them is bounded by the least and the greatest.
"""

import inspect
import math
import re
from collections.abc import Iterator
from itertools import groupby, product
from types import ModuleType

import numpy as np

MOST = 24  # values of a row, and rows
_DIGITS = 4
_PLAIN = (1e-4, 1e7)  # sizes that are written without an exponent
_HOW = f"Numbers have {_DIGITS} significant digits, whole ones all of them. Rows and places are counted from 1."
# Where the runner writes what the text was made from; see scripts.figures.freshness.
NO_DIGEST = "0" * 16
# Without it a browser takes a text from disk, or from a host that names no encoding, for something else than UTF-8.
_BOM = "\ufeff"


def numbers(module: ModuleType) -> str:
    """Return the text about the figure that a module with `ALT` and `arrays()` draws."""
    said = " ".join((inspect.getdoc(module.arrays) or "").replace("`", "").split())
    said = re.sub(r"^Return (\w)", lambda match: match[1].upper(), said)
    about = ["The numbers that the figure shows.", *filter(None, [said, *_constants(said, module)]), _HOW]
    place = f"{module.__name__.replace('.', '/')}.py"
    blocks = [module.ALT, "\n".join(about), *_blocks(module.arrays()), f"Made by {place}, digest {NO_DIGEST}."]
    return _BOM + "\n\n".join(blocks) + "\n"


def _blocks(arrays: object) -> Iterator[str]:
    """Give the text by blocks, between which a line is left: each matrix, and what stands in single lines together."""
    for single, found in groupby(_said("", arrays), lambda block: "\n" not in block):
        blocks = list(found)
        yield from ["\n".join(blocks)] if single else blocks


def _constants(said: str, module: ModuleType) -> Iterator[str]:
    """Give the constants of the module that its words name: the keys or the values, as far as they are words."""
    for name in dict.fromkeys(re.findall(r"\b[A-Z][A-Z_]+\b", said)):
        value = getattr(module, name, None)
        parts = list(value) if isinstance(value, (dict, tuple, list)) else [value]
        parts = [part[0] if isinstance(part, tuple) and part and isinstance(part[0], str) else part for part in parts]
        if parts and all(isinstance(part, (str, int, float)) for part in parts) and len(set(parts)) == len(parts):
            yield f"{name}: {', '.join(part if isinstance(part, str) else _word(part) for part in parts)}."


def _said(name: str, value: object) -> Iterator[str]:
    """Give what is said of an array, a number, a text, or a dict, tuple or list of such, block by block."""
    if hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, (set, frozenset)):
        value = sorted(value)
    if name and isinstance(value, dict) and all(map(_is_single, value.values())):
        yield f"{name}: {', '.join(f'{key} {_word(_plain(one))}' for key, one in value.items())}."
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _said(f"{name}, {key}" if name else str(key), one)
    elif isinstance(value, (list, tuple)) and any(isinstance(one, (dict, list, tuple, np.ndarray)) for one in value):
        for count, one in enumerate(value, start=1):
            yield from _said(f"{name}, part {count}" if name else f"Part {count}", one)
    elif isinstance(value, (list, tuple)) and not all(isinstance(one, (int, float)) for one in value):
        yield "\n".join(_array(name, np.array(value, dtype=object)))
    else:
        yield "\n".join(_array(name, np.asarray(value)))


def _is_single(value: object) -> bool:
    return np.ndim(value) == 0 and not isinstance(value, (dict, set, frozenset))


def _plain(value: object) -> object:
    return value.item() if isinstance(value, (np.generic, np.ndarray)) else value


def _array(name: str, values: np.ndarray) -> Iterator[str]:
    """Give the lines about one array: its name, its shape, its values row by row."""
    *outer, length = values.shape or (0,)
    if values.ndim == 0:
        yield f"{name}: {_word(values.item())}."
    elif values.ndim == 1:
        cut = f"; {MOST} of {length}, evenly spaced" if length > MOST else ""
        yield f"{name}, {_count(length, 'value')}{cut}: {_row(values)}"
    else:
        kinds = ["part"] * (len(outer) - 1) + ["row"]
        sizes = [*(_count(size, kind) for size, kind in zip(outer, kinds, strict=True)), _count(length, "value")]
        cuts = [f"{MOST} of {size} {kind}s" for size, kind in zip(outer, kinds, strict=True) if size > MOST]
        cuts += [f"{MOST} of {length} in each row"] if length > MOST else []
        yield f"{name}, {' of '.join(sizes)}" + (f"; {', '.join(cuts)}, evenly spaced:" if cuts else ":")
        for index in product(*map(_shown, outer)):
            yield f"{_place(kinds, index).capitalize()}: {_row(values[index])}"
        if max(outer) > MOST and (ends := _ends(values, [*kinds, "place"])):
            yield ends


def _row(row: np.ndarray) -> str:
    words = [_word(value) for value in row[_shown(len(row))].tolist()]
    alike = len(row) > 3 and len(set(map(_word, row.tolist()))) == 1
    said = f"{len(row)} times {words[0]}" if alike else ", ".join(words) or "none"
    ends = _ends(row, ["place"]) if len(row) > MOST and not alike else ""
    return f"{said}. {ends}".rstrip()


def _shown(length: int) -> list[int]:
    """Return the places of the values that are said, the first and the last among them."""
    return np.linspace(0, length - 1, min(length, MOST)).round().astype(int).tolist()


def _ends(values: np.ndarray, kinds: list[str]) -> str:
    """Return the sentence on the least and the greatest; nothing if there are no numbers."""
    if values.dtype.kind not in "iuf" or np.isnan(values.astype(float)).all():
        return ""
    found = [np.unravel_index(find(values), values.shape) for find in (np.nanargmin, np.nanargmax)]
    least, greatest = (f"{_word(values[index].item())} at {_place(kinds, index)}" for index in found)
    return f"Least {least}, greatest {greatest}."


def _place(kinds: list[str], index: tuple[int, ...]) -> str:
    return ", ".join(f"{kind} {at + 1}" for kind, at in zip(kinds, index, strict=True))


def _count(number: int, of: str) -> str:
    return f"{number} {of}{'s' if number != 1 else ''}"


def _word(value: object) -> str:
    """Return how a value is said."""
    if value is None:
        return "missing"
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, float):
        return f"“{value}”" if isinstance(value, str) else str(value)
    if math.isnan(value):
        return "missing"
    if math.isinf(value):
        return "infinite" if value > 0 else "minus infinite"
    if value == round(value) and abs(value) < _PLAIN[1]:
        return str(round(value))
    if _PLAIN[0] <= abs(value) < _PLAIN[1]:
        return np.format_float_positional(value, _DIGITS, unique=False, fractional=False, trim="-")
    return np.format_float_scientific(value, _DIGITS - 1, unique=False, trim="-", exp_digits=1)
