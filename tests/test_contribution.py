"""A correction from a fresh clone, and ten mistakes of a contributor in one run: each is caught, and its line named."""

import subprocess
import sys
from pathlib import Path

from tests.clones import clone, repository

PAGE = "docs/questions/03-forget-gate.md"
CORRECTION = ("it starts at 0.73<!-- = sigmoid(1) -->", "it starts at 0.731<!-- = sigmoid(1) -->")
MISTAKES = [  # file, what stands there, what a contributor makes of it, and how its message begins
    (
        PAGE,
        "after 2.2<!-- = half_life(sigmoid(1)) --> steps",
        "after 2.3<!-- = half_life(sigmoid(1)) --> steps",
        "printed 2.3",
    ),
    (PAGE, "[@hochreiter1997lstm]", "[@hochreiter1997lsmt]", 'unknown source "hochreiter1997lsmt" (did you mean'),
    (
        PAGE,
        "- **Why multiply:** a factor",
        "- LSTMs solve the vanishing gradient problem. A factor",
        '"solve the van',
    ),
    (PAGE, "## On the whiteboard\n", "## On the whitebord\n", 'no such section: "On the whitebord" (did you mean'),
    (PAGE, "(07-vanishing-gradient.md)", "(07-vanishing-gradients.md)", "07-vanishing-gradients.md leads nowhere (did"),
    (PAGE, "\\;\\Longrightarrow", "\\;\\Longrihgtarrow", 'bad TeX: unknown command "\\Longrihgtarrow"; did you'),
    (PAGE, "What the cell forgets", "We recieve what the cell forgets", '"recieve" is misspelt; write "receive"'),
    (PAGE, "Today's recurrent", '<p class="MsoNormal">Today\'s recurrent', "HTML that no page may have: <p>"),
    ("docs/references.bib", "volume = {", "volum = {", 'no field "volum" (did you mean "volume"?)'),
    (
        "mkdocs.yml",
        "3 · Forget gate:",
        "4 · Forget gate:",
        'the label "4 · Forget gate" lacks the number; start it with 3',
    ),
]


def checked(root: Path) -> tuple[int, list[str]]:
    command = [sys.executable, "-m", "scripts.checks"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert not done.stderr
    return done.returncode, done.stdout.splitlines()


def edit(root: Path, name: str, old: str, new: str) -> int:
    """Replace the first `old` and return its line."""
    text = (root / name).read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {name}"
    (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_a_correction_passes_and_ten_mistakes_in_it_are_each_named(tmp_path):
    root = clone(repository(tmp_path / "source"), tmp_path / "guide")
    edit(root, PAGE, *CORRECTION)
    assert checked(root)[0] == 0
    lines = [edit(root, name, old, new) for name, old, new, _ in MISTAKES]
    status, found = checked(root)
    assert status == 1
    for (name, _, _, message), line in zip(MISTAKES, lines, strict=True):
        assert any(said.startswith(f"{name}:{line}: {message}") for said in found), "\n".join([message, *found])
