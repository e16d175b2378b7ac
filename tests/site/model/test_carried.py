"""The zip file that the hosted guide offers: its size, its day, and none where there is none."""

from datetime import date
from zipfile import ZipFile

import pytest

from scripts.editions import archive
from scripts.site.model.carried import FILE, carried

DAY = 1_580_673_722  # 2 February 2020


@pytest.fixture
def made(project):
    project.write("guide/index.html", "home")
    archive.pack(project.root / "guide", project.root / "editions" / FILE, DAY)
    return project.root / "editions" / FILE


def test_its_size_and_the_day_of_its_commit(made):
    found = carried()
    assert (found.path, found.size, found.made) == (made, made.stat().st_size, date(2020, 2, 2))


def test_there_is_none(project):
    assert carried() is None


@pytest.mark.parametrize("data", [b"", b"half a file"])
def test_what_is_no_zip_file_is_not_offered(project, made, data):
    made.write_bytes(data)
    assert carried() is None


def test_an_empty_one_is_not_offered(made):
    with ZipFile(made, "w"):
        pass
    assert carried() is None
