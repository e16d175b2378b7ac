"""What is wrong with a text of YAML, in words for those who wrote it."""

import re
from collections.abc import Iterator

import yaml

_DATE = re.compile(r"\b\d{4}-\d\d?-\d\d?\b")
_QUOTE = "put the value between quotes"
# What PyYAML says, the problem or the context of it, and what that means to a contributor.
_MEANS = {
    "mapping values are not allowed here": ("a colon in the middle of a value", _QUOTE),
    "sequence entries are not allowed here": ("a dash in the middle of a value", _QUOTE),
    "found undefined alias": ("a value that starts with a star", _QUOTE),
    "while scanning an alias": ("a value that starts with a star", _QUOTE),
    "character '\\t' that cannot start any token": ("a tab", "indent with spaces"),
    "that cannot start any token": ("a value that starts with a sign of YAML's own", _QUOTE),
    "found unknown escape character": ("a backslash between double quotes", "use single quotes"),
    "while scanning a quoted scalar": ("a quote that nobody closes", "close it, or remove it"),
    "while parsing a flow": ("a bracket that nobody closes, or a comma missing", "write the list as [one, two]"),
    "while scanning a simple key": ("a line without a colon", "write `key: value`"),
    "<block end>, but found '<scalar>'": ("text behind a closing quote", "put the whole value between quotes"),
    "expected <block end>": ("a line that is indented otherwise than those before", "indent it as they are"),
    "could not determine a constructor": ("a tag that nobody knows", "remove what starts with `!`"),
}


def explain(error: yaml.YAMLError | ValueError, text: str) -> tuple[int, str, str]:
    """The line of an error from 0, what is wrong there, and what to do."""
    if isinstance(error, ValueError):  # the one value that PyYAML reads without asking: it knows no line then
        date = _DATE.search(text)
        return text.count("\n", 0, date.start() if date else 0), "a date that is none", _QUOTE
    if not isinstance(error, yaml.MarkedYAMLError):
        line = text.count("\n", 0, getattr(error, "position", 0))
        return line, "a character that no text has", "remove it"
    context, problem = error.context or "", error.problem or ""
    for part, (message, remedy) in _MEANS.items():
        if part in problem:
            return error.problem_mark.line, message, remedy
        if part in context:
            return error.context_mark.line, message, remedy
    mark = error.problem_mark or error.context_mark
    return mark.line if mark else 0, problem, "put a value with a colon, a # or quotes between quotes"


def twice(node: yaml.Node) -> Iterator[tuple[int, str, int]]:
    """The keys that stand twice in one mapping: line from 0, key, line of the first."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from twice(item)
    elif isinstance(node, yaml.MappingNode):
        seen: dict[str, int] = {}
        for key, value in node.value:
            line = key.start_mark.line
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    yield line, key.value, seen[key.value]
                seen.setdefault(key.value, line)
            yield from twice(value)
