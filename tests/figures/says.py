"""Which sentence of a figure a test proves: each finding that a figure states in words stands beside its predicate."""

import re
from collections.abc import Callable
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from types import ModuleType

import yaml

from scripts.figures.freshness import Figures

FIGURES = Figures()
_HERE = Path(__file__).parent
_PROVED: dict[str, set[str]] = {}


def sentences(module: ModuleType) -> list[str]:
    """The sentences of a figure's ALT and CAPTION, without the claims in them; one that stands in both counts once."""
    texts = (" ".join(re.sub(r"<!--.*?-->", "", text, flags=re.S).split()) for text in (module.ALT, module.CAPTION))
    return list(dict.fromkeys(one for text in texts for one in re.split(r"(?<=[.?!]) (?=[^a-z])", text)))


def says(figure: ModuleType, *said: str) -> Callable:
    """Mark a test that proves these sentences of the figure on its data.

    Raises ValueError where the figure says no such sentence: then the words have changed, and the test must be read
    again beside the new ones.
    """
    known = sentences(figure)
    for sentence in said:
        if sentence not in known:
            near = get_close_matches(sentence, known, 1, 0.3) or known
            raise ValueError(f"{figure.__name__} does not say {sentence!r}; it says {near[0]!r}: prove that")
    _PROVED.setdefault(figure.__name__, set()).update(said)
    return lambda test: test


def proved(name: str) -> set[str]:
    """The sentences of a figure that tests of its room prove."""
    module = FIGURES.module(name)
    for path in sorted((_HERE / module.split(".")[-2]).glob("test_*.py")):
        import_module(".".join(("tests", "figures", *path.relative_to(_HERE).with_suffix("").parts)))
    return _PROVED.get(module, set())


def reading(name: str) -> list[str]:
    """The sentences that state no finding but how the figure is read, as `reading.yaml` of its room lists them."""
    path = _HERE / FIGURES.module(name).split(".")[-2] / "reading.yaml"
    return (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get(name, []) if path.exists() else []
