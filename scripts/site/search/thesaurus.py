"""Plain words for what the field calls otherwise: thesaurus.yaml, the other way round."""

from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("thesaurus.yaml")


@cache
def thesaurus(path: Path = _FILE) -> dict[str, str]:
    """For each plain word, the words of the field that it may stand for."""
    found: dict[str, dict[str, None]] = {}
    for terms, plain in yaml.safe_load(path.read_text(encoding="utf-8")).items():
        for word in str(plain).split():
            found.setdefault(word, {}).update(dict.fromkeys(terms.split()))
    return {word: " ".join(terms) for word, terms in sorted(found.items())}
