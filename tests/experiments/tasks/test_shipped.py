"""A file of an installed package: found without an import, known by its digest, missed in words."""

import hashlib
import sys

import pytest

from scripts.experiments.tasks import shipped

CONTENT = b"1,2\n"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(autouse=True)
def _package(tmp_path, monkeypatch):
    (tmp_path / "a_package").mkdir()
    (tmp_path / "a_package" / "__init__.py").write_text("raise ImportError('must not be imported')")
    (tmp_path / "a_package" / "data.csv").write_bytes(CONTENT)
    monkeypatch.syspath_prepend(tmp_path)


def test_a_file_is_read_and_its_package_not_imported():
    assert shipped.read("a_package", "data.csv", SHA256) == CONTENT
    assert "a_package" not in sys.modules


def test_a_package_that_is_missing_is_named_with_the_remedy():
    with pytest.raises(ModuleNotFoundError, match=r"no_package is not installed.*requirements-test.txt"):
        shipped.read("no_package", "data.csv", SHA256)


def test_a_file_that_is_missing_is_named_with_the_remedy():
    with pytest.raises(FileNotFoundError, match=r"a_package as installed has no file gone.csv.*requirements-test.txt"):
        shipped.read("a_package", "gone.csv", SHA256)


def test_another_file_than_was_measured_with_is_refused():
    with pytest.raises(ValueError, match=f"a_package/data.csv has the SHA-256 {SHA256}, expected 00.*measure again"):
        shipped.read("a_package", "data.csv", "00")
