"""A page that was begun lacks what it says it lacks, and nothing else; filled in, it is right."""

import re
from pathlib import Path

import pytest

from scripts.checks.pages import contract
from scripts.new import page
from scripts.site.model.bands import SECTIONS
from scripts.site.model.page import load, topics, wordings
from tests.checks.conftest import PAGE

PARTS = """
short, level, aliases, keywords, needs, see, In 30 seconds, In two minutes,
By heart, By heart, By heart, By heart, By heart, Common mistakes, Common mistakes, Common mistakes,
How it is judged, How it is judged, How it is judged, How it is judged, How it is judged, How it is judged,
How it is judged, How it is judged, How it is judged, How it is judged, How it is judged,
Follow-ups, Follow-ups, Follow-ups, Follow-ups, Follow-ups, Follow-ups, Follow-ups, Follow-ups,
On the whiteboard, On the whiteboard, In numbers, In practice, In code, In code, In code, Measured, Measured,
Where it breaks, Test yourself, Test yourself, Test yourself, Test yourself
"""
MARK = re.compile(r'<!-- TODO: .*? -->|# TODO: .*|"TODO: .*"')
BEGUN = "docs/questions/04-input-gate.md"


@pytest.mark.parametrize("number", [next(n for n in topic.questions if n != 3) for topic in topics()])
def test_the_checks_name_every_part_and_nothing_else(site, new, unwritten, number):
    assert new(f"Q={number}")[0] == 0
    (path,) = site.root.glob(f"docs/questions/{number:02}-*.md")
    found = unwritten(path.relative_to(site.root).as_posix())
    assert [re.split("[,:]", what)[0] for _, what in found] == re.split(r",\s+", PARTS.strip())
    begun = load(path, site.root)
    assert begun.problems == ()
    assert begun.title == begun.front.question == wordings()[number]


def test_what_is_asked_for_is_what_the_checks_ask_for(monkeypatch):
    text = page.text(4)
    assert "<!-- TODO: In two minutes, 150–230 words: the standard spoken answer: what it is, " in text
    assert "<!-- TODO: In 30 seconds, 50–85 words: " in text
    assert "<!-- TODO: Follow-ups, 30–110 words: its answer, in the first sentence -->" in text
    assert text.count("- <!-- TODO: By heart, at most 20 words: ") == 5
    assert re.findall(r"^\*\*(.*)\*\*$", text, re.MULTILINE) == ["Must", "Strong", "Sinks it"]
    assert "at most 30 lines" in text
    assert "at most 60 lines" in page.text(29)
    assert re.findall("^## (.*)", text, re.MULTILINE) == list(SECTIONS)
    monkeypatch.setitem(contract.SIZES, "In two minutes", (1, 2))
    assert "<!-- TODO: In two minutes, at most 2 words: " in page.text(4)


def test_it_says_how_to_measure_again_what_it_is_begun_with(site, new, unwritten):
    assert "To measure again" not in page.text(4)
    new("Q=4", "EXPERIMENT=longest_lag")
    measured = load(site.root / BEGUN, site.root).section("Measured").text
    assert measured.endswith("-->\n\nTo measure again: `python -m scripts.experiments longest_lag`.")


def written(site) -> list[str]:
    """What the valid page says, in the order in which a page that was begun asks for it."""
    valid = load(site.root / PAGE, site.root)
    body = {section.title: section.text for section in valid.sections}
    body["Where it breaks"] = body["Where it breaks"].replace("(#figure", f"({Path(PAGE).name}#figure")
    before, code, _, printed, *_ = re.split(r"```(?:python|text)?(?:\n|$)", body["In code"])
    follow_ups = re.findall(r"^### (.*)\n\n([^#]*)", body["Follow-ups"], re.MULTILINE)
    problems = re.findall(r"^### .*\n\n([^#]*)\n\n#### Solution\n\n([^#]*)", body["Test yourself"], re.MULTILINE)
    whiteboard, figure = body["On the whiteboard"].split("\n\n![")
    measured, whole = body["Measured"].split("\n\n### The whole experiment\n\n")
    return [
        valid.front.short, "", "", "", "", "", valid.answer.text, body["In two minutes"],
        *(item for title in ("By heart", "Common mistakes", "How it is judged")
          for item in re.findall("^- (.*)", body[title], re.MULTILINE)),
        *(part.strip() for follow_up in follow_ups for part in follow_up),
        whiteboard, f"![{figure}", body["In numbers"], body["In practice"], before.strip(), code.strip(),
        printed.strip(), measured, whole, body["Where it breaks"],
        *(part.strip() for problem in problems for part in problem),
    ]  # fmt: skip


def fill(site, replacements: list[str]) -> None:
    """Write the parts of the page that was begun, one for each mark that it has."""
    text = site.read(BEGUN)
    left = iter(replacements)
    text = MARK.sub(lambda _: next(left), text)
    assert list(left) == []
    text = text.replace("[…, …, …]", "[one way, another way, a third way]")
    site.write(BEGUN, re.sub(r"(### )Follow-up \d |[ \t]+$", r"\1", text, flags=re.MULTILINE))


def test_filled_in_it_passes_every_check(site, new):
    new("Q=4")
    fill(site, written(site))
    assert "TODO" not in site.read(BEGUN)
    assert site.problems() == []


def test_each_part_that_is_written_is_checked(site, new, unwritten):
    new("Q=4")
    parts = len(unwritten(BEGUN))
    first = "<!-- TODO: Where it breaks"
    line = site.edit(site.read(BEGUN)[site.read(BEGUN).index(first) :].split("\n")[0], site.line(30), BEGUN)
    found = site.problems()
    assert len(found) == parts
    assert f'{BEGUN}:{line - 2}: "Where it breaks" has 30 words, at least 60 are needed; write 30 more' in found


@pytest.mark.parametrize("mark", range(46))
def test_a_page_with_any_mark_left_fails(site, new, mark):
    new("Q=4")
    parts = written(site)
    original = MARK.findall(site.read(BEGUN))
    fill(site, [*parts[:mark], original[mark], *parts[mark + 1 :]])
    (found,) = site.problems()
    assert "still to be written" in found
