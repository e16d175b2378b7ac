"""Begin a page, a measurement, a figure: `python -m scripts.new Q=4 [SLUG=input-gate] [EXPERIMENT=…] [FIGURE=…]`.

The files have every part of the contract in its place, and say TODO where something is still to be written;
`make check` names each of these places. Measurements and figures stand in the rooms of their page, which is begun
with them if it is not there yet.
"""

import sys
from pathlib import Path
from typing import NamedTuple

from scripts.new import experiment, figure, files, module, naming, navigation, page, question
from scripts.new.module import Kind
from scripts.new.naming import Refused
from scripts.new.question import Question
from scripts.site.model.document import ROOT, did_you_mean

KINDS = {kind.word: kind for kind in (experiment.KIND, figure.KIND)}
WORDS = ("Q", "SLUG", *KINDS)
USAGE = """Say what to begin; the last two may be said at once:
  make new Q=4                         the page of question 4, and its line in the navigation
  make new Q=4 SLUG=input-gate         the same, with this name in its address
  make new Q=4 EXPERIMENT=longest_lag  a measurement for it and its test, and the page if it is not there yet
  make new Q=4 FIGURE=retention        the same with a figure"""


class Begun(NamedTuple):
    """Files to write, what to say of each, and the commands that come next with what they do."""

    texts: dict[str, str]
    said: list[str]
    steps: list[tuple[str, str]]


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Make all that is asked for, or nothing; say what was made or why not, and return the exit status."""
    given = dict(argument.partition("=")[::2] for argument in arguments)
    unknown = [f"{word}: no such word{did_you_mean(word.upper(), WORDS)}" for word in given if word not in WORDS]
    said = {word: given.get(word, "").strip() for word in WORDS}
    if unknown or not any(said.values()):
        print(*unknown, USAGE, sep="\n", file=sys.stderr)
        return 2
    begun, refused = _begin(root, said)
    if refused:
        print(*refused, "Nothing was written.", sep="\n", file=sys.stderr)
        return 1
    try:
        files.write({root / name: text for one in begun for name, text in one.texts.items()})
    except OSError as error:
        print(f"{error.filename}:1: {error.strerror}; nothing was written", file=sys.stderr)
        return 1
    print(*(line for one in begun for line in one.said), "Next:", sep="\n")
    steps = [step for one in begun for step in one.steps]
    steps.append(("make check", "names each part that is still to be written"))
    width = max(len(command) for command, _ in steps)
    print(*(f"  {at}. {command:<{width}}  {what}" for at, (command, what) in enumerate(steps, 1)), sep="\n")
    return 0


def _begin(root: Path, said: dict[str, str]) -> tuple[list[Begun], list[str]]:
    """What is asked for, and every reason why some of it cannot be."""
    begun, refused = [], []
    names = {word: said[word] for word in KINDS if said[word]}
    about: Question | None = None
    try:
        about = _question(root, said)
        begun.append(_page(root, about, said))
    except Refused as reason:
        refused.append(str(reason))
    for word, name in names.items():
        try:
            naming.module(word, name)
            begun += [_module(root, KINDS[word], about, name)] if about else []
        except Refused as reason:
            refused.append(str(reason))
    return begun, refused


def _question(root: Path, said: dict[str, str]) -> Question:
    """The question that was named. Raises Refused."""
    if not said["Q"]:
        word, name = next((word, name) for word, name in said.items() if name)
        what = "is the name of a page" if word == "SLUG" else "stands in the room of a page"
        raise Refused(f"{word}={name} {what}: say of which question, as in make new Q=4 {word}={name}")
    return question.find(root, said["Q"], said["SLUG"])


def _page(root: Path, about: Question, said: dict[str, str]) -> Begun:
    """The page of a question, and its line in the navigation; nothing if it is there already. Raises Refused."""
    if about.there:
        if not any(said[word] for word in KINDS):
            ways = f"begin something for it: make new Q={about.number} EXPERIMENT=… or FIGURE=…"
            raise Refused(
                f"docs/{about.page}:1: the page of question {about.number} is there already; edit it, or {ways}"
            )
        return Begun({}, [f"Left docs/{about.page} as it is."], [])
    label = naming.label(about.number, about.slug)
    listing, line = navigation.with_page(root, about.number, label, about.page)
    text = page.text(about.number, said["FIGURE"] or "NAME", said["EXPERIMENT"])
    told = [f"Made docs/{about.page}, and its line in {navigation.CONFIGURATION}:{line}."]
    if not said["SLUG"]:
        address = f"     Its address, {about.page.removesuffix('.md')}/, stays as it is once it is published."
        told.append(f"{address} For another, delete what was made and say SLUG=… as well.")
    texts = {f"docs/{about.page}": text, navigation.CONFIGURATION: listing}
    return Begun(texts, told, [("make serve", "shows the page as you write")])


def _module(root: Path, kind: Kind, about: Question, name: str) -> Begun:
    """The module of a measurement or a figure, and its test. Raises Refused."""
    texts = module.begin(root, kind, about, name)
    *doors, made, test = texts
    told = [f"Made {made}, and {test}, which fails until the claim is asserted."]
    told += [f"     Its room is new: {door} names the question." for door in doors]
    return Begun(texts, told, [(f"make {kind.floor} NAME={name}", kind.does)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
