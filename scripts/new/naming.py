"""What the new things are called: a question's number, its name in the address, its label, the name of a module."""

import keyword
import re

from scripts.site.model.page import wordings

SLUG_WORDS = 3
# What a question says beside its subject. "LSTM" is in all of them.
_HOLLOW = """
    a an and are between do does for how in is it its of on over the their through to very vs what with you your
    compare derive describe explain handle implement solve work
    advances applications architectures based components computation considerations different equations functions
    issues key lstm lstms mechanism mechanisms methods model models problem production relation role techniques
"""
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MODULE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")


class Refused(Exception):
    """Something that cannot be made; the message says why and what to do."""


def question(said: str) -> int:
    """The number of a question. Raises Refused."""
    known = wordings()
    if not re.fullmatch(r"[0-9]+", said):
        meant = [number for number, wording in known.items() if said.casefold() in wording.casefold()]
        guess = f" (did you mean Q={meant[0]}, {known[meant[0]]!r}?)" if len(said) > 2 and meant else ""
        raise Refused(f"Q={said} is no number{guess}; write the number of a question, as in Q=4")
    number = int(said)
    if number not in known:
        remedy = "scripts/site/model/questions.yaml lists them"
        raise Refused(f"Q={number}: there are questions {min(known)} to {max(known)}; {remedy}")
    return number


def slug(number: int, said: str = "") -> str:
    """The name of a page in its address: the one that was said, else up to three telling words. Raises Refused."""
    if not said:
        hollow = _HOLLOW.split()
        words = [word for word in _words(re.sub(r"\(.*?\)", "", wordings()[number])) if word not in hollow]
        return "-".join(words[:SLUG_WORDS])
    if not _SLUG.fullmatch(said) or re.match(r"\d\d-", said):
        instead = "-".join(_words(re.sub(r"^\d\d-|\.md$", "", said))) or slug(number)
        raise Refused(
            f"SLUG={said} is no name for an address: a to z, digits and -, without the number; write SLUG={instead}"
        )
    return said


def label(number: int, slug: str) -> str:
    """The page in the navigation, `4 · Input gate`: the words of its name, in capitals where questions have them."""
    spelt = {word.casefold(): word for wording in wordings().values() for word in re.findall(r"\w+", wording)[1:]}
    words = " ".join(spelt.get(word, word) for word in slug.split("-"))
    return f"{number} · {words[0].upper()}{words[1:]}"


def module(word: str, said: str) -> str:
    """What was said in `word=said`, if it is a good name for a module. Raises Refused."""
    if keyword.iskeyword(said) or keyword.issoftkeyword(said):
        raise Refused(f"{word}={said} is a word of Python; choose another name, such as {word}={said}_of_something")
    if not _MODULE.fullmatch(said):
        instead = re.sub(r"^[0-9_]+", "", "_".join(_words(re.sub(r"\.(svg|json|py)$", "", said))))
        remedy = f"write {word}={instead}" if instead else f"write one such as {word}=retention_by_bias"
        raise Refused(f"{word}={said} is no name for a module: a to z, digits and _, a letter first; {remedy}")
    return said


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())
