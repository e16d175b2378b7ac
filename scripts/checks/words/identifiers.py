"""An identifier in code font exists: in a library, in the page's own code or in the code of this repository.

Looked at are dotted paths, names with an underscore or a capital, what is called, and keywords with their value. A
plain word is only held to be a slip when it is nearly a known name. The names of the libraries stand in
scripts/facts/names; those of other software, and of libraries not installed here, in words/identifiers.txt.
"""

import builtins
import keyword
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, cached_property

from scripts.checks.repository import Repository
from scripts.checks.rules import asked_of, asked_once
from scripts.checks.words.proper_names import listed
from scripts.checks.words.spans import Name, calls
from scripts.checks.words.spans import names as names_of
from scripts.facts.libraries import LIBRARIES
from scripts.facts.names.known import names as library_names
from scripts.site.model.document import ROOT, Document, Problem
from scripts.site.model.prose import CODE, document_blocks, text_blocks, wrong_on_purpose

# What an import is called for short.
SHORT = {
    "F": ("torch.nn.functional",),
    "init": ("torch.nn.init",),
    "jnp": ("jax.numpy",),
    "layers": ("keras.layers",),
    "linen": ("flax.linen",),
    "nn": ("torch.nn", "flax.linen"),
    "np": ("numpy",),
    "ops": ("keras.ops",),
    "optim": ("torch.optim",),
    "ort": ("onnxruntime",),
}
_ROOTS = ("torch", "keras", "numpy", "flax", "onnx", "onnxruntime", "optim", "layers", "linen")
# Shorter ones are variables; a plain word below the second length is too near to others.
SHORTEST, SHORTEST_WORD, NEARLY = 3, 5, 0.8
_IDENTIFIER = re.compile(r"[^\W\d]\w*")
_PLAIN = re.compile(r"(?<![\w.])[a-z]{5,}(?![\w(=.])")
_TELLING = re.compile(r"\w_\w|\w_$|[a-z][A-Z]|^[A-Z]\w*[a-z]")
_LAYER = re.compile(r"_l(?:\d+|k)?(?=_|$)")
_NO_CODE = re.compile(r"\"\"\".*?\"\"\"|#[^\n]*", re.DOTALL)
_PYTHON = frozenset((*dir(builtins), *keyword.kwlist))
_UNKNOWN = "correct it, or add it to scripts/checks/words/identifiers.txt"


def check(repository: Repository) -> Iterator[Problem]:
    """Names in code font that nothing here has."""
    spoken = {word for _, words in _spoken(repository) for word in words}
    for source, answers in _slips(repository):
        yield from (Problem(source.name, line, *told) for line, doubt, *told in answers if doubt not in spoken)
    yield from (Problem(*found) for found in _in_captions(repository))


@asked_of("site")
def _slips(document: Document, repository: Repository) -> Iterator[tuple[int, str, str, str]]:
    """Each slip with its line, and the plain word that makes it none if another document says it."""
    found = document_blocks(document)
    wrong = wrong_on_purpose(found)
    known = Known(repository.made(_ours) | _written(document), frozenset(_plain_words(document)))
    for block in found:
        for at, leaf in block.flat.spots.items():
            if block.flat.text[at] == CODE:
                mistake = block.line in wrong or at < block.flat.quoted_mistake
                yield from ((leaf.line, *told) for told in known.slips(leaf.content, mistake))


@asked_of("site")
def _spoken(document: Document, repository: Repository) -> list[str]:
    """The plain words of a text, which are no slips in code font either."""
    return sorted(_plain_words(document))


def _plain_words(document: Document) -> set[str]:
    return {word for block in document_blocks(document) for word in _PLAIN.findall(block.flat.text)}


@asked_once
def _in_captions(repository: Repository) -> Iterator[tuple[str, int, str, str]]:
    known = Known(repository.made(_ours))
    for name, line, caption in repository.captions:
        for block in text_blocks(caption):
            spans = (leaf.content for leaf in block.flat.spots.values() if leaf.kind == "code_inline")
            yield from ((name, line, *told) for span in spans for _, *told in known.slips(span))


def _ours(repository: Repository) -> frozenset[str]:
    """The names in the tables of facts, in the code here, of its modules and experiments, and in the list of others."""
    names = {word for entry in listed("identifiers.txt") for word in entry.split(".")}
    cells = (writing for library in LIBRARIES for cell in library.cells.values() for writing in cell.writings)
    names |= {word for writing in cells for word in _IDENTIFIER.findall(writing)}
    names |= {path.stem for path in (repository.root / "figures" / "data").glob("*.json")}
    for path in (repository.root / "scripts").rglob("*.py"):
        names.update(path.relative_to(repository.root).with_suffix("").parts)
    return frozenset(names) | _of_reference()


@cache
def _of_reference() -> frozenset[str]:
    """The names in the reference code, which is also the notation of the pages: `h_prev`."""
    texts = (path.read_text(encoding="utf-8") for path in sorted((ROOT / "scripts" / "reference").glob("*.py")))
    return frozenset(name for text in texts for name in _IDENTIFIER.findall(_NO_CODE.sub("", text)))


def _written(document: Document) -> set[str]:
    """The names in the page's own code."""
    code = [block for block in document_blocks(document) if block.kind == "code" and block.is_code("python")]
    return {name for block in code for name in _IDENTIFIER.findall(_NO_CODE.sub("", block.token.content))}


@dataclass
class Known:
    """What a page may name: `own` are the names of its code and of this repository, `spoken` its plain words."""

    own: frozenset[str]
    spoken: frozenset[str] = frozenset()

    @cached_property
    def libraries(self) -> frozenset[str]:
        """The parts and arguments of the libraries."""
        return _library_words()

    def slips(self, span: str, mistake: bool = False) -> Iterator[tuple[str, str, str]]:
        """What is wrong with the names of a span, and what to do; a `mistake` may give a function what it lacks.

        The first of the three is a plain word, which is no slip where some text says it; else it is empty.
        """
        told = set()
        for name in names_of(span):
            for word, near, doubt in self._wrong(name, " " not in span):
                if (word, doubt) not in told:
                    told |= {(word, doubt)} if doubt else {word, (word, doubt)}
                    guess = f' (did you mean "{near}"?)' if near else ""
                    yield doubt, f"`{word}` is in no library and no code here{guess}", _UNKNOWN
        for function, keywords in calls(span) if not mistake else ():
            takes = frozenset().union(*(library_names().takes.get(path, ()) for path in _paths(function)))
            for word in keywords:
                if takes and word not in takes and word not in told:
                    near = get_close_matches(word, takes, n=1, cutoff=0.6)
                    guess = f' (did you mean "{near[0]}"?)' if near else ""
                    yield "", f"`{function}` takes no `{word}`{guess}", "correct the argument, or the function"

    def _wrong(self, name: Name, alone: bool) -> Iterator[tuple[str, str, str]]:
        """The parts of a name that nobody knows, each with the nearest name, and again if it is a plain word."""
        if len(name.parts) > 1 and (paths := _paths(name.text)):
            if not any(_exists(path) for path in paths) and not self._has(name.parts[-1], own_only=True):
                yield name.text, _nearest_path(paths), ""
            return
        for at, part in enumerate(name.parts):
            last = at == len(name.parts) - 1
            if at == 0 and not last and not _TELLING.search(part):  # a variable, or a library
                near = get_close_matches(part, _ROOTS, n=1, cutoff=NEARLY)
                if near and part not in self.own:
                    yield part, near[0], ""
                continue
            sure = at > 0 or (last and (name.keyword or name.called)) or bool(_TELLING.search(part))
            if len(part) < SHORTEST or self._has(part) or (not sure and len(part) < SHORTEST_WORD):
                continue
            if not sure and (not alone or part in self.spoken or part.removesuffix("s") in self.libraries):
                continue  # words in a row, or a plural
            near = get_close_matches(part, self.own | self.libraries, n=1, cutoff=0.6 if sure else NEARLY)
            if sure or (near and near[0].casefold() != part.casefold() and not part.isupper()):
                yield part, near[0] if near else "", "" if sure else part

    def _has(self, part: str, own_only: bool = False) -> bool:
        part = _LAYER.sub("_l0", part)
        return part in self.own or part in _PYTHON or (not own_only and part in self.libraries)


@cache
def _library_words() -> frozenset[str]:
    return library_names().parts | library_names().arguments


@cache
def _folders() -> frozenset[str]:
    """The modules that the collected names stand in, and all above them."""
    parts = (path.split(".") for path in library_names().paths)
    return frozenset(".".join(names[:length]) for names in parts for length in range(1, len(names)))


def _paths(name: str) -> list[str]:
    """The full paths that a dotted name can stand for; none where it does not begin with a library."""
    first, _, rest = name.partition(".")
    if first in SHORT:
        return [f"{start}.{rest}" for start in SHORT[first]]
    return [name] if first in _folders() else []


def _exists(path: str) -> bool:
    """Whether a library has a path, or its class has the last part from a class below it."""
    known = library_names()
    parent, _, last = path.rpartition(".")
    inherited = parent in known.paths and parent.rpartition(".")[2][:1].isupper() and last in known.parts
    return path in known.paths or path in _folders() or inherited


def _nearest_path(paths: list[str]) -> str:
    near = get_close_matches(paths[0], library_names().paths, n=1, cutoff=0.6)
    return near[0] if near else ""
