"""What ruff finds is reported like everything else."""

import sys

from scripts.checks.code import linting
from scripts.checks.repository import Repository


def found(site):
    return [str(problem) for problem in linting.check(Repository(site.root))]


def test_clean(site):
    assert found(site) == []


def test_code_that_is_wrong_and_code_that_is_untidy(site):
    site.write("scripts/wrong.py", '"""A module."""\n\nimport os\n\nx = [1,2]\n')
    site.write("tests/test_broken.py", "def broken(:\n")
    problems = found(site)
    assert "scripts/wrong.py:5: not formatted; run make format" in problems
    assert any(one.startswith("scripts/wrong.py:3: F401: `os` imported but unused; see https://") for one in problems)
    assert any(one.startswith("tests/test_broken.py:1: ") for one in problems)


def test_an_ignore_list_hides_no_code(site):
    site.write(".git/HEAD", "ref: refs/heads/main\n")
    site.write(".gitignore", "*\n")
    site.write("scripts/wrong.py", '"""A module."""\n\nimport os\n')
    assert any(one.startswith("scripts/wrong.py:3: F401: ") for one in found(site))


def test_without_ruff(site, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert [one.split(";")[1] for one in found(site)] == [" correct its configuration, or install it"] * 2
