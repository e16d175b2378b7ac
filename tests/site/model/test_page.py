"""The model of a page: what it holds, and everything that can be wrong with one, each with its line."""

import pytest

from scripts.site.model.page import PageError, load, load_valid, pages, topics, wordings

PAGE = """---
number: 7
question: How do LSTMs solve the vanishing gradient problem?
short: They ease it
topic: gradients
level: core
aliases: [constant error carousel, why LSTMs remember, additive update]
needs: [6, 8]
see: []
---

# How do LSTMs solve the vanishing gradient problem?

> **In 30 seconds.** They *ease* it,
> by $f_t$.

## In two minutes

Some words.

### Within

More.

## Common mistakes

- one
"""


@pytest.fixture
def page(tmp_path):
    def page(text=PAGE):
        path = tmp_path / "07-vanishing-gradient.md"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return load(path, tmp_path)

    return page


def told(page):
    return [str(problem).removeprefix("07-vanishing-gradient.md:") for problem in page.problems]


def test_what_it_holds(page):
    found = page()
    assert found.problems == ()
    assert (found.name, found.slug) == ("07-vanishing-gradient.md", "07-vanishing-gradient")
    assert found.front.number == 7
    assert found.front.aliases == ("constant error carousel", "why LSTMs remember", "additive update")
    assert found.front.needs == (6, 8)
    assert found.line_of("topic") == 5
    assert (found.title, found.title_line) == ("How do LSTMs solve the vanishing gradient problem?", 12)
    assert found.answer.text == "They *ease* it,\nby $f_t$."
    assert (found.answer.line, found.answer.last_line) == (14, 15)
    assert [(s.title, s.line, s.last_line) for s in found.sections] == [
        ("In two minutes", 17, 24),
        ("Common mistakes", 25, 28),
    ]
    assert found.section("In two minutes").text == "Some words.\n\n### Within\n\nMore."
    assert found.section("Measured") is None
    assert any(token.content == "Within" for token in found.section("In two minutes").tokens)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("number: 7", "number: 77", '2: "number" is 77; write the number of the'),
        ("number: 7", 'number: "7"', '2: "number" is "7"; write the number of the question'),
        ("short: They ease it", "short:", '4: "short" is empty; write one sentence of at most'),
        ("short: They ease it\n", "", '1: front matter has no "short"; add `short:` with one sentence of at most 155'),
        ("They ease it", "x" * 156, '4: "short" has 156 characters; write one sentence of at most 155 characters'),
        (
            "topic: gradients",
            "topic: gradient",
            '5: "topic" is "gradient" (did you mean "gradients"?); write one',
        ),
        (
            "level: core",
            "level: corre",
            '6: "level" is "corre" (did you mean "core"?); write one of core, intermediate, advanced',
        ),
        ("number: 7", "number: [7]", '2: "number" is a list; write the number of the question'),
        ("number: 7", "number: yes", '2: "number" is true; write the number of the question'),
        ("level: core", "levels: core", '6: unknown key "levels" in the front matter (did you mean "level"?); rename'),
        ("level: core", "level: core\nminutes: 8", '7: unknown key "minutes" in the front matter; rename or remove it'),
        ("level: core", "level: core\nlevel: core", '7: "level" stands twice, first in line 6; keep one of the two'),
        (
            ", additive update]",
            "]",
            '7: "aliases" has 2; write a list of 3 to 8 ways in which people ask the question',
        ),
        ("[constant", "[a, b, c, d, e, f, constant", '7: "aliases" has 9; write a list of 3 to 8 ways'),
        ("[constant error", "[3, constant error", '7: "aliases" item 1 is 3; write a list'),
        (
            "needs: [6, 8]",
            "needs: [6, 80]",
            '8: "needs" item 2 is 80; write the questions',
        ),
        ("needs: [6, 8]", "needs: 6", '8: "needs" is 6; write the questions to read first'),
        (
            "short: They",
            "short: It: They",
            "4: front matter is not YAML: mapping values are not allowed here; put the value",
        ),
        (
            "aliases: [",
            "aliases: [[",
            "7: front matter is not YAML: expected ',' or ']', but got '<scalar>' while parsing a flow",
        ),
        (
            "level: core",
            "level: core\n\tx: 1",
            "7: front matter is not YAML: found character '\\t' that cannot start any token while scanning",
        ),
        ("# How do", "## How do", "11: no title; write `# ` and the question below the front matter"),
        ("> **In 30 seconds.**", "**In 30 seconds.**", "15: no answer block; write `> **In 30 seconds.** …` below the"),
        (
            "> **In 30 seconds.**",
            "> In 30 seconds.",
            "14: no answer block; write `> **In 30 seconds.** …` below the title",
        ),
        ("> **In 30", "## First\n\n> **In 30", "12: no answer block; write `> **In 30 seconds.** …` below the title"),
    ],
)
def test_one_thing_wrong(page, old, new, problem):
    assert old in PAGE
    found = told(page(PAGE.replace(old, new, 1)))
    assert any(one.startswith(problem) for one in found), found
    if old != "# How do":
        assert len(found) == 1


def test_without_front_matter(page):
    found = page(PAGE.split("---\n", 2)[2])
    assert found.front is None
    assert told(found) == ["1: no front matter; start the file with a line `---`, the fields, and a line `---`"]
    assert found.title == "How do LSTMs solve the vanishing gradient problem?"


def test_front_matter_of_another_kind(page):
    found = page("---\n- one\n- two\n---\n" + PAGE.split("---\n", 2)[2])
    assert told(found) == ["2: front matter is not `key: value` lines; write one field a line"]


def test_everything_at_once(page):
    text = PAGE.replace("short:", "shrt:").replace("topic: gradients", "topic: x").replace("> **In 30", "> **In 31")
    found = page(text.encode().replace(b"Some words", b"Some w\xf6rds"))
    lines = sorted(int(problem.split(":")[0]) for problem in told(found))
    assert lines == [4, 5, 14, 19]
    with pytest.raises(PageError) as error:
        load_valid(found.path, found.path.parent)
    assert len(error.value.problems) == 4
    assert str(error.value).count("\n") == 3


def test_bytes(page):
    assert told(page(b"\xef\xbb\xbf" + PAGE.encode())) == [
        "1: starts with a byte order mark; save the file as UTF-8 without one"
    ]
    assert told(page(PAGE.replace("\n", "\r\n"))) == ["1: Windows line ends; save the file with LF line ends"]
    two = PAGE.encode().replace(b"ease", b"\xe4se").replace(b"- one", b"- \xff")
    assert told(page(two)) == [
        "4: not UTF-8, here and in 2 of the lines below: byte 0xe4 at column 13; save the file as UTF-8"
    ]


def test_load_valid(page):
    found = page()
    assert load_valid(found.path, found.path.parent).title == found.title


def test_pages_come_in_the_order_of_their_names(tmp_path):
    for name in ("34-b.md", "01-a.md"):
        (tmp_path / name).write_text(PAGE)
    (tmp_path / "note.txt").write_text("not a page")
    assert [page.slug for page in pages(tmp_path, tmp_path)] == ["01-a", "34-b"]


def test_missing_file(tmp_path):
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "01-nothing.md")


def test_the_fifty():
    assert sorted(wordings()) == list(range(1, 51))
    assert len(topics()) == 8
    assert sum(len(topic.questions) for topic in topics()) == 50
    assert len(set(wordings().values())) == 50
    assert wordings()[7] == "How do LSTMs solve the vanishing gradient problem?"
    assert next(iter(wordings())) == 1
