"""Two builds of one commit are the same bytes, wherever and whenever they are made.

Of the offline edition the tests of editions show it: they make its zip file on two such machines.
"""

import re

import pytest

from tests.clones import COMMITTED, COMMITTED_EPOCH, Machine, here_and_elsewhere

# Every line is something that a build could depend on; `get_build_date` is where MkDocs looks at the clock.
SEEN = """
import locale, os, sys, time, datetime, mkdocs.utils
print("clock of MkDocs", mkdocs.utils.get_build_date())
print("other clocks", time.time() // 86400, time.time_ns() // 10**9 // 86400, datetime.date.today())
print("hour of the day", time.localtime().tm_hour)
print("encoding of files", locale.getpreferredencoding(False))
print("locale", os.environ["LC_ALL"])
print("hashes", hash("seed"))
print("mask", os.umask(0))
print("folder", os.getcwd())
print("home", os.path.expanduser("~"))
print("user", os.environ["USER"])
print("age of files", int(os.stat("mkdocs.yml").st_mtime))
print("order of names", os.listdir("docs"))
print("order of entries", [entry.name for entry in os.scandir("docs")])
print("order of a walk", next(os.walk("docs")))
"""


@pytest.fixture(scope="module")
def machines(tmp_path_factory) -> tuple[Machine, Machine]:
    return here_and_elsewhere(tmp_path_factory.mktemp("reproducible"))


def site(machine: Machine) -> dict[str, bytes]:
    """Build the hosted edition on a machine; its files."""
    folder = machine.root / "site"
    built = machine.python("-m", "scripts.site.build", SITE_URL="https://guide.example/lstm/")
    assert built.returncode == 0, built.stdout + built.stderr
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def difference(one: bytes, other: bytes) -> str:
    """Where two files first differ, and what stands there."""
    at = next((at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), None)
    at = min(len(one), len(other)) if at is None else at
    return f"byte {at}: {one[max(0, at - 40) : at + 20]} here, {other[max(0, at - 40) : at + 20]} elsewhere"


def test_the_two_machines_differ_in_all_that_a_build_could_depend_on(machines):
    here, elsewhere = (machine.python("-c", SEEN) for machine in machines)
    assert here.returncode == elsewhere.returncode == 0, here.stderr + elsewhere.stderr
    same = set(here.stdout.splitlines()) & set(elsewhere.stdout.splitlines())
    assert not same


def test_two_builds_of_one_commit_are_the_same_bytes(machines):
    here, elsewhere = map(site, machines)
    assert list(here) == list(elsewhere)
    differing = [f"{name}: {difference(here[name], elsewhere[name])}" for name in here if here[name] != elsewhere[name]]
    assert not differing, "\n".join(differing)
    assert "index.html" in here
    dates = re.findall(r"<lastmod>(.*?)</lastmod>", here["sitemap.xml"].decode())
    assert set(dates) == {COMMITTED[:10]}
    assert int.from_bytes(here["sitemap.xml.gz"][4:8], "little") // 86_400 == COMMITTED_EPOCH // 86_400
