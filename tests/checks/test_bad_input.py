"""Everything that can be wrong with a page gets a message with file and line, and all of it in one run.

`P` stands for the page, `L` for the line that was edited.
"""

import pytest

SHORT = "The forget gate is the fraction of the old cell state that is kept"
BROKEN = {
    "front matter": (
        "short: The forget",
        "short: gate: The forget",
        "P:L: front matter is not YAML: mapping values are not allowed here; "
        "put a value with a colon, a # or quotes between quotes",
    ),
    "TeX": (
        r"\odot g_t",
        r"\odto g_t",
        r'P:L: bad TeX: unknown command "\odto"; did you mean \odot?; '
        r'correct "\odto" in $c_t = f_t \odot c_{t-1} + i_t \odto g_t$',
    ),
    "citation": (
        "[@gers2000forget]",
        "[@gers2000forgot; @gers2000forget]",
        'P:L: unknown source "gers2000forgot" (did you mean "gers2000forget"?); '
        "correct the key or add the source to docs/references.bib",
    ),
    "figure": (
        "At $H",
        "![A figure that nobody has drawn](../../figures/retentoin.svg) At $H",
        'P:L: no figure ../../figures/retentoin.svg (did you mean "retention"?); '
        "correct the name, or make it with make figures",
    ),
    "claim that does not evaluate": (
        "half_life(sigmoid(1))",
        "half_live(sigmoid(1))",
        'P:L: the claim behind 2.2: no name "half_live" (did you mean "half_life"?); correct the name',
    ),
    "claim that does not agree": (
        "49,408",
        "49,409",
        "P:L: printed 49,409, the formula gives 49,408; write 49,408",
    ),
    "link": (
        "../index.md)",
        "../indx.md)",
        'P:L: ../indx.md leads nowhere (did you mean "index.md"?); correct the link',
    ),
    "anchor": (
        "#where-to-start",
        "#where-to-begin",
        'P:L: no heading #where-to-begin in docs/index.md (did you mean "where-to-start"?); correct the anchor',
    ),
    "title": (
        "# How does the forget gate work in LSTM?",
        "# How does a forget gate work in LSTM?",
        "P:L: the title is not the wording of question 3; write # How does the forget gate work in LSTM?",
    ),
}


@pytest.mark.parametrize(("old", "new", "problem"), BROKEN.values(), ids=BROKEN)
def test_one_thing_is_wrong_and_nothing_else_is_reported(site, old, new, problem):
    assert site.broken(old, new) == [problem]


def test_duplicate_number(site):
    site.write("docs/questions/03-gate.md", site.read().replace("aliases: [first", "aliases: [another").replace(
        "second way, third way", "one more, yet another"
    ))  # fmt: skip
    site.edit("      - 3", "      - 3 · Gate: questions/03-gate.md\n      - 3", "mkdocs.yml")
    assert site.problems() == [
        "docs/questions/03-gate.md:2: number 3 is taken by P; give each question one page",
    ]


def test_not_utf8(site):
    line = site.edit("It came late", "It came l@te")
    path = site.root / "docs" / "questions" / "03-forget-gate.md"
    path.write_bytes(path.read_bytes().replace(b"l@te", b"l\xe4te"))
    column = path.read_bytes().split(b"\n")[line - 1].index(b"\xe4") + 1
    assert site.problems() == [f"P:{line}: not UTF-8: byte 0xe4 at column {column}; save the file as UTF-8"]


def test_everything_in_one_run(site):
    wrong = {name: entry for name, entry in BROKEN.items() if name != "front matter"}
    lines = [site.edit(old, new) for old, new, _ in wrong.values()]
    expected = [
        problem.replace(":L:", f":{line}:") for (_, _, problem), line in zip(wrong.values(), lines, strict=True)
    ]
    assert sorted(site.problems()) == sorted(expected)


def test_nothing_is_changed(site):
    site.edit("short:", "shrt:")
    before = {path: path.read_bytes() for path in site.root.rglob("*") if path.is_file()}
    assert site.problems()
    assert {path: path.read_bytes() for path in site.root.rglob("*") if path.is_file()} == before
