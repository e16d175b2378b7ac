"""Links that lead nowhere, and those that do."""

import pytest

OLD = "[home](../index.md)"


@pytest.mark.parametrize(
    ("link", "problem"),
    [
        ("[x](../indx.md)", '../indx.md leads nowhere (did you mean "index.md"?); correct the link'),
        ("[x](#in-number)", 'no heading #in-number in P (did you mean "in-numbers"?); correct the anchor'),
        ("[x](../index.md#start)", "no heading #start in docs/index.md"),
        ("[x](#solution)", "no heading #solution in P; correct the anchor"),
        ("[x](07-vanishing-gradient.md)", "question 7 is not written yet; name it without a link"),
        ("[x](07-vanishing-gradient.md#in-code)", "question 7 is not written yet; name it without a link"),
        ("[x](03-gate.md)", "03-gate.md leads nowhere"),
        ("[x](/questions/)", "/questions/ starts at the host's root; write a link relative to this file"),
        (
            "[x](../../scripts/figures/q03_forget_gate/retention.py)",
            "../../scripts/figures/q03_forget_gate/retention.py leads out of the site; name the",
        ),
        ("[x](..)", ".. leads to a folder; link to a file in it"),
        (
            "[x](https://guide.example/questions/)",
            "https://guide.example/questions/ leads to our own page by its address; write a relative link to the .md",
        ),
        ("[x][home]", "[x][home] leads nowhere; define the reference, or write [text](target)"),
    ],
)
def test_leads_nowhere(site, link, problem):
    (found,) = site.broken(OLD, link)
    assert found.startswith(f"P:L: {problem}")


@pytest.mark.parametrize(
    "link",
    [
        "[x](#a-half-life)",
        "[x](#in-numbers)",
        "[x](#sources)",
        "[x](#source-gers2000forget)",
        "[x](#figure-retention)",
        "[x](#related)",
        "[x](#how-does-the-forget-gate-work-in-lstm)",
        "[x](../index.md#where-to-start)",
        "[x](../index.md#topic-cell)",
        "[x](../index.md#again)",
        "[x](../index.md#own-id)",
        "[x](../index.md#where-to-start_1)",
        "[x](https://example.org/indx.md)",
        "[x][home]\n\n[home]: ../index.md\n\nAnd",
        "`[x](nowhere.md)`",
        "a[0][1]",
    ],
)
def test_leads_somewhere(site, link):
    more = '\n## Where to start\n\n## Here {#own-id}\n\n<a id="again"></a>\n\n<!-- questions -->\n'
    site.write("docs/index.md", site.read("docs/index.md") + more)
    site.edit(OLD, link)
    assert site.problems() == []


def test_links_and_images_in_html(site):
    block = '<div>\n<a href="docs/indx.md">x</a> <img src="docs/index.md">\n</div>'
    inline = '<a href="nowhere.md">y</a> <a href="https://[">z</a>'
    site.write("README.md", f"# Guide\n\n{block}\n\n{inline}\n\n![z](nothing.png)\n")
    assert site.problems() == [
        'README.md:4: docs/indx.md leads nowhere (did you mean "index.md"?); correct the link',
        "README.md:7: https://[ is no address; correct the link",
        "README.md:7: nowhere.md leads nowhere; correct the link",
        "README.md:9: nothing.png leads nowhere; correct the link",
    ]


def test_list_of_all_sources(site):
    site.write("docs/sources.md", "# All\n\n[@*]\n")
    site.edit(OLD, "[x](../sources.md#source-gers2000forget)")
    assert site.problems() == []
    (found,) = site.broken("#source-gers2000forget)", "#source-nobody)")
    assert found.startswith("P:L: no heading #source-nobody in docs/sources.md")


def test_readme_may_link_to_any_file(site):
    site.write("README.md", "# Guide\n\n[pages](docs/index.md), [code](scripts/figures/), [no](scripts/nothing.py)\n")
    assert site.problems() == ["README.md:3: scripts/nothing.py leads nowhere; correct the link"]
