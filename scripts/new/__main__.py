"""Begin a page or a figure: `python -m scripts.new Q=4 [SLUG=input-gate] [FIGURE=retention_by_bias]`.

The files have every part of the contract in its place, and say TODO where something is still to be written;
`make check` names each of these places.
"""

import sys
from pathlib import Path
from typing import NamedTuple

from scripts.new import figure, files, naming, navigation, page
from scripts.new.naming import Refused
from scripts.site.model.document import ROOT, did_you_mean

WORDS = ("Q", "SLUG", "FIGURE")
USAGE = """Say what to begin; both may be said at once:
  make new Q=4                         the page of question 4, and its line in the navigation
  make new Q=4 SLUG=input-gate         the same, with this name in its address
  make new FIGURE=retention_by_bias    the module of a figure, and its test"""


class Begun(NamedTuple):
    """Files to write, what to say of each, and the commands that come next with what they do."""

    texts: dict[Path, str]
    said: list[str]
    steps: list[tuple[str, str]]


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Make all that is asked for, or nothing; say what was made or why not, and return the exit status."""
    said = dict(argument.partition("=")[::2] for argument in arguments)
    unknown = [f"{word}: no such word{did_you_mean(word.upper(), WORDS)}" for word in said if word not in WORDS]
    number, slug, name = (said.get(word, "").strip() for word in WORDS)
    if unknown or not (number or name):
        print(*unknown, USAGE, sep="\n", file=sys.stderr)
        return 2
    begun, refused = [], []
    asked = [(number or slug, lambda: _page(root, number, slug, name)), (name, lambda: _figure(root, name))]
    for wanted, begin in asked:
        try:
            begun += [begin()] if wanted else []
        except Refused as reason:
            refused.append(str(reason))
    if refused:
        print(*refused, "Nothing was written.", sep="\n", file=sys.stderr)
        return 1
    try:
        files.write({path: text for one in begun for path, text in one.texts.items()})
    except OSError as error:
        print(f"{error.filename}:1: {error.strerror}; nothing was written", file=sys.stderr)
        return 1
    print(*(line for one in begun for line in one.said), "Next:", sep="\n")
    steps = [step for one in begun for step in one.steps]
    steps.append(("make check", "names each part that is still to be written"))
    width = max(len(command) for command, _ in steps)
    print(*(f"  {at}. {command:<{width}}  {what}" for at, (command, what) in enumerate(steps, 1)), sep="\n")
    return 0


def _page(root: Path, said: str, slug: str, figure: str) -> Begun:
    """The page of a question, and its line in the navigation. Raises Refused."""
    if not said:
        raise Refused(f"SLUG={slug} is the name of a page: say of which question, as in Q=4")
    number = naming.question(said, root)
    name = naming.slug(number, slug)
    target = f"questions/{number:02}-{name}.md"
    listing, line = navigation.with_page(root, number, naming.label(number, name), target)
    texts = {
        root / "docs" / target: page.text(number, figure or "NAME"),
        root / navigation.CONFIGURATION: listing,
    }
    told = [f"Made docs/{target}, and its line in {navigation.CONFIGURATION}:{line}."]
    if not slug:
        address = f"     Its address, {target.removesuffix('.md')}/, stays as it is once it is published."
        told.append(f"{address} For another, delete both and run make new Q={number} SLUG=…")
    return Begun(texts, told, [("make serve", "shows the page as you write")])


def _figure(root: Path, said: str) -> Begun:
    """The module of a figure, and its test. Raises Refused."""
    name = naming.module(said)
    module, test = f"scripts/figures/{name}.py", f"tests/figures/test_{name}.py"
    for taken in (module, module.removesuffix(".py"), test, f"figures/{name}.svg"):
        if (root / taken).exists():
            raise Refused(f"{taken}:1: is there already; edit it, or choose another name")
    texts = {root / module: figure.module(name), root / test: figure.test_module(name)}
    told = [f"Made {module}, and {test}, which fails until the claim is asserted."]
    return Begun(texts, told, [(f"make figures NAME={name}", "draws it; then show it on a page")])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
