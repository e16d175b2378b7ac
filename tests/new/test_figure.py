"""A figure that was begun can be drawn; it lacks what it says it lacks; filled in, nothing is wrong with it."""

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULE, TEST = "scripts/figures/q03_forget_gate/gates.py", "tests/figures/q03_forget_gate/test_gates.py"
DRAWN = "figures/gates.svg"
ALT = "What is left of a memory at a forget gate of one half: half after 1 step, and less than a tenth after 4 steps."
PARTS = {
    "TODO: the one claim that the figure makes, in a line": "At one half, little is left after four steps.",
    "TODO: ALT, 60 to 300 characters that say what is found, for those who cannot see it": ALT,
    "TODO: CAPTION, in at most 35 words what to see first": "$f^k$ at a constant gate $f = 1/2$, over the steps.",
    '}  # TODO: arrays, from scripts.reference or kit.data("NAME"), never from a sketch': ', "kept": KEPT}',
    "def arrays()": "KEPT = 0.5 ** np.arange(11)\n\n\ndef arrays()",
    "figure, axes = kit.canvas(height=3, narrow=narrow)": "figure = kit.figure(height=3, narrow=narrow)",
    'axes.text(162 if narrow else 252, 108, ha="center", s="TODO: draw, what CAPTION explains")': (
        'figure.add_subplot(xlabel="steps").plot(*arrays().values(), color=kit.FORGET)'
    ),
}
CLAIM = """    kept = plotted["kept"]
    assert kept[1] == 0.5
    assert kept[4] < 0.1
"""


@pytest.fixture
def site(site):
    """The small repository, with what draws figures."""
    for name in ("kit", "__main__.py", "build.py", "files.py", "freshness.py", "numbers.py"):
        source = ROOT / "scripts" / "figures" / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, site.root / "scripts" / "figures" / name)
    (site.root / "scripts" / "experiments" / "records").mkdir(parents=True)
    for path in ("scripts/imports.py", "scripts/rooms.py", "scripts/experiments/records/results.py", "pyproject.toml"):
        shutil.copy(ROOT / path, site.root / path)
    return site


def lacking():
    behind = "write it in place of the TODO"
    parts = [
        f"{MODULE}:1: still to be written: the one claim that the figure makes, in a line",
        f"{MODULE}:7: still to be written: ALT, 60 to 300 characters that say what is found, for those who cannot see "
        "it",
        f"{MODULE}:8: still to be written: CAPTION, in at most 35 words what to see first",
        f'{MODULE}:13: still to be written: arrays, from scripts.reference or kit.data("NAME"), never from a sketch',
        f"{MODULE}:19: still to be written: draw, what CAPTION explains",
        f"{TEST}:11: still to be written: the test, which asserts on these arrays what ALT says",
    ]
    return [f"{part}; {behind}" for part in parts]


def test_the_checks_name_every_part_and_nothing_else(site, new, python):
    new("Q=3", "FIGURE=gates")
    remedy = "show it on a page, or delete it and the module gates.py in scripts/figures"
    unseen = f"{DRAWN}:1: no page shows this figure; {remedy}"
    assert site.problems() == [unseen, f"{DRAWN}:1: not drawn yet; run make figures NAME=gates", *lacking()]
    drawn = python("-m", "scripts.figures", "gates")
    assert drawn.returncode == 0, drawn.stderr
    assert site.problems() == [unseen, *lacking()]


def test_a_page_that_is_begun_with_it_shows_it(site, new):
    new("Q=4", "FIGURE=gates")
    found = [problem for problem in site.problems() if not problem.startswith("docs/questions/04-input-gate.md:")]
    there = [part.replace("q03_forget_gate", "q04_input_gate") for part in lacking()]
    assert found == [f"{DRAWN}:1: not drawn yet; run make figures NAME=gates", *there]


def test_its_code_is_laid_out(new, python):
    new("Q=3", "FIGURE=gates")
    for command in (("check",), ("format", "--check")):
        done = python("-m", "ruff", *command, "scripts/figures/q03_forget_gate/__init__.py", MODULE, TEST)
        assert done.returncode == 0, done.stdout


def test_its_test_fails_until_the_claim_is_asserted(new, tested):
    new("Q=3", "FIGURE=gates")
    done = tested(TEST)
    assert done.returncode == 1
    assert "1 failed" in done.stdout
    assert "TODO: the test, which asserts on these arrays what ALT says" in done.stdout


def test_filled_in_nothing_is_wrong(site, new, python, tested):
    new("Q=3", "FIGURE=gates")
    for old, text in PARTS.items():
        site.edit(old, text, MODULE)
    site.edit('    pytest.fail("TODO: the test, which asserts on these arrays what ALT says")\n', CLAIM, TEST)
    site.edit("Run it again", f"![{ALT}](../../{DRAWN})\n\nRun it again")
    drawn = python("-m", "scripts.figures", "gates")
    assert drawn.returncode == 0, drawn.stderr
    assert site.problems() == []
    done = tested(TEST)
    assert done.returncode == 0, done.stdout
