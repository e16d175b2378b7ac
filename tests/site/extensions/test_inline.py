"""Inline Markdown comes out as Python-Markdown writes it, and no pattern searches a text that cannot have it."""

import re

import pytest
from markdown import Markdown
from markdown.treeprocessors import InlineProcessor

from scripts.site.extensions.inline import needed

OURS = "scripts.site.extensions.inline"
TEXT = """*a **b `c*d` e** f* \\\\*g\\* <i>h</i> & &amp; &lt; ![i](j.png) ![k][l] [m][] [l] http://n <http://o> <p@q.r>

It's "so" 'it' is, "'twas", the '80s; *"x"* `"y"`  \\
z [t *u* `v`](w "x") snake_case_name __w__

| a `|` | *b* |
| --- | --- |
| "c" | [l] |

[l]: /l "L"
[m]: /m
"""


@pytest.mark.parametrize(
    ("pattern", "characters"),
    [
        (r"<!--.*?-->", "<"),
        (r"\*|_", "*_"),
        (r"[`~]{2}", "`~"),
        (r"(?:(?<!x)(`+)|a?\$+)b*", "`$"),
        (r"(?>&)amp;", "&"),
        (r" {2}\n", "\n"),
    ],
)
def test_every_match_has_one_of_these(pattern, characters):
    assert needed(re.compile(pattern)) == set(characters)


@pytest.mark.parametrize(
    "pattern", [r"a?", r"a*", r"[a-c]", r"[^a]", r"\w", r"a|\d", r"(?i)a", r"(?i:a)", r"(?=a)|b?", ""]
)
def test_where_a_match_needs_no_certain_character_there_is_none(pattern):
    assert needed(re.compile(pattern)) is None


def test_pages_come_out_as_they_do_without_it():
    extensions = ["tables", "attr_list", "smarty"]
    assert Markdown(extensions=[*extensions, OURS]).convert(TEXT) == Markdown(extensions=extensions).convert(TEXT)


def test_plain_words_are_not_searched(monkeypatch):
    searched = []
    monkeypatch.setattr(InlineProcessor, "_InlineProcessor__applyPattern", lambda *given: searched.append(given))
    assert Markdown(extensions=["smarty", OURS]).convert("In plain words") == "<p>In plain words</p>"
    assert searched == []
