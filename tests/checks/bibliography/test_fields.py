"""Sources in other layouts and of other kinds that are right; the corpus has those that are wrong."""

import pytest

from scripts.checks.bibliography.bibtex import NEEDS, Lines
from scripts.site.extensions import references

ENTRY = "@{kind}{{smith{year},\n  author = {{Ann Smith}},\n  title = {{T}},\n{more}  year = {{{year}}}\n}}\n"


def entry(more: str, kind: str = "misc", year: int = 2020) -> str:
    return ENTRY.format(kind=kind, more=f"  {more},\n" if more else "", year=year)


@pytest.mark.parametrize(
    "more",
    [
        'howpublished = "GitHub"',
        "howpublished={Data set}",
        "number = 3",
        "note = {{Braces {inside} of it}}",
        "note = {A comma, and an = sign}",
        "doi = {10.1162/089976600300015015}",
        "doi = {10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-Q}",
        "isbn = {978-0-262-03561-3}",
        "isbn = {0-262-03384-4}",
        "isbn = {080442957X}",
        "url = {https://openreview.net/forum?id=NAve1peGVPu}",
        "pages = {e0180944}",
        "pages = {12--34}",
        "editor = {Smith, John and {Axon contributors}}",
        "note = {Jürgen, Łukasz and Ågren: 50\\% of β}",
    ],
)
def test_right(site, more):
    site.write("docs/references.bib", site.read("docs/references.bib") + "\n" + entry(more))
    site.edit("[@gers2000forget]", "[@gers2000forget; @smith2020]")
    assert site.problems() == []


@pytest.mark.parametrize(("number", "year"), [("1211.5063", 2013), ("cmp-lg/9404003", 1994)])
def test_both_kinds_of_arxiv_numbers(site, number, year):
    site.write("docs/references.bib", site.read("docs/references.bib") + entry(f"eprint = {{{number}}}", year=year))
    site.edit("[@gers2000forget]", f"[@gers2000forget; @smith{year}]")
    assert site.problems() == []


def test_the_last_field_may_have_a_comma():
    assert Lines(entry("").replace("{2020}", "{2020},")).slips == []


def test_what_each_kind_needs_is_what_the_style_asks_for():
    styled = {name[4:-9] for name in dir(references._Style) if name.startswith("get_") and name.endswith("_template")}
    assert set(NEEDS) <= styled
    for kind, needed in NEEDS.items():
        (fields,) = (Lines(entry(f"{needed} = {{N}}" if needed else "", kind)).fields,)
        parsed = references.parse_string(entry(f"{needed} = {{N}}" if needed else "", kind), "bibtex")
        assert len(fields) == 3 + bool(needed)
        references._style().format_entry("smith2020", parsed.entries["smith2020"])


def test_a_missing_file(site):
    (site.root / "docs" / "references.bib").unlink()
    assert [problem for problem in site.problems() if "references.bib" in problem] == [
        "docs/references.bib:1: the file is missing; write the sources of the pages into it"
    ]
