"""Citations and the sources they name."""

import pytest


@pytest.mark.parametrize(
    ("new", "problem"),
    [
        (
            "[@gers2000forgot; @gers2000forget]",
            'unknown source "gers2000forgot" (did you mean "gers2000forget"?); '
            "correct the key or add the source to docs/references.bib",
        ),
        ("[@lstm; @gers2000forget]", 'unknown source "lstm"; correct the key or add the source to docs/references.bib'),
        (
            "[@gers2000forget, page 3] [@gers2000forget]",
            '"[@gers2000forget, page 3]" is no citation; write [@key], or [@key; @other]',
        ),
        ("[@] [@gers2000forget]", '"[@]" is no citation; write [@key], or [@key; @other]'),
    ],
)
def test_wrong(site, new, problem):
    assert site.broken("[@gers2000forget]", new) == [f"P:L: {problem}"]


def test_right(site):
    site.edit("[@gers2000forget]", "[@gers2000forget; @greff2017odyssey]")
    site.write("docs/sources.md", "# Sources\n\n[@*]\n")
    assert site.problems() == []


def test_unused(site):
    site.edit(
        "@article{greff",
        "@misc{nobody2020,\n  author = {A Nobody},\n  title = {T},\n  year = {2020}\n}\n\n@article{greff",
        "docs/references.bib",
    )
    assert site.problems() == ['docs/references.bib:8: no page cites "nobody2020"; cite it or remove the entry']


def test_list_of_all_sources_cites_none(site):
    site.write("docs/sources.md", "# Sources\n\n[@*]\n")
    site.edit("[@gers2000forget]", "[@greff2017odyssey]")
    assert 'docs/references.bib:1: no page cites "gers2000forget"; cite it or remove the entry' in site.problems()


def test_caption(site):
    site.draw("retention", *texts(site, "Half is gone. [@gers2000forgot]"))
    assert site.problems() == [
        'scripts/figures/q03_forget_gate/retention.py:4: unknown source "gers2000forgot" (did you mean '
        '"gers2000forget"?); '
        "correct the key or add the source to docs/references.bib"
    ]


def texts(site, caption):
    alt = site.read().split("![")[2].split("]")[0]
    return alt, f"{caption} After 2.2<!-- = half_life(sigmoid(1)) --> steps."


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("  year = {2000}\n}", "  year = {2000}\n", "docs/references.bib:1: the entry gers2000forget is not closed"),
        ("  title = {Learning", "  title {Learning", "docs/references.bib:3: not a field: "),
        ("greff2017odyssey,", "gers2000forget,", "docs/references.bib:8: "),
    ],
)
def test_malformed(site, old, new, problem):
    site.edit(old, new, "docs/references.bib")
    (found,) = site.problems()
    assert found.startswith(problem)
    assert "; " in found


def test_not_utf8(site):
    path = site.root / "docs" / "references.bib"
    path.write_bytes(path.read_bytes().replace(b"Felix", b"F\xe9lix"))
    assert site.problems() == ["docs/references.bib:2: not UTF-8: byte 0xe9 at column 14; save the file as UTF-8"]


def test_missing(site):
    (site.root / "docs" / "references.bib").unlink()
    assert site.problems() == ["docs/references.bib:1: the file is missing; write the sources of the pages into it"]
