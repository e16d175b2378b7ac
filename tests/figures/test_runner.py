"""`python -m scripts.figures` in a checkout of its own: what it draws, what it says, what it leaves alone."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parents[2]
FIGURE = '''"""A line."""

from scripts.figures import kit
from scripts.reference.slope import SLOPE

ALT = "A straight line that goes up by the slope at every step, so that it ends where the slope says."
CAPTION = "A line."


def draw(narrow=False):
    """Draw it."""
    figure = kit.figure(height=2, narrow=narrow)
    figure.add_subplot().plot([0, 1], [0, SLOPE], color=kit.INK)
    return figure
'''


@pytest.fixture
def checkout(tmp_path):
    """A small project with two figures, up and down, and the real kit."""
    shutil.copytree(HERE / "scripts" / "figures" / "kit", tmp_path / "scripts" / "figures" / "kit")
    for name in ("imports", "rooms"):
        shutil.copy(HERE / "scripts" / f"{name}.py", tmp_path / "scripts")
    for name in ("__init__", "__main__", "build", "files", "freshness", "numbers"):
        shutil.copy(HERE / "scripts" / "figures" / f"{name}.py", tmp_path / "scripts" / "figures")
    records, reference = tmp_path / "scripts" / "experiments" / "records", tmp_path / "scripts" / "reference"
    for package in (records, reference):
        package.mkdir(parents=True)
    shutil.copy(HERE / "scripts" / "experiments" / "records" / "results.py", records)
    for package in (tmp_path / "scripts", records.parent, records, reference):
        (package / "__init__.py").touch()
    (reference / "slope.py").write_text("SLOPE = 2")
    (tmp_path / "figures").mkdir()
    write(tmp_path, "up", FIGURE)
    write(tmp_path, "down", FIGURE.replace("SLOPE]", "-1]").replace("from scripts.reference.slope import SLOPE\n", ""))
    return tmp_path


def write(root, name, text):
    place = root / "scripts" / "figures" / "q03_forget_gate" / f"{name}.py"
    place.parent.mkdir(exist_ok=True)
    place.write_text(text)


def run(root, *arguments, seed="0"):
    return subprocess.run(
        [sys.executable, "-m", "scripts.figures", *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONHASHSEED": seed},
    )


def images(root):
    return {path.name: path.read_bytes() for path in (root / "figures").iterdir()}


def test_it_draws_what_is_stale_and_says_how_each_went(checkout):
    first = run(checkout)
    assert first.returncode == 0, first.stderr
    assert sorted(images(checkout)) == ["down.narrow.svg", "down.svg", "up.narrow.svg", "up.svg"]
    assert all(b'width="346"' in svg for name, svg in images(checkout).items() if "narrow" in name)
    assert "[2/2]" in first.stdout
    assert "KB" in first.stdout
    assert "2 figures in" in first.stdout

    again = run(checkout)
    assert (again.returncode, again.stdout) == (0, "2 figures, nothing stale\n")

    (checkout / "scripts" / "reference" / "slope.py").write_text("SLOPE = 3")
    third = run(checkout)
    assert "[1/1] up" in third.stdout
    assert "down" not in third.stdout


ARRAYS = '''
import numpy as np


def arrays():
    """Return the slope."""
    return {"slope": np.array(SLOPE)}
'''


def test_it_writes_the_numbers_of_a_figure_that_has_any_and_draws_nothing_for_them(checkout):
    write(checkout, "up", FIGURE + ARRAYS)
    assert run(checkout).returncode == 0
    before = images(checkout)
    assert sorted(before) == ["down.narrow.svg", "down.svg", "up.narrow.svg", "up.svg", "up.txt"]
    assert "\nslope: 2.\n" in before["up.txt"].decode("utf-8-sig")
    assert before["up.txt"].startswith(b"\xef\xbb\xbf")

    (checkout / "figures" / "up.txt").write_bytes(before["up.txt"].replace(b": 2", b": 3"))
    assert run(checkout, "--check").stderr == "figures/up.svg: stale; run python -m scripts.figures up\n"
    drawn = (checkout / "figures" / "up.svg").stat().st_mtime_ns
    assert "[1/1] up" in run(checkout).stdout
    assert images(checkout) == before
    assert (checkout / "figures" / "up.svg").stat().st_mtime_ns == drawn
    run(checkout, "up")
    assert (checkout / "figures" / "up.svg").stat().st_mtime_ns > drawn


def test_numbers_that_cannot_be_told_name_their_line_and_leave_all_as_it_was(checkout):
    run(checkout)
    old = images(checkout)
    write(checkout, "up", FIGURE + ARRAYS.replace("SLOPE)", "SLOPE) / nothing"))
    said = run(checkout)
    assert said.stderr == ("scripts/figures/q03_forget_gate/up.py:21: NameError: name 'nothing' is not defined\n")
    assert images(checkout) == old


def test_the_same_sources_make_the_same_bytes_and_check_all_proves_it(checkout):
    run(checkout, seed="1")
    before = images(checkout)
    named = run(checkout, "up", "down", seed="2")
    assert named.stdout.count("same bytes") == 2
    assert images(checkout) == before
    assert run(checkout, "--check", "--all").returncode == 0
    (checkout / "figures" / "up.narrow.svg").write_bytes(before["up.narrow.svg"].replace(b"slope", b"slant"))
    tampered = run(checkout, "--check", "--all")
    assert tampered.returncode == 1
    assert tampered.stderr == ("figures/up.svg: is not what its module draws; run python -m scripts.figures up\n")


def test_check_names_all_that_is_stale_and_writes_nothing(checkout):
    said = run(checkout, "--check")
    assert said.returncode == 1
    assert said.stderr.splitlines() == [
        "figures/down.svg: stale; run python -m scripts.figures down",
        "figures/up.svg: stale; run python -m scripts.figures up",
    ]
    assert images(checkout) == {}


def test_an_error_in_one_names_its_line_and_the_others_are_drawn(checkout):
    run(checkout)
    old = images(checkout)
    write(checkout, "up", FIGURE.replace("color=kit.INK", "color=kit.INK, lw=1 / 0"))
    write(checkout, "down", FIGURE.replace("A line.", "Another."))
    write(checkout, "syntax", "ALT = 'x'\nCAPTION = (")
    write(
        checkout,
        "short",
        FIGURE.replace("A straight line that goes up by the slope at every step, so that it ends", ""),
    )
    write(checkout, "bare", FIGURE.replace('CAPTION = "A line."', 'CAPTION = " "'))
    write(
        checkout,
        "tiny",
        FIGURE.replace("    return figure", "    figure.text(0.5, 0.5, 'tiny', size=4)\n    return figure"),
    )
    write(checkout, "missing", FIGURE.replace("    return figure", "    kit.data('no')\n    return figure"))
    write(checkout, "nameless", 'ALT = "x" * 80\n')
    write(
        checkout,
        "phone",
        FIGURE.replace("    return", "    figure.text(0.6, 0.5, 'too long a text for a phone')\n    return"),
    )
    write(checkout, "wide", FIGURE.replace("narrow=False", "").replace(", narrow=narrow", ""))
    said = run(checkout)
    assert said.returncode == 1
    assert sorted(said.stderr.splitlines()) == [
        "scripts/figures/q03_forget_gate/bare.py:7: CAPTION is empty; say what to see first",
        "scripts/figures/q03_forget_gate/missing.py:14: figures/data/no.json is missing; run python -m "
        "scripts.experiments no",
        "scripts/figures/q03_forget_gate/nameless.py:1: AttributeError: module "
        "'scripts.figures.q03_forget_gate.nameless' has no attribute 'CAPTION'",
        "scripts/figures/q03_forget_gate/phone.py:10: on a phone: the text 'too long a text for a phone' runs off the "
        "figure; move it or make the figure larger",
        "scripts/figures/q03_forget_gate/short.py:6: ALT has 22 characters; say what is found in 60 to 300",
        "scripts/figures/q03_forget_gate/syntax.py:2: SyntaxError: '(' was never closed",
        "scripts/figures/q03_forget_gate/tiny.py:10: the text 'tiny' is 4.0 pt; make it 9 or more",
        "scripts/figures/q03_forget_gate/up.py:13: ZeroDivisionError: division by zero",
        "scripts/figures/q03_forget_gate/wide.py:10: TypeError: draw() got an unexpected keyword argument 'narrow'",
    ]
    assert said.stdout.count("its files are left as they were") == 9
    new = images(checkout)
    assert new["up.svg"] == old["up.svg"]
    assert new["down.svg"] != old["down.svg"]
    assert sorted(new) == ["down.narrow.svg", "down.svg", "up.narrow.svg", "up.svg"]


def test_an_image_without_a_module_is_reported(checkout):
    run(checkout)
    (checkout / "figures" / "down.txt").write_text("Numbers.")
    (checkout / "scripts" / "figures" / "q03_forget_gate" / "up.py").unlink()
    said = run(checkout)
    assert said.returncode == 1
    assert said.stderr.splitlines() == [
        "figures/down.txt: no module of that name in scripts/figures has arrays(); delete the file or write the module"
    ] + [
        f"figures/{name}: no module of that name in scripts/figures draws it; delete the file or write the module"
        for name in ("up.narrow.svg", "up.svg")
    ]
    assert "up.svg" in images(checkout)


def test_an_unknown_name_is_refused_with_those_that_exist(checkout):
    said = run(checkout, "upp")
    assert said.returncode == 2
    assert said.stderr == "no room of scripts/figures has a module upp.py; there are down, up\n"


def test_a_worker_that_dies_is_reported(checkout):
    write(checkout, "up", FIGURE.replace("    figure = kit", "    import os\n\n    os._exit(3)\n    figure = kit"))
    said = run(checkout, "up")
    assert said.returncode == 1
    assert said.stderr.startswith("figures/up.svg: the worker died")
