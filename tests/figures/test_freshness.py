"""Stale is what has another source, another result or another text; nothing else, and nothing is drawn to know it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.figures.files import files, numbers
from scripts.figures.freshness import Figures

SVG = f'<svg data-digest="{"0" * 64}"><title>curve</title></svg>\n'
TEXT = "\ufeffA curve.\n\nkept: 1.\n\nMade by curve.py, digest 0000000000000000.\n"
FILES = {
    "scripts/__init__.py": "",
    "scripts/figures/__init__.py": "",
    "scripts/figures/numbers.py": "import math",
    "scripts/figures/kit/__init__.py": "from scripts.figures.kit.theme import figure",
    "scripts/figures/kit/theme.py": "from . import palette",
    "scripts/figures/kit/palette.py": "INK = '#000'",
    "scripts/figures/q03_forget_gate/curve.py": (
        "from scripts.figures import kit\n"
        "from scripts.reference import decay, half\n"
        "ALT = CAPTION = ''\n"
        "def arrays(): ...\n"
        "def draw():\n"
        "    import scripts.reference.late\n"
        "    return kit.data('adding').lstm, kit.data('copying'), kit.settings('counting').updates\n"
    ),
    "scripts/figures/q03_forget_gate/other.py": "ALT = ''\ndef draw(): ...",
    "scripts/figures/q03_forget_gate/helper.py": "def main(): ...",
    "scripts/reference/__init__.py": "",
    "scripts/reference/decay.py": "from scripts.reference.deep import deep",
    "scripts/reference/half.py": "import numpy",
    "scripts/reference/late.py": "",
    "scripts/reference/deep.py": "import scripts.reference.deepest as d",
    "scripts/reference/deepest.py": "",
    "scripts/reference/unused.py": "",
    "figures/data/adding.json": json.dumps({"settings": {"updates": 3000}, "results": {"lstm": 1}, "seconds": 3}),
    "figures/data/counting.json": json.dumps({"settings": {"updates": 800}, "results": {"said": 20}}),
    "figures/data/unused.json": json.dumps({"results": {"lstm": 1}}),
}


@pytest.fixture
def root(tmp_path):
    for name, text in FILES.items():
        place = tmp_path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    for name in Figures(tmp_path).names():
        draw(tmp_path, name)
    return tmp_path


def draw(root: Path, name: str) -> None:
    figures = Figures(root)
    for path in files(root / "figures", name):
        path.write_text(figures.stamp(SVG, figures.digest(name)))
    if figures.plots(name):
        numbers(root / "figures", name).write_text(figures.mark(TEXT, figures.digest(name)))


def change(place: Path) -> None:
    place.write_text(place.read_text() + "\n# changed\n")


def test_figures_are_the_modules_that_state_one(root):
    assert Figures(root).names() == ["curve", "other"]


def test_nothing_is_stale_after_drawing(root):
    assert Figures(root).stale() == []


def test_every_module_behind_a_figure_is_found(root):
    assert Figures(root).imports("curve") == sorted(
        [
            *(
                "scripts.figures",
                "scripts.figures.q03_forget_gate.curve",
                "scripts.figures.kit",
                "scripts.figures.kit.palette",
            ),
            *("scripts.figures.kit.theme", "scripts.reference", "scripts.reference.decay", "scripts.reference.deep"),
            *("scripts.reference.deepest", "scripts.reference.half", "scripts.reference.late"),
        ]
    )


@pytest.mark.parametrize(
    "module",
    ["figures/q03_forget_gate/curve", "figures/kit/palette", "reference/half", "reference/late", "reference/deepest"],
)
def test_a_change_anywhere_behind_it_makes_a_figure_stale_and_no_other(root, module):
    change(root / "scripts" / f"{module}.py")
    assert Figures(root).stale() == ["curve"]


@pytest.mark.parametrize("module", ["reference/unused", "figures/q03_forget_gate/helper"])
def test_a_change_elsewhere_does_not(root, module):
    change(root / "scripts" / f"{module}.py")
    assert Figures(root).stale() == []


def test_the_records_of_a_figure_are_those_that_it_and_what_is_behind_it_read(root):
    (root / "scripts/reference/deepest.py").write_text("from kit import data\n\ndeep = data('parity')\n")
    assert Figures(root).records("curve") == {"adding", "copying", "counting", "parity"}
    assert Figures(root).records("other") == set()


def test_new_results_make_it_stale_and_new_seconds_do_not(root):
    place = root / "figures" / "data" / "adding.json"
    place.write_text(json.dumps({"results": {"lstm": 1}, "seconds": 4}, indent=2))
    assert Figures(root).stale() == []
    place.write_text(json.dumps({"results": {"lstm": 2}, "seconds": 4}))
    assert Figures(root).stale() == ["curve"]


def test_other_settings_make_it_stale_where_it_reads_them_and_nowhere_else(root):
    data = root / "figures" / "data"
    (data / "adding.json").write_text(json.dumps({"settings": {"updates": 1700}, "results": {"lstm": 1}}))
    (data / "unused.json").write_text(json.dumps({"settings": {"updates": 1700}, "results": {}}))
    (data / "counting.json").write_text(json.dumps({"settings": {"updates": 800}, "results": {"said": 25}}))
    assert Figures(root).stale() == []
    (data / "counting.json").write_text(json.dumps({"settings": {"updates": 1700}, "results": {"said": 20}}))
    assert Figures(root).stale() == ["curve"]


def test_results_that_appear_make_it_stale(root):
    (root / "figures" / "data" / "copying.json").write_text(json.dumps({"results": {}}))
    assert Figures(root).stale() == ["curve"]


@pytest.mark.parametrize("file", ["curve.svg", "curve.narrow.svg"])
def test_a_missing_an_edited_and_an_unstamped_file_are_stale(root, file):
    place = root / "figures" / file
    drawn = place.read_text()
    for text in (drawn.replace("curve", "curse"), drawn[:-20], SVG.replace("data-digest", "digest"), "", SVG):
        place.write_text(text)
        assert Figures(root).stale() == ["curve"], text
    place.write_bytes(b"\xff\xfe")
    assert Figures(root).stale() == ["curve"]
    place.unlink()
    assert Figures(root).stale() == ["curve"]


def test_missing_edited_and_unmarked_numbers_are_stale_and_the_drawing_is_not(root):
    place = root / "figures" / "curve.txt"
    told = place.read_text()
    for text in (told.replace("kept: 1", "kept: 2"), told[1:], told[:-20], told.replace(", digest", ""), "", TEXT):
        place.write_text(text)
        assert Figures(root).stale() == ["curve"], text
        assert Figures(root).is_drawn("curve")
    place.write_bytes(b"\xff\xfe")
    assert Figures(root).stale() == ["curve"]
    place.unlink()
    assert Figures(root).stale() == ["curve"]


def test_another_way_to_write_numbers_makes_them_stale_and_no_drawing(root):
    change(root / "scripts" / "figures" / "numbers.py")
    figures = Figures(root)
    assert figures.stale() == ["curve"]
    assert figures.is_drawn("curve")


@pytest.mark.parametrize("file", ["curve.svg", "curve.txt"])
def test_line_ends_of_another_system_are_no_change(root, file):
    place = root / "figures" / file
    place.write_bytes(place.read_bytes().replace(b"\n", b"\r\n"))
    assert Figures(root).stale() == []


def test_a_module_that_does_not_parse_is_a_stale_figure(root):
    (root / "scripts" / "figures" / "q03_forget_gate" / "broken.py").write_text("ALT = (")
    (root / "scripts" / "figures" / "q03_forget_gate" / "other.py").write_bytes(b"ALT = '\xff'")
    assert Figures(root).stale() == ["broken", "other"]


def test_another_version_of_matplotlib_makes_all_stale(root, monkeypatch):
    monkeypatch.setattr("scripts.figures.freshness.version", lambda _: "0.0")
    assert Figures(root).stale() == ["curve", "other"]


def test_orphans_are_images_without_a_module_and_numbers_of_none(root):
    for name in ("gone.svg", "lost.narrow.svg", "gone.txt", "other.txt"):
        (root / "figures" / name).write_text(SVG)
    assert Figures(root).orphans() == ["gone.svg", "gone.txt", "lost.narrow.svg", "other.txt"]


def test_asking_neither_loads_matplotlib_nor_any_figure():
    program = (
        "import sys; from scripts.figures.freshness import Figures, stale; stale(); names = Figures().names()\n"
        "loaded = [m for m in sys.modules if m in ('matplotlib', 'numpy') or m.startswith('scripts.figures.')]\n"
        "print(len(names) > 5, sorted(loaded))"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert said == "True ['scripts.figures.files', 'scripts.figures.freshness']\n"
