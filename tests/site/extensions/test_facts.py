"""The tables of what libraries do, as the site shows them."""

import pytest

from scripts.facts.libraries import LIBRARIES
from scripts.facts.subjects import SUBJECTS
from scripts.site.extensions.facts import anchors


def text(element) -> str:
    return " ".join("".join(element.itertext()).split())


@pytest.fixture
def shown(project):
    return project.tree(project.html("# Facts\n\nBefore.\n\n<!-- facts -->\n\nAfter.\n", path="docs/reference/x.md"))


def test_every_subject_is_a_section_with_one_table(shown):
    assert [text(heading) for heading in shown.findall("h2")] == [*SUBJECTS]
    assert [table.get("aria-label") for table in shown.findall("table")] == [*SUBJECTS]
    tags = [child.tag for child in shown]
    assert tags == ["h1", "p", "p", *["h2", "table"] * len(SUBJECTS), "p"]


def test_every_cell_of_every_library_is_shown_once_with_how_it_is_known(shown):
    rows = {}
    for body in shown.iter("tbody"):
        name = body.find("tr/th[@scope='rowgroup']").get("id").removeprefix("fact-")
        for row in body.findall("tr")[1:]:
            known = row.find("td/small")
            rows[row.find("th").text, name] = text(row.find("td")), text(known), known.find("a")
    wanted = {(library.title, name): cell for library in LIBRARIES for name, cell in library.cells.items()}
    assert rows.keys() == wanted.keys()
    for at, (said, known, link) in rows.items():
        cell = wanted[at]
        assert said.replace("−", "-") == f"{cell.value} {known}".replace("−", "-").replace("'", "’"), at
        assert known == ("documented" if cell.documented else "run")
        assert (link is not None and link.get("href")) == (cell.documented or False)


def test_versions_are_said(shown):
    said = text(shown.findall("p")[1])
    assert all(f"{library.title} {library.version}" in said for library in LIBRARIES)


def test_anchors_are_those_that_links_may_name(shown):
    ids = {element.get("id") for element in shown.iter() if element.get("id")}
    assert {*anchors()} == ids - {"facts"}


def test_a_label_has_its_code_in_code_font(shown):
    body = next(one for one in shown.iter("th") if one.get("id") == "fact-lstm.dropout.default")
    assert (text(body), body.find("code").text) == ("LSTM: dropout, default", "dropout")


def test_the_tables_need_their_marker(project):
    assert "<table" not in project.html("# Facts\n\n`<!-- facts -->`\n\n<!-- fact -->\n", path="docs/reference/x.md")
