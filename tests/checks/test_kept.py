"""What was found is kept, and asked again as soon as anything has changed that it was made of."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.checks import __main__ as checks
from scripts.checks import processes, rules
from scripts.checks.kept import FILE, Kept
from scripts.checks.repository import Repository
from scripts.checks.rules import Part, Shared
from scripts.experiments.records.spread import spread
from scripts.rooms import ROOT

PAGE, OTHER = "docs/questions/03-forget-gate.md", "docs/index.md"


@pytest.fixture
def asked(site, monkeypatch, capsys):
    """Runs the checks of the small repository; gives the documents that were asked about, and the lines printed."""
    told = []
    answer, once = Part.answer, Shared.answer
    monkeypatch.setattr(processes, "WORTH_IT", 1000)  # in this process, where it can be seen
    monkeypatch.setattr(
        Part, "answer", lambda part, source, repo: told.append(source.name) or answer(part, source, repo)
    )
    monkeypatch.setattr(Shared, "answer", lambda shared, repo: told.append("") or once(shared, repo))

    def run() -> tuple[set[str], list[str]]:
        told.clear()
        checks.main([], site.root)
        return set(told), capsys.readouterr().out.splitlines()[:-1]

    return run


def test_the_second_run_asks_nothing_and_says_the_same(site, asked):
    site.edit("It came late", "It came late! It has four gates. Its color is grey. It came")
    first, said = asked()
    assert first == {PAGE, OTHER, ""}
    assert len(said) == 3
    assert asked() == (set(), said)


def test_a_page_that_changes_is_asked_again_alone(site, asked):
    asked()
    site.edit("It came late", "It came late! It came")
    again, said = asked()
    assert again == {PAGE}
    assert [line.split("; ")[0].split(": ")[1] for line in said] == ["an exclamation mark"]
    site.edit("It came late! It came", "It came late")
    assert asked() == ({PAGE}, [])


def test_what_one_page_says_of_another_is_seen(site, asked):
    """The page whose heading changes is not the one whose link breaks."""
    asked()
    site.edit("## Where to start", "## Where to begin", OTHER)
    again, said = asked()
    assert again == {OTHER}
    assert [line.split("; ")[0] for line in said] == [
        f"{PAGE}:{line_of(site, '#where-to-start')}: no heading #where-to-start in docs/index.md"
        ' (did you mean "where-to-begin"?)'
    ]


def line_of(site, text: str) -> int:
    return next(number for number, line in enumerate(site.read().split("\n"), 1) if text in line)


def remeasure(site):
    site.measure("adding", {"lstm": {"100": spread([0.9061, 0.931, 0.9559])}}, {"updates": 1200})


def redraw(site):
    site.draw("retention", caption="A constant gate. Half is gone after 2.3<!-- = half_life(sigmoid(1)) --> steps.")


CHANGES = {
    "a record": (remeasure, "printed 0.83 ± 0.02"),
    "a figure": (redraw, "printed 2.3, the formula gives 2.21"),
    "a drawing": (lambda site: site.write("figures/retention.svg", "<svg"), "not an SVG"),
    "a figure's module": (
        lambda site: site.edit("def draw", "X = 1\n\n\ndef draw", "scripts/figures/q03_forget_gate/gate.py"),
        "stale",
    ),
    "the bibliography": (lambda site: site.edit("year = {2000}", "year = {2001}", "docs/references.bib"), "2001"),
    "the pins": (lambda site: site.write("requirements.txt", "torch==1.0.0\n"), "PyTorch 2.13, and 1.0.0 is pinned"),
    "the Makefile": (lambda site: site.write("Makefile", "check:\n\ntest:\n"), 'no verb "figures" in the Makefile'),
    "mkdocs.yml": (lambda site: site.edit("nav:", "site_nam: x\nnav:", "mkdocs.yml"), "site_nam"),
    "a style sheet": (lambda site: site.write("docs/assets/lost.css", "a {}\n"), "nothing uses this file"),
    "a file's spelling": (lambda site: site.write("scripts/grey.py", '"""The color."""\n'), '"color" is'),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_what_is_shared_is_seen(site, asked, change):
    site.edit("It came late", "Run `make figures`. PyTorch 2.13 has it. It came late")
    before = asked()[1]
    do, says = CHANGES[change]
    do(site)
    again, said = asked()
    assert again == {PAGE, OTHER, ""}
    assert any(says in line for line in said)
    assert not any(says in line for line in before)


def test_a_variable_that_the_configuration_reads_is_seen(site, asked, monkeypatch):
    asked()
    monkeypatch.setenv("SITE_URL", "nowhere")
    assert asked()[0] == {PAGE, OTHER, ""}


def test_other_packages_and_other_checks_ask_anew(site, monkeypatch):
    before = Kept(site.root)._shared
    monkeypatch.setattr(sys, "version", "4.0")
    other_python = Kept(site.root)._shared
    monkeypatch.setattr(os, "listdir", lambda path: ["markdown_it_py-9.9.9.dist-info"])
    other_packages = Kept(site.root)._shared
    monkeypatch.setattr("scripts.checks.kept.ROOT", site.root.parent)
    (site.root.parent / "scripts").mkdir()
    other_checks = Kept(site.root)._shared
    assert len({before, other_python, other_packages, other_checks}) == 4


@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "other", "binary"])
def test_a_damaged_file_counts_as_none(site, asked, damage):
    site.edit("It came late", "It came late! It came")
    said = asked()[1]
    path = site.root / FILE
    text = path.read_text(encoding="utf-8")
    assert "an exclamation mark" in text
    path.write_bytes(
        {
            "cut": text[: len(text) // 2].encode(),
            "changed": text.replace("an exclamation mark", "no exclamation mark").encode(),
            "empty": b"",
            "other": b'{"told": {}}',
            "binary": b"\xff\xfe\x00" * 100,
        }[damage]
    )
    assert asked() == ({PAGE, OTHER, ""}, said)


def test_a_folder_that_cannot_be_written_is_no_trouble(site, asked):
    site.write(".cache", "a file in the place of the folder")
    assert asked()[1] == []


def test_what_is_gone_is_not_kept(site, asked):
    site.write("docs/reference/extra.md", "# Extra\n")
    asked()
    (site.root / "docs/reference/extra.md").unlink()
    asked()
    assert "extra.md" not in (site.root / FILE).read_text(encoding="utf-8")


def test_only_what_is_told_stays(site, asked):
    """However often a page changes, the file has one answer to each question."""
    sizes = []
    for number in range(3):
        site.edit("It came", f"It came {'late ' * (number % 2)}and came")
        asked()
        sizes.append((site.root / FILE).stat().st_size)
    assert max(sizes) - min(sizes) < 1000


def test_several_processes_say_what_one_says(site, monkeypatch):
    monkeypatch.setattr(processes, "WORTH_IT", 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {0, 1}, raising=False)
    site.edit("It came late", "It came late! It has four gates. It came")
    shared, alone = Repository(site.root), Repository(site.root)
    assert checks.problems(shared, spread=True) == checks.problems(alone)
    assert json.dumps(shared.told, sort_keys=True) == json.dumps(alone.told, sort_keys=True)


READ = """
import os, sys
from scripts.checks import __main__
from scripts.checks.repository import Repository
from scripts.checks.rules import Part, Shared
from scripts.site.model.document import ROOT
opened = set()


def hook(event, given):
    if event == "open" and isinstance(given[0], (str, bytes)):
        opened.add(os.fsdecode(given[0]))


def tell(asked, own):
    for path in opened:
        path = os.path.abspath(path)
        name = os.path.relpath(path, ROOT)
        if path != own and (name.startswith(("tests/", ".git", ".ci/")) or name.startswith("docs/") and ".md" in name):
            print(asked, name)


sys.addaudithook(hook)
for number in {numbers}:
    repository = Repository(ROOT)
    source = repository.sources[number]
    for part in Part.every.values():
        if part.asks(source):
            part.answer(source, repository)
    tell(source.name, str(source.path))
    opened.clear()
repository = Repository(ROOT)
for shared in Shared.every.values():
    shared.answer(repository)
tell("what is shared", "")
"""


def test_an_answer_is_made_of_what_the_digest_has():
    """About a page it is made of no other page, and of no test; about what is shared, of no page."""
    program = READ.replace("{numbers}", "(0, 50, -1)")
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("", "")


def test_every_part_has_a_name_of_its_own():
    with pytest.raises(AssertionError):
        Part("all", next(iter(Part.every)), lambda document, repository: [])
    assert all(name.startswith("scripts.checks.") for name in (*Part.every, *Shared.every))
    assert Path(rules.__file__).is_relative_to(ROOT)
