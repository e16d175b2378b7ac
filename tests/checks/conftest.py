"""A small repository that passes every check, and a way to break it in one place."""

import json
import re
from pathlib import Path

import pytest

from scripts.checks.__main__ import CHECKS, problems
from scripts.checks.code import linting
from scripts.checks.repository import Repository
from scripts.experiments.records import record
from scripts.experiments.records.spread import spread
from scripts.figures.files import files
from scripts.figures.freshness import Figures
from scripts.site.model.document import ROOT

# How this project's own code is read and laid out.
RUFF = re.search(
    r"\[tool\.ruff\]\n(.*?)\n\[tool\.(?!ruff)", (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.DOTALL
)[1].replace("[tool.ruff.", "[")
PAGE = "docs/questions/03-forget-gate.md"
ALT = (
    "Share of the old cell state that is left after some steps: with a forget bias of 1, half is gone after 2.2 steps."
)
CAPTION = "A constant gate $f$, one curve per bias. Half is gone after 2.2<!-- = half_life(sigmoid(1)) --> steps."
DRAWN = "A forget gate drawn alone, with the two vectors that enter it and the one that leaves it."
SENTENCE = "The gate reads the input and the last hidden state, then scales the memory. "


def line(words: int) -> str:
    """`words` words in sentences of thirteen, in one line."""
    return " ".join((SENTENCE * (words // 13 + 1)).split()[:words])


def prose(words: int) -> str:
    """`words` words in paragraphs of at most four sentences."""
    return "\n\n".join(line(min(52, words - at)) for at in range(0, words, 52))


def items(count: int) -> str:
    """A list of `count` items of fourteen words."""
    return "\n".join([f"- {line(14)}"] * count)


def page_text() -> str:
    follow_ups = "\n\n".join(f"### What about case {name}?\n\n{prose(104)}" for name in ("one", "two", "three", "four"))
    mistakes = "\n".join(
        f'- **"The gate forgets when it is {n}."** {SENTENCE}**Say instead:** it keeps.' for n in "abc"
    )
    return f"""---
number: 3
question: How does the forget gate work in LSTM?
short: The forget gate is the fraction of the old cell state that is kept
topic: cell
level: core
aliases: [first way, second way, third way]
needs: [1]
see: [7]
---

# How does the forget gate work in LSTM?

> **In 30 seconds.** {line(65)}

## In two minutes

{prose(104)}

$$
c_t = f_t \\odot c_{{t-1}} + i_t \\odot g_t
$$

With bias 1 half is gone after 2.2<!-- = half_life(sigmoid(1)) --> steps. {prose(78)}

## By heart

{items(5)}

## Common mistakes

{mistakes}

## How it is judged

**Must**

{items(6)}

**Strong**

{items(3)}

**Sinks it**

{items(2)}

## Follow-ups

{follow_ups}

## On the whiteboard

{prose(65)} At $H = 128$ it has 49,408<!-- = 128 * (128 + 257 + 1) --> weights.

$$
h_t = o_t \\odot \\tanh(c_t)
$$

{prose(65)} It was found to matter [@greff2017odyssey].

![{DRAWN}](../../figures/gate.svg)

## In numbers

{prose(65)} Now by hand.

$$
f^{{100}} = 7.9\\times10^{{-31}}
$$
<!-- = 0.5**100 -->

## In practice

A bias of 1 gained 3 % in one study [@jozefowicz2015empirical]. Another model uses 200 steps [@khandelwal2018context].

{prose(91)} It came late [@gers2000forget].

## In code

{prose(26)}

```python
print(round(0.7310585, 4))
```

```text
0.7311
```

## Measured

The error was 0.83 ± 0.02<!-- = data("adding").lstm[100] -->. {prose(39)}

![{ALT}](../../figures/retention.svg)

### The whole experiment

{prose(26)}

Run it again: `python -m scripts.experiments adding`.

## Where it breaks

{prose(104)} See [the figure](#figure-retention) [home](../index.md) and [where to start](../index.md#where-to-start).

| Gate | Limit |
| --- | --- |
| Forget | It scales all. |

## Test yourself

### A half-life

{prose(26)}

#### Solution

It is 2.2<!-- = half_life(sigmoid(1)) --> steps.

### A gate

{prose(26)}

#### Solution

{prose(26)}
"""


BIB = """@article{gers2000forget,
  author = {Felix Gers},
  title = {Learning to forget},
  journal = {Neural Computation},
  year = {2000}
}

@article{greff2017odyssey,
  author = {Klaus Greff},
  title = {A search space odyssey},
  journal = {Transactions},
  year = {2017}
}

@inproceedings{jozefowicz2015empirical,
  author = {Rafal Jozefowicz},
  title = {An empirical exploration},
  booktitle = {ICML},
  year = {2015}
}

@inproceedings{khandelwal2018context,
  author = {Urvashi Khandelwal},
  title = {Sharp nearby, fuzzy far away},
  booktitle = {ACL},
  year = {2018}
}
"""

MKDOCS = """site_name: Guide
site_url: !ENV [SITE_URL, "https://guide.example/"]
nav:
  - Home: index.md
  - The cell:
      - 3 · Forget gate: questions/03-forget-gate.md
"""

INDEX = """# The guide

## Where to start

Read [the forget gate](questions/03-forget-gate.md) and its [numbers](questions/03-forget-gate.md#in-numbers).
"""


MEASURED = spread([0.8061, 0.831, 0.8559])  # 0.831 ± 0.0249


class Site:
    """A repository in a folder; `edit` breaks it and says on which line."""

    line = staticmethod(line)
    prose = staticmethod(prose)
    items = staticmethod(items)

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write(PAGE, page_text())
        self.write("docs/index.md", INDEX)
        self.write("docs/references.bib", BIB)
        self.write("mkdocs.yml", MKDOCS)
        self.write("ruff.toml", "")  # else one in a folder above would count
        self.measure("adding", {"lstm": {"100": MEASURED}}, {"updates": 1200})
        self.write("scripts/figures/__init__.py", '"""Figures."""\n')
        self.draw("gate", DRAWN, "The gate reads two vectors and scales a third.")
        self.draw("retention")

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")

    def read(self, name: str = PAGE) -> str:
        return (self.root / name).read_text(encoding="utf-8")

    def measure(self, name: str, results: dict, settings: dict | None = None) -> None:
        """The record of an experiment, as it is written when it has run."""
        seeds = [0, 1, 2]
        versions = {"python": "3.11.7", "numpy": "2.4.6", "torch": "2.13.0+cpu"}
        told = {"question": "…", "command": f"python -m scripts.experiments {name}", "machine": "Linux x86_64, 2 cores"}
        made = {"experiment": name, "settings": {"seeds": seeds} | (settings or {}), "seeds": seeds, "seconds": 1.0}
        made |= {"versions": versions, "code_digest": "0" * 64, "results": results}
        record.write(self.root / "figures" / "data" / f"{name}.json", record.sealed(**told, **made))

    def draw(self, name: str, alt: str = ALT, caption: str = CAPTION) -> None:
        """A figure module, and an SVG that says it was drawn from it."""
        texts = f"ALT = {json.dumps(alt)}\nCAPTION = {json.dumps(caption)}\n"
        self.write(
            f"scripts/figures/q03_forget_gate/{name}.py",
            f'"""A figure."""\n\n{texts}\n\ndef draw(narrow=False):\n    """Draw it."""\n',
        )
        escaped = caption.replace("&", "&amp;").replace("<", "&lt;")
        bare = f'<svg xmlns="http://www.w3.org/2000/svg" data-digest="{"0" * 64}">'
        svg = f"{bare}<title>{alt}</title><desc>{escaped}</desc></svg>"
        figures = Figures(self.root)
        for path in files(self.root / "figures", name):
            self.write(path.relative_to(self.root).as_posix(), figures.stamp(svg, figures.digest(name)))

    def edit(self, old: str, new: str, name: str = PAGE) -> int:
        """Replace the first `old` in a file and return its line."""
        text = self.read(name)
        assert old in text, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new, 1))
        return text[: text.index(old)].count("\n") + 1

    def section(self, title: str, body: str) -> list[str]:
        """What is wrong once a section of the page has another body; `L` stands for the line of its heading."""
        text = self.read()
        start = text.index(f"## {title}\n")
        end = text.find("\n## ", start)
        self.write(PAGE, f"{text[:start]}## {title}\n\n{body}\n{text[end:] if end > 0 else ''}")
        line = text[:start].count("\n") + 1
        return [problem.replace(f"P:{line}:", "P:L:") for problem in self.problems()]

    def problems(self) -> list[str]:
        """What every check but ruff says; `P` stands for the page."""
        found = problems(Repository(self.root), [check for check in CHECKS if check is not linting])
        return [str(problem).replace(PAGE, "P") for problem in found]

    def broken(self, old: str, new: str, name: str = PAGE) -> list[str]:
        """What is wrong after an edit; `L` stands for its line."""
        place = f"{name}:{self.edit(old, new, name)}:".replace(PAGE, "P")
        return [problem.replace(place, place.split(":")[0] + ":L:") for problem in self.problems()]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)
