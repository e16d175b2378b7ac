"""`make new` makes all that is asked for or nothing, and says so."""

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from scripts.site.model.page import wordings
from tests.checks.conftest import PAGE

ROOT = Path(__file__).parents[2]
RANGE = "there are questions 1 to 50; scripts/site/model/questions.yaml lists them"
NUMBER = "write the number of a question, as in Q=4"
THERE = "is there already; edit it, or choose another name"
ROOM = "stands in the room of a page: say of which question, as in make new Q=4"
BEGUN = "docs/questions/04-input-gate.md"
FILES = [
    BEGUN,
    "scripts/experiments/q04_input_gate/__init__.py",
    "scripts/experiments/q04_input_gate/lags.py",
    "scripts/figures/q04_input_gate/__init__.py",
    "scripts/figures/q04_input_gate/gates.py",
    "tests/experiments/q04_input_gate/test_lags.py",
    "tests/figures/q04_input_gate/test_gates.py",
]
ALL = ["Q=4", "EXPERIMENT=lags", "FIGURE=gates"]


def everything(site):
    """All folders and files, with what is in them."""
    paths = [path for path in site.root.rglob("*") if "__pycache__" not in path.parts]
    return {path.relative_to(site.root).as_posix(): path.is_file() and path.read_bytes() for path in paths}


def made(site, before):
    return sorted(name for name, content in everything(site).items() if name not in before and content is not False)


def test_what_is_made_and_what_comes_next(site, new):
    before = everything(site)
    status, out, err = new("Q=4", "SLUG=", "EXPERIMENT=lags", "FIGURE=gates")
    assert (status, err) == (0, "")
    assert made(site, before) == FILES
    assert [name for name, content in before.items() if everything(site)[name] != content] == ["mkdocs.yml"]
    assert out == (
        "Made docs/questions/04-input-gate.md, and its line in mkdocs.yml:7.\n"
        "     Its address, questions/04-input-gate/, stays as it is once it is published. For another, delete what was "
        "made and say SLUG=… as well.\n"
        "Made scripts/experiments/q04_input_gate/lags.py, and tests/experiments/q04_input_gate/test_lags.py, which "
        "fails until the claim is asserted.\n"
        "     Its room is new: scripts/experiments/q04_input_gate/__init__.py names the question.\n"
        "Made scripts/figures/q04_input_gate/gates.py, and tests/figures/q04_input_gate/test_gates.py, which "
        "fails until the claim is asserted.\n"
        "     Its room is new: scripts/figures/q04_input_gate/__init__.py names the question.\n"
        "Next:\n"
        "  1. make serve                  shows the page as you write\n"
        "  2. make experiments NAME=lags  measures it and writes its record, which pages and figures read\n"
        "  3. make figures NAME=gates     draws it; then show it on the page\n"
        "  4. make check                  names each part that is still to be written\n"
    )
    assert "![its ALT](../../figures/gates.svg)" in site.read(BEGUN)
    for floor in ("experiments", "figures"):
        door = site.read(f"scripts/{floor}/q04_input_gate/__init__.py")
        assert door == '"""Question 4: Describe the input gate mechanism in LSTM."""\n'


@pytest.mark.parametrize("number", [4, 11, 16, 34, 50])
def test_a_room_is_called_as_its_page_is(site, new, number):
    before = everything(site)
    assert new(f"Q={number}", "FIGURE=gates")[0] == 0
    page, *modules = made(site, before)
    room = f"q{Path(page).stem.replace('-', '_')}"
    places = ("scripts/figures/{}/__init__.py", "scripts/figures/{}/gates.py", "tests/figures/{}/test_gates.py")
    assert modules == [place.format(room) for place in places]
    assert max(map(len, site.read(modules[0]).splitlines())) <= 120


def test_the_rooms_that_there_are_are_those_in_which_a_module_would_be_begun(new, site):
    """For each page of this guide, so that nothing is put into a second room beside the first."""
    for page in (ROOT / "docs" / "questions").glob("*.md"):
        site.write(f"docs/questions/{page.name}", "")
    for room in (ROOT / "scripts" / "figures").glob("q[0-9]*"):
        assert new(f"Q={room.name[1:3]}", "FIGURE=new_one")[0] == 0
        made = site.root / "scripts" / "figures" / room.name / "new_one.py"
        assert made.exists()
        made.unlink()


def test_a_page_that_is_there_is_left_as_it_is(site, new):
    site.write("scripts/figures/q03_forget_gate/__init__.py", "")
    before = everything(site)
    status, out, err = new("Q=3", "FIGURE=gates")
    assert (status, err) == (0, "")
    assert out.startswith(
        f"Left {PAGE} as it is.\n"
        "Made scripts/figures/q03_forget_gate/gates.py, and tests/figures/q03_forget_gate/test_gates.py, which "
        "fails until the claim is asserted.\n"
        "Next:\n"
        "  1. make figures NAME=gates  draws it; then show it on the page\n"
    )
    assert made(site, before) == [
        "scripts/figures/q03_forget_gate/gates.py",
        "tests/figures/q03_forget_gate/test_gates.py",
    ]
    assert {name: everything(site)[name] for name in before} == before


def test_the_name_of_a_page_that_is_there_may_be_said(new):
    assert new("Q=3", "SLUG=forget-gate", "FIGURE=gates")[0] == 0


def test_a_name_of_ones_own(site, new):
    status, out, _ = new("Q=4", "SLUG=the-way-in", "EXPERIMENT=lags")
    assert status == 0
    assert "For another" not in out
    assert "      - 4 · The way in: questions/04-the-way-in.md\n" in site.read("mkdocs.yml")
    assert site.read("docs/questions/04-the-way-in.md").startswith("---\nnumber: 4\n")
    assert "measure" in site.read("scripts/experiments/q04_the_way_in/lags.py")


def test_an_experiment_and_a_figure_may_share_a_name(new):
    assert new("Q=4", "EXPERIMENT=gates", "FIGURE=gates")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "messages"),
    [
        (["Q=0"], [f"Q=0: {RANGE}"]),
        (["Q=51"], [f"Q=51: {RANGE}"]),
        (["Q=four"], [f"Q=four is no number; {NUMBER}"]),
        (["Q=-4"], [f"Q=-4 is no number; {NUMBER}"]),
        (["Q=input gate"], [f"Q=input gate is no number (did you mean Q=4, {wordings()[4]!r}?); {NUMBER}"]),
        (["Q=3"], [f"{PAGE}:1: the page of question 3 is there already; edit it, or begin something for it: make new "
                   "Q=3 EXPERIMENT=… or FIGURE=…"]),
        (["Q=3", "SLUG=gates", "FIGURE=gates"],
         [f"{PAGE}:1: question 3 has this page already; leave out SLUG=gates"]),
        (["Q=4", "SLUG=Input Gate"], ["SLUG=Input Gate is no name for an address: a to z, digits and -, without the "
                                      "number; write SLUG=input-gate"]),
        (["SLUG=gates", "FIGURE=gates"], ["SLUG=gates is the name of a page: say of which question, as in make new "
                                          "Q=4 SLUG=gates"]),
        (["FIGURE=gates"], [f"FIGURE=gates {ROOM} FIGURE=gates"]),
        (["EXPERIMENT=lags"], [f"EXPERIMENT=lags {ROOM} EXPERIMENT=lags"]),
        (["Q=3", "FIGURE=retention"], [f"scripts/figures/q03_forget_gate/retention.py:1: {THERE}"]),
        (["Q=4", "FIGURE=retention"], [f"scripts/figures/q03_forget_gate/retention.py:1: {THERE}"]),
        (["Q=3", "FIGURE=helper"], [f"scripts/figures/q03_forget_gate/helper.py:1: {THERE}"]),
        (["Q=3", "FIGURE=tested"], [f"tests/figures/q03_forget_gate/test_tested.py:1: {THERE}"]),
        (["Q=4", "FIGURE=drawn"], [f"figures/drawn.svg:1: {THERE}"]),
        (["Q=4", "EXPERIMENT=stream"], [f"scripts/experiments/q03_forget_gate/stream.py:1: {THERE}"]),
        (["Q=4", "EXPERIMENT=adding"], [f"figures/data/adding.json:1: {THERE}"]),
        (["Q=5", "FIGURE=gates"], ["tests/figures/q05_way_out:1: question 5 has this room already; write SLUG=way-out, "
                                   "or rename the room on every floor"]),
        (["Q=51", "FIGURE=Gates", "EXPERIMENT=lambda"], [
            f"Q=51: {RANGE}",
            "EXPERIMENT=lambda is a word of Python; choose another name, such as EXPERIMENT=lambda_of_something",
            "FIGURE=Gates is no name for a module: a to z, digits and _, a letter first; write FIGURE=gates",
        ]),
        (["Q=4", "EXPERIMENT=stream", "FIGURE=retention"], [
            f"scripts/experiments/q03_forget_gate/stream.py:1: {THERE}",
            f"scripts/figures/q03_forget_gate/retention.py:1: {THERE}",
        ]),
    ],
)  # fmt: skip
def test_refused(site, new, arguments, messages):
    texts = {
        "scripts/figures/q03_forget_gate/helper.py": "",
        "scripts/experiments/q03_forget_gate/stream.py": "def run(): ...\n",
        "tests/figures/q03_forget_gate/test_tested.py": "",
        "tests/figures/q05_way_out/test_way.py": "",
        "figures/drawn.svg": "",
    }
    for name, text in texts.items():
        site.write(name, text)
    before = everything(site)
    assert new(*arguments) == (1, "", "\n".join([*messages, "Nothing was written.", ""]))
    assert everything(site) == before


def test_a_helper_in_another_room_takes_no_name(site, new):
    site.write("scripts/experiments/q03_forget_gate/cells.py", "def walk(): ...\n")
    assert new("Q=4", "EXPERIMENT=cells")[0] == 0


def test_two_experiments_of_one_name_are_reported_before_a_third_is_begun(site, new):
    for room in ("q03_forget_gate", "q12_bidirectional"):
        site.write(f"scripts/experiments/{room}/stream.py", "def run(): ...\n")
    status, _, err = new("Q=4", "EXPERIMENT=lags")
    assert status == 1
    assert err.startswith("scripts/experiments/q12_bidirectional/stream.py:1: scripts/experiments/q03_forget_gate/")


@pytest.mark.parametrize("arguments", [["Q=4"], ["Q=4", "FIGURE=gates"], ["Q=4", "EXPERIMENT=lags"], ALL])
def test_a_second_time_is_refused(site, new, arguments):
    new(*arguments)
    before = everything(site)
    status, out, err = new(*arguments)
    assert (status, out) == (1, "")
    assert len(err.splitlines()) == max(len(arguments), 2)
    assert everything(site) == before


@pytest.mark.parametrize("arguments", [[], ["Q=", "SLUG=", "EXPERIMENT=", "FIGURE="], ["q=4"], ["EXPERIMENTS=lags"]])
def test_usage(new, arguments):
    status, out, err = new(*arguments)
    assert (status, out) == (2, "")
    first = {"q=4": 'q: no such word (did you mean "Q"?)', "EXPERIMENTS=lags": "EXPERIMENTS: no such word (did you "}
    assert err.startswith(first.get("".join(arguments), "Say what to begin"))
    assert "make new Q=4 SLUG=input-gate" in err


@pytest.mark.parametrize("failing", range(8))
def test_all_files_or_none(site, new, monkeypatch, failing):
    replace, done = os.replace, []

    def fail(source, target):
        if len(done) == failing:
            raise OSError(28, "No space left on device", str(target))
        done.append(target)
        replace(source, target)

    before = everything(site)
    monkeypatch.setattr(os, "replace", fail)
    status, out, err = new(*ALL)
    assert (status, out) == (1, "")
    assert err.endswith(": No space left on device; nothing was written\n")
    assert len(done) == failing
    assert everything(site) == before


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
def test_make_passes_every_word_on():
    words = {"Q": "4", "SLUG": "the-way-in", "EXPERIMENT": "lags", "FIGURE": "gates"}
    asked = ["make", "--dry-run", "new", *(f"{word}={value}" for word, value in words.items())]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    (line,) = re.findall(r".* -m scripts\.new .*", done.stdout)
    assert shlex.split(line)[3:] == asked[3:]
