"""However bad the input is, all of it is reported in one run, nothing is changed, and the checker does not stumble."""

import random

import pytest

PAGE = "docs/questions/03-forget-gate.md"
EDITS = [
    ("topic: cell", "topic: cost"),
    ("# How does the", "# How does a"),
    (r"\odot g_t", r"\odto g_t"),
    ("[@gers2000forget]", "[@gers2000forgot; @gers2000forget]"),
    ("49,408", "49,409"),
    ("```python\n", "```\n"),
    ("../index.md)", "../indx.md)"),
    ("#where-to-start", "#where-to-begin"),
    ("## Common mistakes", "## Common Mistakes"),
    ("### What about case two?", "### The <b>second</b> case?"),
]


def test_everything_in_one_run(site):
    right = site.read()
    alone = []
    for old, new in EDITS:
        line = site.edit(old, new)
        alone += site.problems()
        assert all(problem.startswith(f"P:{line}: ") for problem in alone[-1:])
        site.write(PAGE, right)
    for old, new in EDITS:
        site.edit(old, new)
    assert len(alone) == len(EDITS)
    assert site.problems() == sorted(alone, key=lambda problem: int(problem.split(":")[1]))


def test_nothing_is_changed(site):
    for old, new in EDITS:
        site.edit(old, new)
    before = {path: path.read_bytes() for path in site.root.rglob("*") if path.is_file()}
    assert site.problems()
    assert {path: path.read_bytes() for path in site.root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", [PAGE, "mkdocs.yml", "docs/references.bib", "docs/index.md"])
def test_a_file_that_breaks_off(site, name):
    """Wherever it ends, there is something to say, and no traceback."""
    text = site.read(name)
    draw = random.Random(0)
    for _ in range(6):
        site.write(name, text[: draw.randrange(len(text) * 9 // 10)])
        assert site.problems()
