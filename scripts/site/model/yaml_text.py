"""A text of YAML with its lines: what PyYAML says of one that is none, and the nodes of one that is."""

import re
from collections.abc import Iterator

import yaml

_Quick = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DATE = re.compile(r"\b\d{4}-\d\d?-\d\d?\b")
# In these it is the beginning that is wrong: what nobody closes goes on to the end of the text.
_FROM_THE_START = ("while scanning", "while parsing a flow")
_QUOTE = "put the value between quotes"
_REMEDIES = {
    "'\\t'": "indent with spaces",
    "<block end>": "indent it as the lines before it are, and put a value with quotes in it between quotes",
    "escape character": "use single quotes",
    "quoted scalar": "close the quote, or remove it",
    "parsing a flow": "close the bracket, with a comma between the parts",
    "simple key": "write `key: value`",
}


def composed(text: str) -> tuple[yaml.Node | None, object]:
    """The node of a text, and the value that it is; raises what `explain` explains.

    libyaml reads it ten times as fast as PyYAML, which says what is wrong in the words that `explain` knows.
    """
    try:
        return yaml.compose(text, Loader=_Quick), yaml.load(text, Loader=_Quick)
    except (yaml.YAMLError, ValueError):
        return yaml.compose(text, Loader=yaml.SafeLoader), yaml.safe_load(text)


def explain(error: yaml.YAMLError | ValueError, text: str) -> tuple[int, str, str]:
    """The line of an error from 0, what is wrong there, and what to do."""
    if isinstance(error, yaml.MarkedYAMLError):
        context = error.context or ""
        started = error.context_mark if context.startswith(_FROM_THE_START) else None
        message = " ".join(f"{error.problem} {context}".split())
        remedy = next((remedy for part, remedy in _REMEDIES.items() if part in message), _QUOTE)
        return (started or error.problem_mark).line, message, remedy
    if isinstance(error, yaml.YAMLError):
        return text.count("\n", 0, getattr(error, "position", 0)), "a character that no text has", "remove it"
    date = _DATE.search(text)  # the one value that PyYAML reads without asking: it knows no line then
    return text.count("\n", 0, date.start() if date else 0), f"a date that is none ({error})", _QUOTE


def walk(node: yaml.Node) -> Iterator[yaml.Node]:
    """A node and all that are below it, in order, an anchor's each time that it is named."""
    yield node
    for child in node.value if isinstance(node, yaml.CollectionNode) else ():
        for part in child if isinstance(child, tuple) else (child,):
            yield from walk(part)


def at(node: yaml.Node | None, *keys: str) -> yaml.Node | None:
    """The value below some keys, of which a list of mappings has the keys of all; None where there is none."""
    for key in keys:
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        pairs = [pair for item in items if isinstance(item, yaml.MappingNode) for pair in item.value]
        node = next((value for name, value in pairs if name.value == key), None)
    return node


def twice(node: yaml.Node) -> Iterator[tuple[int, str, int]]:
    """The keys that stand twice in one mapping: line from 0, key, line of the first."""
    for mapping in walk(node):
        seen: dict[str, int] = {}
        for key, _ in mapping.value if isinstance(mapping, yaml.MappingNode) else ():
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    yield key.start_mark.line, key.value, seen[key.value]
                seen.setdefault(key.value, key.start_mark.line)
