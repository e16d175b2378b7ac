"""Figures: size, caption and words, and what is said of a figure that is not there."""

import re
import xml.etree.ElementTree as etree

import pytest

from scripts.site.extensions import figures, report


def test_an_image_alone_in_a_paragraph_becomes_a_figure(project):
    project.figure("curve", "Half of *it* is gone after $k$ steps, 2.2&lt;!-- = 1 + 1.2 --&gt; of them.")
    page = project.html("Text.\n\n![Words & more](../figures/curve.svg)\n\nText.", path="docs/notes.md")
    figure = etree.fromstring(re.search(r"<figure.*</figure>", page, re.DOTALL)[0])
    assert figure.attrib == {"class": "figure", "id": "figure-curve"}
    # As seen from docs/notes.md if figures/ lay in docs/: the one link that every generator writes right.
    assert figure.find("a").attrib == {"class": "figure-link", "href": "figures/curve.svg"}
    source, image = figure.find("a/picture")
    assert source.attrib == {
        "media": "(max-width: 599px)",
        "srcset": "figures/curve.narrow.svg",
        "width": "346",
        "height": "401",
    }
    assert image.attrib == {
        "src": "figures/curve.svg",
        "alt": "Words & more",
        "width": "672",
        "height": "374",
        "loading": "lazy",
        "decoding": "async",
    }
    caption = figure.find("figcaption")
    assert caption.find("em").text == "it"
    assert caption.find("span/math") is not None
    assert "".join(caption.itertext()).endswith("steps, 2.2 of them.")
    assert "<p>Text.</p>" in page


@pytest.mark.parametrize(("path", "up"), [("docs/notes.md", ""), ("docs/lab/stepper.md", "../")])
def test_behind_the_caption_stands_a_link_to_the_numbers_of_a_figure_that_has_any(project, path, up):
    project.figure("falling_curve", "After $k$ steps.")
    project.figure("cell", "A cell.")
    project.write("figures/falling_curve.txt", "kept: 1.")
    text = f"![Alt](../{up}figures/falling_curve.svg)\n\n![Alt](../{up}figures/cell.svg)\n"
    plotted, drawn = map(
        etree.fromstring, re.findall(r"(?s)<figcaption.*?</figcaption>", project.html(text, path=path))
    )
    (*_, link) = plotted
    assert link.attrib == {
        "class": "figure-numbers",
        "href": f"{up}figures/falling_curve.txt",
        "aria-label": "The numbers of this figure: falling curve",
    }
    assert "".join(plotted.itertext()).endswith(" steps. The numbers")
    assert not list(drawn)


def test_a_figure_that_a_phone_cannot_show_is_reported(project, problems):
    project.figure("curve", "Caption.").with_name("curve.narrow.svg").unlink()
    (problem,) = problems("![Alt](../figures/curve.svg)\n")
    says = "figure ../figures/curve.svg has no drawing for a phone, curve.narrow.svg; make it with `make figures`"
    assert problem == f"docs/notes.md:1: {says}"


def test_in_a_list_and_in_a_folded_part(project):
    project.figure("curve", "Caption.")
    text = "- one\n\n    ![Alt](../figures/curve.svg)\n\n## Follow-ups\n\n### Why?\n\n![Alt](../figures/curve.svg)\n"
    assert project.html(text).count("<figcaption>Caption.</figcaption>") == 2


@pytest.mark.parametrize(
    "text",
    ["![Alt](../figures/curve.svg) with words", "![Alt](assets/photo.png)", "`![Alt](../figures/curve.svg)`"],
)
def test_other_images_are_left_alone(project, text):
    project.figure("curve", "Caption.")
    assert "<figure" not in project.html(text)


@pytest.mark.parametrize(
    ("path", "text", "leads_to"),
    [
        ("docs/lab/stepper.md", "![Alt](../../figures/curve.svg)", "../figures/curve.svg"),
        ("docs/notes.md", "![Alt](../figures/curve.svg) with words", "figures/curve.svg"),
        ("docs/lab/stepper.md", "![Alt](../figures/curve.svg) with words", "../figures/curve.svg"),
        ("docs/notes.md", "![Alt](assets/photo.png)", "assets/photo.png"),
    ],
)
def test_links_lead_to_where_a_generator_finds_the_figure(project, path, text, leads_to):
    project.figure("curve", "Caption.")
    assert f'src="{leads_to}"' in project.html(text, path=path)


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("../figures/curv.svg", 'no figure ../figures/curv.svg (did you mean "curve"?); make it with `make figures`'),
        ("../figures/zzz.svg", "no figure ../figures/zzz.svg; make it"),
        ("../figures/curve.png", 'no figure ../figures/curve.png (did you mean "curve"?)'),
        ("../../figures/curve.svg", "../../figures/curve.svg does not lead to the figure from here; write ../figures/"),
        ("../figures/bare.svg", "figure ../figures/bare.svg: it has no <desc>"),
        ("../figures/sizeless.svg", "figure ../figures/sizeless.svg: its size cannot be read"),
        ("../figures/torn.svg", "figure ../figures/torn.svg: its size cannot be read"),
    ],
)
def test_a_wrong_figure_is_reported_with_its_line(project, problems, path, says):
    project.figure("curve", "Caption.")
    for name, wrong in {
        "bare": '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
        "sizeless": '<svg xmlns="http://www.w3.org/2000/svg"><desc>x</desc></svg>',
        "torn": "<svg",
    }.items():
        project.figure(name, "Caption.")
        project.write(f"figures/{name}.svg", wrong)
    (problem,) = problems(f"`({path})`\n\nText.\n\n![Alt]({path})\n", front="---\nshort: s\n---\n")
    assert problem.startswith(f"docs/notes.md:8: {says}")


def test_a_broken_figure_leaves_no_link_of_which_a_generator_would_complain_once_more(project):
    with report.collecting():
        assert "zzz" not in project.html("![Alt](../figures/zzz.svg)\n")


def test_a_figure_drawn_anew_is_read_anew(project):
    path = project.figure("curve", "One\n2.2&lt;!-- = 1 + 1.2 --&gt;.")
    assert figures.caption("curve") == "One 2.2."
    path.write_text(path.read_text(encoding="utf-8").replace("One\n", "Two "), encoding="utf-8")
    assert figures.caption("curve") == "Two 2.2."
