"""The file of sources: how its entries stand in a list, and what is said of a slip in it."""

import xml.etree.ElementTree as etree

import pytest
from pybtex.richtext import Text

from scripts.site.extensions import references


def visible(page: str) -> str:
    """The text of a page, tags removed."""
    return " ".join("".join(etree.fromstring(f"<x>{page}</x>").itertext()).split())


def test_an_entry_as_it_stands_in_the_list(project):
    page = project.html("[@gers2000forget; @tallec2018warp; @cho2014b]")
    assert (
        "Gers et al. 2000 Felix A. Gers, Jürgen Schmidhuber and Fred Cummins. Learning to Forget: Continual Prediction "
        "with LSTM. Neural Computation, 12(10):2451–2471, 2000. doi:10.1162/089976600300015015."
    ) in visible(page)
    assert "First &amp; foremost" in page
    for link in (
        '<a href="https://doi.org/10.1162/089976600300015015">doi:10.1162/089976600300015015</a>',
        '<a href="https://arxiv.org/abs/1804.11188">arXiv:1804.11188</a>',
        '<a href="https://www.example.org/a?b=1&amp;c=2">example.org</a>',
    ):
        assert link in page


@pytest.mark.parametrize(
    ("broken", "line", "says"),
    [
        ("@misc{x, title = {A}, year = {2000}}", 17, "x has no author; add author = {…}"),
        ("@misc{x, author = {A}, title = {B}}", 17, "x has no year; add year = {…}"),
        ("@misc{x, author = {A}, title = {B", 17, "not BibTeX: premature end of file"),
        ("\n@misc{cho2014a, author = {A}, title = {B}, year = {1}}", 18, "repeated bibliography entry: cho2014a"),
        ("@article{x, author = {A}, title = {B}, year = {1}}", 17, "x: missing journal; add the field"),
    ],
)
def test_a_slip_in_the_file_of_sources_is_reported_with_its_line(project, problems, broken, line, says):
    project.append("docs/references.bib", broken)
    found = problems("[@x]" if "journal" in says else "[@cho2014a]")
    assert [problem for problem in found if problem.startswith(f"docs/references.bib:{line}: {says}")], found


def test_a_missing_file_of_sources(project, problems):
    (project.root / "docs" / "references.bib").unlink()
    assert problems("[@cho2014a]") == [
        "docs/references.bib:1: the file is missing; write the sources of the pages into it"
    ]


def test_the_file_of_sources_is_read_again_when_it_changes(project):
    assert "year" in references.library().entries["cho2014a"].fields
    path = project.root / "docs" / "references.bib"
    path.write_text(path.read_text(encoding="utf-8").replace("2014}", "2015}"), encoding="utf-8")
    assert references.labels(["cho2014a"]) == {"cho2014a": "van Merriënboer 2015"}


def test_kinds_of_thesis(project):
    entry = "author = {Sepp Hochreiter}, title = {{T}}, school = {TU}, year = {1991}, type = {Diploma thesis}"
    project.write("docs/references.bib", f"@mastersthesis{{a, {entry}}}")
    assert "Diploma thesis, TU, 1991." in visible(project.html("[@a]"))


def test_sources_are_in_the_order_of_their_names(project):
    people = {"a": "{Zed contributors}", "b": "Åke Åström", "c": "Ann Bee", "d": "{apache}"}
    for key, author in people.items():
        project.append(
            "docs/references.bib", f"@misc{{{key}, author = {{{author}}}, title = {{T}}, year = {{2000}}}}\n"
        )
    assert references.sort("abcd") == ["d", "b", "c", "a"]


@pytest.mark.parametrize(
    "latex", ["Gers", "{LSTM} and {GRU}: a view", "{{Deep} nets}", "10.1162/x", "pp", "1--2", "a  b"]
)
def test_plain_words_come_out_as_pybtex_reads_them(latex):
    assert repr(references.rich(latex)) == repr(references._read_latex(latex))


def test_only_what_latex_changes_is_decoded():
    changed = ["1--2", "a~b", "\\'e", "it's", "``a''", "a  b", " a", "a\nb", "$x$", "50\\%", "a % b", "Viégas"]
    assert not any(map(references._PLAIN.fullmatch, changed))


def test_each_text_is_read_once():
    assert references.rich("{LSTM}") is references.rich("{LSTM}")
    assert Text.from_latex("{LSTM}") is references.rich("{LSTM}")
