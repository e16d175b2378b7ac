from pathlib import Path

import pytest

from scripts.experiments.freshness import digest, sources

MAIN = '''"""An experiment."""
from scripts.tools import double
import math  # of Python


def run():
    """Measure."""
    return double(2)
'''
TOOLS = "from scripts import deep\n\n\ndef double(n):\n    return deep.FACTOR * 2 * n / 2\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    package = tmp_path / "scripts"
    package.mkdir()
    (package / "__init__.py").write_text('"""A package."""\n')
    (package / "main.py").write_text(MAIN)
    (package / "tools.py").write_text(TOOLS)
    (package / "deep.py").write_text("FACTOR = 2\n")
    (package / "other.py").write_text("X = 1\n")
    return tmp_path


def test_counts_what_is_imported_however_deep(root: Path) -> None:
    assert [path.name for path in sources("scripts.main", root)] == ["deep.py", "main.py", "tools.py"]


@pytest.mark.parametrize("name", ["main.py", "tools.py", "deep.py"])
def test_a_changed_line_anywhere_changes_the_digest(root: Path, name: str) -> None:
    before = digest("scripts.main", root)
    path = root / "scripts" / name
    path.write_text(path.read_text().replace("2", "3"))
    assert digest("scripts.main", root) != before


def test_other_modules_do_not_count(root: Path) -> None:
    before = digest("scripts.main", root)
    (root / "scripts" / "other.py").write_text("X = 2\n")
    assert digest("scripts.main", root) == before


def test_words_about_the_code_do_not_count(root: Path) -> None:
    before = digest("scripts.main", root)
    path = root / "scripts" / "main.py"
    path.write_text(
        MAIN.replace("Measure.", "Measure,\n    at length.\n    ").replace("of Python", "standard") + "\n\n"
    )
    assert digest("scripts.main", root) == before


def test_a_hash_sign_in_a_string_counts(root: Path) -> None:
    path = root / "scripts" / "deep.py"
    path.write_text('FACTOR = "# 2"\n')
    before = digest("scripts.main", root)
    path.write_text('FACTOR = "# 3"\n')
    assert digest("scripts.main", root) != before


def test_no_such_module(root: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no module scripts\.absent"):
        digest("scripts.absent", root)
