"""Citations in a text, the sources at its end, the bibliography of the site, and what is said of a wrong key."""

import re
import xml.etree.ElementTree as etree

import pytest


def visible(page: str) -> str:
    """The text of a page, tags removed."""
    return " ".join("".join(etree.fromstring(f"<x>{page}</x>").itertext()).split())


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("[@cho2014a]", "(van Merriënboer 2014)"),
        ("[@tallec2018warp]", "(Tallec and Ollivier 2018)"),
        ("[@gers2000forget]", "(Gers et al. 2000)"),
        ("[@gers2000forget; @tallec2018warp]", "(Gers et al. 2000; Tallec and Ollivier 2018)"),
        ("[@gers2000forget;\n@tallec2018warp]", "(Gers et al. 2000; Tallec and Ollivier 2018)"),
        ("[@cho2014a] [@cho2014b]", "(van Merriënboer 2014b) (van Merriënboer 2014a)"),
    ],
)
def test_author_and_year(project, text, reads):
    assert visible(project.html(text)).startswith(reads + " Sources")


def test_links_lead_to_the_source_and_back(project):
    page = project.html("One [@gers2000forget].\n\nTwo [@tallec2018warp; @gers2000forget].")
    assert re.findall(r'<a class="citation-link" href="#([^"]+)" id="([^"]+)" title="([^"]+)"', page) == [
        ("source-gers2000forget", "cite-gers2000forget-1", "Learning to Forget: Continual Prediction with LSTM"),
        ("source-tallec2018warp", "cite-tallec2018warp-1", "Can recurrent neural networks warp time?"),
        ("source-gers2000forget", "cite-gers2000forget-2", "Learning to Forget: Continual Prediction with LSTM"),
    ]
    assert re.findall(r'<li id="([^"]+)"', page) == ["source-gers2000forget", "source-tallec2018warp"]
    assert re.findall(r'class="source-back" href="#([^"]+)"', page) == [
        "cite-gers2000forget-1",
        "cite-gers2000forget-2",
        "cite-tallec2018warp-1",
    ]


def test_sources_are_in_the_table_of_contents_and_only_where_something_is_cited(project):
    converter = project.converter()
    converter.convert("# Title\n\n[@cho2014a]\n")
    assert [(token["name"], token["id"]) for token in converter.toc_tokens[0]["children"]] == [("Sources", "sources")]
    assert "Sources" not in project.html("# Title\n\nNothing cited.\n")


def test_code_is_left_alone(project):
    page = project.html("`[@nobody]`\n\n```\n[@nobody]\n```\n\n    [@nobody]\n\n\\[@nobody]\n")
    assert page.count("[@nobody]") == 4
    assert "citation" not in page


def test_a_citation_in_a_caption(project):
    project.figure("curve", "After [@cho2014a].")
    page = project.html("Text [@cho2014a].\n\n![Alt](../figures/curve.svg)\n")
    assert "<figcaption>After <span" in page
    assert re.findall(r'id="(cite[^"]+)"', page) == ["cite-cho2014a-1", "cite-cho2014a-2"]


def test_a_citation_in_a_folded_part(project):
    page = project.html("## Follow-ups\n\n### Why?\n\nBecause [@cho2014a].\n")
    assert "(van Merriënboer 2014)" in visible(page)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("`[@gers2000]` [@gers2000forget]\n\n[@gers2000]", 'unknown source "gers2000" (did you mean "gers2000f'),
        ("x\n\n[@gers2000forget; @zzz]", 'unknown source "zzz"; correct the key or add the source to docs/references'),
        ("x\n\n[@GERS2000FORGET]", 'unknown source "GERS2000FORGET"'),
        ("x\n\n[@cho2014a, p. 3]", '"[@cho2014a, p. 3]" is not a citation; write [@key]'),
        ("x\n\nText [@*]", "[@*] stands alone in a paragraph"),
    ],
)
def test_a_wrong_key_is_reported_with_its_line(problems, text, says):
    (problem,) = problems(text, front="---\nshort: s\n---\n")
    assert problem.startswith(f"docs/notes.md:6: {says}")


def test_all_wrong_keys_of_a_page(problems):
    found = problems("[@one]\n\n[@two; @three]\n\n[@one]\n")
    assert [problem.split(";")[0] for problem in found] == [
        'docs/notes.md:1: unknown source "one"',
        'docs/notes.md:3: unknown source "two"',
        'docs/notes.md:3: unknown source "three"',
        'docs/notes.md:5: unknown source "one"',
    ]


def test_the_bibliography_of_the_site_names_the_pages_that_cite(project):
    front = "---\nnumber: {}\nquestion: Why {}?\n---\n"
    project.figure("curve", "After [@cho2014b].")
    project.write("docs/questions/07-b.md", front.format(7, 7) + "[@tallec2018warp] `[@cho2014a]`\n")
    project.write("docs/questions/03-a.md", front.format(3, 3) + "[@cho2014a;\n@tallec2018warp]\n")
    project.write("docs/lab/stepper.md", "![x](../../figures/curve.svg)\n")
    page = project.html("# Sources\n\n[@*]\n", path="docs/reference/bibliography.md")
    items = dict(re.findall(r'<li id="source-(\w+)">(.*?)</li>', page))
    assert list(items) == ["gers2000forget", "tallec2018warp", "cho2014b", "cho2014a"]
    cited = {key: re.findall(r'<a href="(\.\./[^"]+)"[^>]*>([^<]+)</a>', item) for key, item in items.items()}
    assert cited == {
        "gers2000forget": [],
        "tallec2018warp": [("../questions/03-a.md", "3"), ("../questions/07-b.md", "7")],
        "cho2014a": [("../questions/03-a.md", "question 3")],
        "cho2014b": [("../lab/stepper.md", "stepper")],
    }
    assert "Cited in questions 3 and 7" in re.sub("<[^>]+>", "", items["tallec2018warp"])
    assert "Cited in question 3" in re.sub("<[^>]+>", "", items["cho2014a"])


def test_no_line_ends_within_et_al(project):
    page = project.html("Text [@gers2000forget].\n")
    assert '<span class="unbroken">et al.</span> 2000</a>' in page
