"""A record is stale when something that its experiment ran has changed, and only then."""

from pathlib import Path

import pytest

from scripts.experiments.records.freshness import digest, reached

MAIN = '''"""An experiment."""

import math  # of Python

from scripts import deep
from scripts.tools import double

SETTINGS = {"n": 2}


def run(settings, progress):
    """Measure."""
    return [double(settings["n"]), deep.Child().value(), math.pi]
'''
TOOLS = """import torch.nn.functional as F

from scripts import deep as below

TWICE = [1 for _ in range(2)]


def double(n, times=2, how=below.scaled):
    def inner(x):
        return F.relu(x) * TWICE[0]

    return how(inner(n)) * times


def unused():
    return 7
"""
DEEP = """FACTOR = 2
TABLE = {}
TABLE["a"] = 5


class Parent:
    size: int = 3

    def value(self):
        # as it is
        return self.size


class Child(Parent):
    pass


def scaled(n):
    return FACTOR * n + TABLE["a"]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    package = tmp_path / "scripts"
    package.mkdir()
    (package / "__init__.py").write_text('"""A package."""\n')
    for name, text in (("main", MAIN), ("tools", TOOLS), ("deep", DEEP), ("other", "X = 1\n")):
        (package / f"{name}.py").write_text(text)
    return tmp_path


def change(root: Path, name: str, old: str, new: str) -> None:
    path = root / "scripts" / name
    text = path.read_text()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    path.write_text(text.replace(old, new))


def test_reaches_what_run_and_settings_use_however_deep(root: Path) -> None:
    assert set(reached("scripts.main", root)) == {
        ("scripts.main", "run"),
        ("scripts.main", "SETTINGS"),
        ("scripts.tools", "double"),
        ("scripts.tools", "TWICE"),
        ("scripts.deep", "scaled"),
        ("scripts.deep", "FACTOR"),
        ("scripts.deep", "TABLE"),
        ("scripts.deep", "Child"),
        ("scripts.deep", "Parent"),
    }


STALE = {
    "a constant two calls away": ("deep.py", "FACTOR = 2", "FACTOR = 3"),
    "a default argument": ("tools.py", "times=2", "times=3"),
    "the function that is a default": ("tools.py", "how=below.scaled", "how=below.Child"),
    "a method of a base class": ("deep.py", "return self.size", "return self.size + 1"),
    "an attribute of a base class": ("deep.py", "size: int = 3", "size: int = 4"),
    "an entry that is added to a table": ("deep.py", 'TABLE["a"] = 5', 'TABLE["a"] = 6'),
    "a function inside a function": ("tools.py", "F.relu(x) *", "F.relu(x) +"),
    "a function of a package": ("tools.py", "F.relu", "F.gelu"),
    "a package under the same name": ("tools.py", "import torch.nn.functional as F", "import numpy as F"),
    "a setting": ("main.py", '{"n": 2}', '{"n": 3}'),
    "a constant in run": ("main.py", "math.pi", "math.tau"),
    "the other of two modules": ("main.py", "scripts.tools import double", "scripts.deep import scaled as double"),
    "something that a module does": ("deep.py", "FACTOR = 2", "FACTOR = 2\nprint()"),
    "a comprehension": ("tools.py", "range(2)", "range(3)"),
    "a hash sign in a string": ("deep.py", 'TABLE["a"] = 5', 'TABLE["a"] = "# 5"'),
}


@pytest.mark.parametrize("what", STALE)
def test_what_changes_the_result_makes_it_stale(root: Path, what: str) -> None:
    before = digest("scripts.main", root)
    change(root, *STALE[what])
    assert digest("scripts.main", root) != before


FRESH = {
    "a function that nothing calls": ("tools.py", "return 7", "return 8"),
    "another module": ("other.py", "X = 1", "X = 2"),
    "a comment": ("deep.py", "# as it is", "# as it was"),
    "a docstring": ("main.py", "Measure.", "Measure,\n    at length.\n    "),
    "a docstring where there was none": ("deep.py", "def scaled(n):", 'def scaled(n):\n    """Larger."""'),
    "an annotation": ("tools.py", "def double(n,", "def double(n: float,"),
    "an import that is not used": ("main.py", "from scripts import deep\n", "from scripts import deep, other\n"),
    "the way of an import": ("tools.py", "import torch.nn.functional as F", "from torch.nn import functional as F"),
    "a first annotation of a constant": ("deep.py", "FACTOR = 2", "FACTOR: int = 2"),
    "blank lines": ("deep.py", "FACTOR = 2", "\n\nFACTOR = (\n    2\n)"),
    "a new definition beside": ("deep.py", "FACTOR = 2", "FACTOR = 2\nOTHER = 2"),
}


@pytest.mark.parametrize("what", FRESH)
def test_what_changes_no_result_leaves_it_fresh(root: Path, what: str) -> None:
    before = digest("scripts.main", root)
    change(root, *FRESH[what])
    assert digest("scripts.main", root) == before


def test_a_renamed_module_leaves_it_fresh(root: Path) -> None:
    before = digest("scripts.main", root)
    (root / "scripts" / "deep.py").rename(root / "scripts" / "deeper.py")
    change(root, "main.py", "from scripts import deep", "from scripts import deeper as deep")
    change(root, "tools.py", "import deep as", "import deeper as")
    assert digest("scripts.main", root) == before


def test_a_module_moved_into_a_room_leaves_it_fresh(root: Path) -> None:
    before = digest("scripts.main", root)
    room = root / "scripts" / "q01_room"
    room.mkdir()
    (room / "__init__.py").write_text("")
    (root / "scripts" / "tools.py").rename(room / "tools.py")
    change(root, "main.py", "from scripts.tools import double", "from scripts.q01_room.tools import double")
    assert digest("scripts.main", root) == before


def test_a_definition_moved_to_another_module_and_renamed_leaves_it_fresh(root: Path) -> None:
    before = digest("scripts.main", root)
    change(root, "deep.py", "FACTOR = 2\n", "from scripts.other import GAIN as FACTOR\n")
    (root / "scripts" / "other.py").write_text("X = 1\nGAIN = 2\n")
    assert digest("scripts.main", root) == before


def test_a_local_name_hides_that_of_the_module(root: Path) -> None:
    change(root, "tools.py", "return 7", "return 7\n\n\ndef free(unused):\n    return unused")
    change(root, "main.py", "scripts.tools import double", "scripts.tools import free as double")
    assert ("scripts.tools", "unused") not in reached("scripts.main", root)


def test_a_default_is_what_the_name_means_outside(root: Path) -> None:
    change(root, "tools.py", "return 7", "return 7\n\n\ndef free(unused=unused):\n    return unused")
    change(root, "main.py", "scripts.tools import double", "scripts.tools import free as double")
    assert ("scripts.tools", "unused") in reached("scripts.main", root)


def test_a_module_as_a_value_counts_whole(root: Path) -> None:
    change(root, "main.py", "math.pi", 'getattr(deep, "scaled")')
    assert ("scripts.deep", "scaled") in reached("scripts.main", root)
    change(root, "main.py", "scripts.tools import double", "scripts.other import X as double")
    assert ("scripts.deep", "scaled") in reached("scripts.main", root)


def test_says_what_is_missing(root: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no module scripts\.absent"):
        digest("scripts.absent", root)
    with pytest.raises(LookupError, match=r"scripts\.other has no run and no SETTINGS"):
        digest("scripts.other", root)
