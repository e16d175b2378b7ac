"""The tables as a whole: names, labels, versions, and that a cell which is changed fails by name."""

from importlib.metadata import version

import pytest

from scripts.facts.cell import Cell
from scripts.facts.libraries import LIBRARIES
from scripts.facts.subjects import SUBJECTS
from tests.facts.test_cells import PROBES, RUN, hold

PACKAGES = {"torch": "torch", "keras": "keras", "onnx": "onnxruntime", "flax": "flax"}
LABELS = [(name, label) for labels in SUBJECTS.values() for name, label in labels.items()]


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.name)
def test_the_version_is_the_one_that_runs(library):
    assert version(PACKAGES[library.name]).startswith(f"{library.version}.")


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.name)
def test_no_name_is_the_beginning_of_another(library):
    for name in library.cells:
        below = [other for other in library.cells if other.startswith(f"{name}.")]
        assert not below, f"{library.name}.{name} has a value and facts below it: {', '.join(below)}"


def test_every_fact_has_its_place_on_the_page_and_every_place_a_fact():
    names = [name for name, _ in LABELS]
    assert len(names) == len(set(names))
    assert set(names) == {name for library in LIBRARIES for name in library.cells}


def test_no_two_facts_of_a_subject_have_the_same_label():
    for subject, labels in SUBJECTS.items():
        assert len(set(labels.values())) == len(labels), subject


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.name)
def test_what_is_documented_says_where_and_is_not_run(library):
    for name, cell in library.cells.items():
        if cell.documented:
            assert cell.documented.startswith("https://"), name
            assert name not in PROBES[library.name], f"{library.name}.{name} is run: it is no more documented only"


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.name)
def test_every_probe_has_its_cell(library):
    run = {name for name, cell in library.cells.items() if not cell.documented}
    assert not PROBES[library.name].keys() - run


def other(value):
    """Another value of the same kind, as a slip would make it."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    return "anything" if value is None else ", ".join(value.split(", ")[::-1]) if ", " in value else f"not {value}"


@pytest.mark.parametrize(("library", "name"), RUN, ids=[f"{library.name}.{name}" for library, name in RUN])
def test_a_changed_cell_fails_by_name(library, name):
    cell = library.cells[name]
    with pytest.raises(AssertionError, match=rf"^{library.name}\.{name}: the table says .* gives "):
        hold(library, name, Cell(other(cell.value)), cell.value)
