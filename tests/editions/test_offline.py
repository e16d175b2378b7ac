"""The edition in a zip file: the same bytes everywhere, whole, and never half written."""

import hashlib
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from scripts.editions import __main__ as editions
from tests.clones import ROOT, Machine, here_and_elsewhere

ZIP = "editions/lstm-interview-guide-offline.zip"


@pytest.fixture(scope="module")
def both(tmp_path_factory) -> list[tuple[Machine, str]]:
    """Two machines on which the edition was made, and what was said there."""
    machines = here_and_elsewhere(tmp_path_factory.mktemp("editions"))
    runs = [machine.python("-m", "scripts.editions", SITE_URL="https://guide.example/") for machine in machines]
    for run in runs:
        assert run.returncode == 0, run.stdout + run.stderr
    return [(machine, run.stdout) for machine, run in zip(machines, runs, strict=True)]


@pytest.fixture(scope="module")
def made(both) -> Machine:
    """One of them."""
    return both[0][0]


def unpacked(machine: Machine) -> dict[str, bytes]:
    with zipfile.ZipFile(machine.root / ZIP) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_two_machines_make_the_same_file_and_say_its_digest(both):
    (here, said), (elsewhere, said_elsewhere) = both
    ours, theirs = unpacked(here), unpacked(elsewhere)
    assert list(ours) == list(theirs)
    assert [name for name in ours if ours[name] != theirs[name]] == []
    data = (here.root / ZIP).read_bytes()
    assert data == (elsewhere.root / ZIP).read_bytes()
    assert said == said_elsewhere
    assert said.splitlines() == [
        f"Making {ZIP} …",
        f"{len(data) / 1e6:.1f} MB, SHA-256 {hashlib.sha256(data).hexdigest()}",
        "Unpack it and open lstm-interview-guide/index.html in a browser; it needs no network.",
    ]


def test_unpacked_it_is_the_whole_site_with_its_licences(made, tmp_path):
    with zipfile.ZipFile(made.root / ZIP) as packed:
        packed.extractall(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["lstm-interview-guide"]
    guide = tmp_path / "lstm-interview-guide"
    for page in (ROOT / "docs").rglob("*.md"):
        assert (guide / page.relative_to(ROOT / "docs").with_suffix(".html")).is_file(), page
    home = (guide / "index.html").read_text(encoding="utf-8")
    links = {link for link in re.findall(r'(?:href|src)="([^"#]+)', home) if ":" not in link}
    assert links
    assert [link for link in links if not (guide / link).is_file()] == []
    assert (guide / "LICENSE.txt").read_bytes() == (ROOT / "LICENSE").read_bytes()
    assert "Martin Donath" in (guide / "LICENSE-Material-for-MkDocs.txt").read_text(encoding="utf-8")


def test_a_page_that_does_not_build_is_named_and_the_old_file_stays(made):
    machine, page = made, made.root / "docs" / "index.md"
    before, text = (machine.root / ZIP).read_bytes(), page.read_text(encoding="utf-8")
    page.write_text(text + "\n\n$\\foo$\n", encoding="utf-8")
    try:
        run = machine.python("-m", "scripts.editions")
    finally:
        page.write_text(text, encoding="utf-8")
    assert run.returncode == 1
    said = run.stderr.splitlines()
    assert said[0].startswith(f'docs/index.md:{text.count(chr(10)) + 3}: bad TeX: unknown command "\\foo"')
    assert said[1:] == ["Not made: 1 problem; the file made before is untouched."]
    assert (machine.root / ZIP).read_bytes() == before
    assert [path.name for path in (machine.root / "editions").iterdir()] == [Path(ZIP).name]


def test_an_edition_that_there_is_none_of(capsys):
    assert editions.main(["papyrus"]) == 2
    assert capsys.readouterr().err.startswith("no edition 'papyrus'; there are offline")


def test_a_wrong_moment_is_refused(monkeypatch, capsys):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert editions.main([]) == 2
    assert "SOURCE_DATE_EPOCH=yesterday: not a number of seconds" in capsys.readouterr().err


def test_the_verb():
    run = subprocess.run(["make", "-n", "editions", "NAME=offline"], cwd=ROOT, capture_output=True, text=True)
    assert ".venv/bin/python -m scripts.editions offline" in run.stdout
