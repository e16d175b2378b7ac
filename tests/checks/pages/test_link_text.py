"""Brackets that make no link are told from those that are meant as they stand."""

import pytest

OLD = "[home](../index.md)"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[x](a b.md)", "[x](a b.md) is no link; write %20 for a space, or rename the file"),
        ("![x](a b.svg)", "![x](a b.svg) is no link; write %20 for a space, or rename the file"),
        ("[`x`](vbscript:x)", "](vbscript:x) is no link; link to a page, or to an address that starts with https://"),
        ("[x]  (https://example.org)", "[x]  (https://example.org) is no link; remove the space between ] and ("),
        ("[x](../index.md", "[x](../index.md is no link; write [text](target)"),
        ("[x]: file:///x", "[x]: file:///x defines no link; write [text](target) in the sentence"),
        ("see www.example.org.", "a bare address: www.example.org; write [what it is](address)"),
        ("[](../index.md)", "a link without text; say what it leads to"),
        ("[This page.](../index.md)", 'a link on "This page."; put it on the words that say what it leads to'),
    ],
)
def test_found(site, text, problem):
    site.edit(OLD, f"There.\n\n{text}\n\nAnd")
    assert [one.split(": ", 1)[1] for one in site.problems()] == [problem]


@pytest.mark.parametrize(
    "text",
    [
        "[here too](../index.md)",
        "[`cell`](../index.md) and [*that*](../index.md)",
        "a value in [0, 1] (closed) or [0, 1) (half open)",
        "`[x](a b.md)` and `https://example.org`",
        "[x](https://example.org/a_(b))",
        "$a[0](x)$",
    ],
)
def test_left_alone(site, text):
    assert site.broken(OLD, text) == []
