"""A version behind a library's name is the one that is pinned: what a page says of it was run with that one.

`PyTorch 2.13` and `PyTorch 2.13.0` agree with torch==2.13.0, and so does `Keras 3` with keras==3.15.1. An older one
may stand as a major version, `Keras 2`; with words that say so, `since PyTorch 1.5`; and beside a source with the same
version in its title or description.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from pybtex.database import Entry

from scripts.checks.bibliography.stretches import keys
from scripts.checks.repository import Repository
from scripts.checks.rules import Found, asked_of, asked_once, problems
from scripts.site.model.document import Document, Problem, decode
from scripts.site.model.prose import Block, document_blocks, text_blocks

# What a text calls a library, and what it is installed as.
PACKAGES = {
    "PyTorch": "torch",
    "torch": "torch",
    "Keras": "keras",
    "keras": "keras",
    "ONNX Runtime": "onnxruntime",
    "onnxruntime": "onnxruntime",
    "ONNX": "onnx",
    "Flax": "flax",
    "JAX": "jax",
    "NumPy": "numpy",
    "SciPy": "scipy",
    "pandas": "pandas",
    "Matplotlib": "matplotlib",
    "scikit-learn": "scikit-learn",
    "statsmodels": "statsmodels",
    "aeon": "aeon",
    "river": "river",
    "SymPy": "sympy",
    "MkDocs": "mkdocs",
    "Zensical": "zensical",
}
_LIBRARY = "|".join(sorted(map(re.escape, PACKAGES), key=len, reverse=True))
_VERSION = r"\d+(?:\.\d+)*(?:\.x)?"
_THINGS = "(?:steps|layers|biases|times|units|gates|weights|bytes|seeds|runs|blocks|matrices|arguments|numbers)"
_NAMED = re.compile(
    rf"(?<![\w.-])(?:version\s+(?P<of>{_VERSION})\s+of\s+)?(?P<name>{_LIBRARY})(?:['’]s)?"
    rf"(?:(?:\s*==\s*|\s*\(|\s+)(?:version\s+|release\s+)?v?(?P<behind>{_VERSION})(?![\w%]|\.\w|\s%)(?!(?<![.\d]\d)(?<![.\d]\d\d)\s{_THINGS}\b)"
    rf"(?P<more>(?:(?:\s+and\s+|\s+or\s+|\s+to\s+|\s*–\s*)[1-9]\d*\.\d+(?![\w%]|\.\d))*))?"
)
_BEFORE = re.compile(
    r"\b(?:since|until|till|before|up to|(?:older|earlier) than|old|older|earlier|early|former|legacy)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\s*(?:or|and)\s+(?:earlier|older|later|newer|below|above|up)\b|\s+onwards?\b")
_PIN = re.compile(r"(?m)^([A-Za-z0-9][\w.-]*)==([\w.]+)")
_FILES = ("requirements.txt", "requirements-test.txt")


def check(repository: Repository) -> Iterator[Problem]:
    """Versions that are not the pinned ones, in prose, tables, captions and the comments of code."""
    yield from problems(_in_document, repository)
    yield from (Problem(*found) for found in _in_captions(repository))


@asked_of("site")
def _in_document(document: Document, repository: Repository) -> Found:
    pins = pins_of(repository)
    for block in document_blocks(document):
        yield from _wrong(block, pins, repository.bibliography)


@asked_once
def _in_captions(repository: Repository) -> Iterator[tuple[str, int, str, str]]:
    pins = pins_of(repository)
    for name, line, caption in repository.captions:
        for block in text_blocks(caption):
            yield from ((name, line, *found) for _, *found in _wrong(block, pins, repository.bibliography))


def pins_of(repository: Repository) -> dict[str, str]:
    """The pinned version of each package."""
    files = [repository.root / name for name in _FILES]
    texts = [decode(path.read_bytes(), path.name)[0] for path in files if path.is_file()]
    return {name: pin for text in texts for name, pin in _PIN.findall(text)}


def _described(entry: Entry | None) -> str:
    """Title and description of a source."""
    return " ".join(entry.fields.get(name, "") for name in ("title", "howpublished", "note")) if entry else ""


def _wrong(block: Block, pins: Mapping[str, str], known: Mapping[str, Entry]) -> Found:
    for text, line_at in _texts(block):
        for match in _NAMED.finditer(text):
            pin = pins.get(PACKAGES[match["name"]])
            versions = [match["of"], match["behind"], *re.findall(_VERSION, match["more"] or "")]
            for version in filter(None, versions if pin else ()):
                cited = keys(_sentence(block, match.start()))
                if not (
                    _agrees(version, pin)
                    or _is_older(match, version, pin)
                    or any(f"{match['name']} {version}" in _described(known.get(key)) for key in cited)
                ):
                    message = f"{match['name']} {version}, and {pin} is pinned"
                    remedy = (
                        f"write {'.'.join(pin.split('.')[:2])}, or of an older one that it is: since, until, before"
                    )
                    yield line_at(match.start()), message, remedy


def _texts(block: Block) -> Iterator[tuple[str, Callable[[int], int]]]:
    """The text of a block, or each comment in a block of Python, and how to find the line of a position in it."""
    if block.kind != "code":
        yield block.flat.text, block.flat.line_at
    elif block.is_code("python"):
        for number, line in enumerate(block.token.content.split("\n"), start=block.line + 1):
            yield line.partition("#")[2], lambda _, number=number: number


def _sentence(block: Block, at: int) -> str:
    if block.kind == "code":
        return ""
    return next((block.flat.text[a:b] for a, b in block.flat.sentences if a <= at < b), block.flat.text)


def _agrees(version: str, pin: str) -> bool:
    """Whether the parts that are given are those of the pin."""
    given = version.removesuffix(".x").split(".")
    return given == pin.split(".")[: len(given)]


def _is_older(match: re.Match, version: str, pin: str) -> bool:
    """Whether a version is said to be an older one, and is."""
    numbers = [int(part) for part in version.removesuffix(".x").split(".")]
    if numbers > [int(part) for part in re.findall(r"\d+", pin)]:
        return False
    bare = len(numbers) == 1 or version.endswith(".x")
    text = match.string
    return bare or bool(_BEFORE.search(text[: match.start()]) or _BEHIND.match(text, match.end()))
