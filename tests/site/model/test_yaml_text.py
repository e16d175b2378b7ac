"""Errors of YAML get the line of the slip and the words of the trade."""

import pytest
import yaml

from scripts.site.model.yaml_text import explain, twice


@pytest.mark.parametrize(
    ("text", "line", "message", "remedy"),
    [
        ("a: b\nc: d: e", 1, "a colon in the middle of a value", "put the value between quotes"),
        ("a: - b", 0, "a dash in the middle of a value", "put the value between quotes"),
        ("a: *b", 0, "a value that starts with a star", "put the value between quotes"),
        ("a: `b`", 0, "a value that starts with a sign of YAML's own", "put the value between quotes"),
        ("a:\n\t- b", 1, "a tab", "indent with spaces"),
        ('a: "\\sigma"', 0, "a backslash between double quotes", "use single quotes"),
        ("a: 'b\nc: d\n", 0, "a quote that nobody closes", "close it, or remove it"),
        ("a: [b\nc: d\n", 0, "a bracket that nobody closes, or a comma missing", "write the list as [one, two]"),
        ("a: b\nno more\nc: d", 1, "a line without a colon", "write `key: value`"),
        ("a: 'b' c", 0, "text behind a closing quote", "put the whole value between quotes"),
        ("a:\n  - b\n - c", 2, "a line that is indented otherwise than those before", "indent it as they are"),
        ("a: !b c", 0, "a tag that nobody knows", "remove what starts with `!`"),
        ("a: b\nc: \0", 1, "a character that no text has", "remove it"),
        (
            "a: |b\n c",
            0,
            "expected chomping or indentation indicators, but found 'b'",
            "put a value with a colon, a # or quotes between quotes",
        ),
    ],
)
def test_errors(text, line, message, remedy):
    with pytest.raises(yaml.YAMLError) as error:
        yaml.safe_load(text)
    assert explain(error.value, text) == (line, message, remedy)


def test_a_date_that_is_none():
    text = "a: 1\nb: 2024-13-01\n"
    with pytest.raises(ValueError, match="month") as error:
        yaml.safe_load(text)
    assert explain(error.value, text) == (1, "a date that is none", "put the value between quotes")


def test_keys_that_stand_twice():
    text = "a: 1\nb:\n  - c: 2\n    d: 3\n    c: 4\na: 5\n? [e]\n: f\n"
    assert list(twice(yaml.compose(text))) == [(4, "c", 2), (5, "a", 0)]
    assert list(twice(yaml.compose("a: {b: 1, b: 2}"))) == [(0, "b", 0)]
    assert list(twice(yaml.compose("a: {b: 1}\nc: {b: 1}"))) == []
