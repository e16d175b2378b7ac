"""What others wrote and we carry along: unchanged, with its licence, and without a module among the scripts."""

import hashlib

import pytest

from scripts.site.build.icon import ASSETS

FOLDERS = sorted(path for path in (ASSETS / "vendor").iterdir() if path.is_dir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_folder_says_where_its_files_come_from(folder) -> None:
    record = (folder / "VERSION.txt").read_text(encoding="utf-8")
    assert (folder / "LICENSE.txt").read_text(encoding="utf-8").strip()
    for path in folder.glob("*.js"):
        assert path.name in record
        assert hashlib.sha256(path.read_bytes()).hexdigest() in record
