"""Errors of YAML get the line of the slip and the words of the trade."""

import pytest
import yaml

from scripts.site.model.yaml_text import composed, explain, twice


@pytest.mark.parametrize(
    ("text", "line", "message", "remedy"),
    [
        ("a: b\nc: d: e", 1, "mapping values are not allowed here", "put the value between quotes"),
        ("a: - b", 0, "sequence entries are not allowed here", "put the value between quotes"),
        ("a: *b", 0, "found undefined alias 'b'", "put the value between quotes"),
        (
            "a: `b`",
            0,
            "found character '`' that cannot start any token while scanning for the next token",
            "put the value between quotes",
        ),
        (
            "a:\n\t- b",
            1,
            "found character '\\t' that cannot start any token while scanning for the next token",
            "indent with spaces",
        ),
        (
            'a: "\\sigma"',
            0,
            "found unknown escape character 's' while scanning a double-quoted scalar",
            "use single quotes",
        ),
        (
            "a: 'b\nc: d\n",
            0,
            "found unexpected end of stream while scanning a quoted scalar",
            "close the quote, or remove it",
        ),
        (
            "a: [b\nc: d\n",
            0,
            "expected ',' or ']', but got ':' while parsing a flow sequence",
            "close the bracket, with a comma between the parts",
        ),
        ("a: b\nno more\nc: d", 1, "could not find expected ':' while scanning a simple key", "write `key: value`"),
        (
            "a: 'b' c",
            0,
            "expected <block end>, but found '<scalar>' while parsing a block mapping",
            "indent it as the lines before it are, and put a value with quotes in it between quotes",
        ),
        (
            "a:\n  - b\n - c",
            2,
            "expected <block end>, but found '<block sequence start>' while parsing a block mapping",
            "indent it as the lines before it are, and put a value with quotes in it between quotes",
        ),
        ("a: !b c", 0, "could not determine a constructor for the tag '!b'", "put the value between quotes"),
        ("a: b\nc: \x00", 1, "a character that no text has", "remove it"),
        (
            "a: |b\n c",
            0,
            "expected chomping or indentation indicators, but found 'b' while scanning a block scalar",
            "put the value between quotes",
        ),
    ],
)
def test_errors(text, line, message, remedy):
    with pytest.raises(yaml.YAMLError) as error:
        composed(text)
    assert explain(error.value, text) == (line, message, remedy)


def test_a_date_that_is_none():
    text = "a: 1\nb: 2024-13-01\n"
    with pytest.raises(ValueError, match="month") as error:
        composed(text)
    assert explain(error.value, text) == (
        1,
        "a date that is none (month must be in 1..12)",
        "put the value between quotes",
    )


def test_keys_that_stand_twice():
    text = "a: 1\nb:\n  - c: 2\n    d: 3\n    c: 4\na: 5\n? [e]\n: f\n"
    assert sorted(twice(yaml.compose(text))) == [(4, "c", 2), (5, "a", 0)]
    assert list(twice(yaml.compose("a: {b: 1, b: 2}"))) == [(0, "b", 0)]
    assert list(twice(yaml.compose("a: {b: 1}\nc: {b: 1}"))) == []


def test_node_and_value_come_from_one_text():
    node, value = composed("a: 1\nb: [2, c]\n")
    assert value == {"a": 1, "b": [2, "c"]}
    assert [(key.value, key.start_mark.line) for key, _ in node.value] == [("a", 0), ("b", 1)]
