"""mkdocs.yml is one that MkDocs takes, has no key twice, runs nothing, and names files that are there."""

import os
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

import yaml
from mkdocs.config.defaults import MkDocsConfig

from scripts.checks.repository import Repository
from scripts.checks.rules import asked_once
from scripts.site.model.document import Problem, did_you_mean
from scripts.site.model.yaml_text import at, twice, walk

_TAGS = ("!ENV", "!relative")
_PYTHON = "tag:yaml.org,2002:python/"
# Keys whose values name files in docs/, of which MkDocs asks nothing.
_FILES = (("extra_css",), ("extra_javascript",), ("extra", "search"), ("theme", "favicon"), ("theme", "logo"))
# Keys whose values name what a package brings.
_GROUPS = {"plugins": "mkdocs.plugins", "markdown_extensions": "markdown.extensions"}
Found = Iterator[tuple[int, str, str]]


def check(repository: Repository) -> Iterator[Problem]:
    """Each part of mkdocs.yml that MkDocs would refuse, pass over, or fetch from elsewhere."""
    return (Problem("mkdocs.yml", *found) for found in _slips(repository))


@asked_once
def _slips(repository: Repository) -> Found:
    node, values = repository.configuration
    if isinstance(node, yaml.MappingNode):
        found = [*_twice(node), *_tags(node), *_files(node, repository.root)]
        found += _mkdocs(node, values, repository.root) if not list(_tags(node)) else ()
        for line, message, remedy in found:
            yield line + 1, message, remedy


def _mkdocs(node: yaml.MappingNode, values: dict, root: Path) -> Found:
    """What MkDocs itself says, with the line of the key, or of the value that it names."""
    config = MkDocsConfig(config_file_path=str(root / "mkdocs.yml"))
    config.load_dict(values)
    errors, warnings = config.validate()
    for key, error in (found for found in [*errors, *warnings] if found[0] != "nav"):  # see navigation
        message = str(error).split("\n")[0].replace(f"{root}{os.sep}", "").rstrip(".")
        place = next(name for name, _ in node.value if name.value == key)
        named = [place, *(part for part in walk(at(node, key)) if str(part.value) and str(part.value) in message)][-1]
        remedy, known = "correct it", ()
        if "not installed" in message or "Failed to load" in message:
            remedy += ", or name its package in pyproject.toml and run make pins"
            known = {point.name.rpartition("/")[2] for point in entry_points(group=_GROUPS[key])}
        elif key not in MkDocsConfig():
            remedy, known = "rename it, or put it below extra", MkDocsConfig()
        yield named.start_mark.line, f"{message}{did_you_mean(str(named.value), known)}", remedy


def _twice(node: yaml.Node) -> Found:
    for line, key, first in twice(node):
        yield line, f'"{key}" stands twice, first in line {first + 1}', "keep one of the two"


def _tags(node: yaml.Node) -> Found:
    for found in walk(node):
        tag = found.tag or ""
        if tag.startswith(_PYTHON):
            yield found.start_mark.line, f"a tag that runs code: !!python/{tag.removeprefix(_PYTHON)}", "remove it"
        elif tag.startswith("!") and tag not in _TAGS:
            yield found.start_mark.line, f"no tag {tag}{did_you_mean(tag, _TAGS)}", "correct or remove it"


def _files(node: yaml.MappingNode, root: Path) -> Found:
    for name in (name for keys in _FILES for name in _names(at(node, *keys))):
        line, value = name.start_mark.line, str(name.value)
        path = root / "docs" / value
        if value.startswith(("http:", "https:", "//")):
            yield line, f"{value} would be fetched from another host", "put a copy into docs/assets/vendor"
        elif not path.exists():
            near = did_you_mean(path.name, [other.name for other in path.parent.glob("*")])
            yield line, f"docs/{value} does not exist{near}", "correct the name"


def _names(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """A value, or the values of a list; of a script with options, its path."""
    for item in node.value if isinstance(node, yaml.SequenceNode) else [node]:
        found = at(item, "path") or item
        if isinstance(found, yaml.ScalarNode):
            yield found
