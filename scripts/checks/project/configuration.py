"""mkdocs.yml has the keys, tags, plugins and extensions that MkDocs knows here, and files that are there."""

import importlib.util
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

import yaml

from scripts.checks.repository import Repository
from scripts.site.model.document import Problem, did_you_mean
from scripts.site.model.yaml_text import twice

# fmt: off
KEYS = (
    "copyright", "dev_addr", "docs_dir", "draft_docs", "edit_uri", "edit_uri_template", "exclude_docs", "extra",
    "extra_css", "extra_javascript", "extra_templates", "hooks", "markdown_extensions", "nav", "not_in_nav",
    "plugins", "remote_branch", "remote_name", "repo_name", "repo_url", "site_author", "site_description",
    "site_dir", "site_name", "site_url", "strict", "theme", "use_directory_urls", "validation", "watch",
)
# fmt: on
TAGS = ("!ENV", "!relative")
_PYTHON = "tag:yaml.org,2002:python/"
# Keys whose values name files, and the folder that they are seen from.
_FILES = {
    ("extra_css",): "docs",
    ("extra_javascript",): "docs",
    ("extra", "polyfills"): "docs",
    ("theme", "favicon"): "docs",
    ("theme", "logo"): "docs",
    ("theme", "custom_dir"): "",
    ("hooks",): "",
}
_PINNED = "correct it, or name its package in pyproject.toml and run make pins"
Found = Iterator[tuple[int, str, str]]


def check(repository: Repository) -> Iterator[Problem]:
    """Each part of mkdocs.yml that MkDocs would refuse, pass over, or fetch from elsewhere."""
    node = repository.configuration[0]
    if isinstance(node, yaml.MappingNode):
        for line, message, remedy in [*_keys(node), *_tags(node), *_packages(node), *_files(node, repository.root)]:
            yield Problem("mkdocs.yml", line + 1, message, remedy)


def unknown_keys(node: yaml.MappingNode) -> Iterator[tuple[int, str, str]]:
    """The line from 0 of each key at the top that MkDocs does not know, the key, and the end of a message on it."""
    for key, _ in node.value:
        if key.value not in KEYS:
            yield key.start_mark.line, str(key.value), did_you_mean(str(key.value), KEYS)


def _keys(node: yaml.MappingNode) -> Found:
    for line, key, guess in unknown_keys(node):
        yield line, f'MkDocs knows no "{key}"{guess}', "rename it, or put it below extra"
    for line, key, first in twice(node):
        yield line, f'"{key}" stands twice, first in line {first + 1}', "keep one of the two"


def _tags(node: yaml.Node) -> Found:
    for found in _nodes(node):
        tag = found.tag or ""
        if tag.startswith(_PYTHON):
            yield found.start_mark.line, f"a tag that runs code: !!python/{tag.removeprefix(_PYTHON)}", "remove it"
        elif tag.startswith("!") and tag not in TAGS:
            yield found.start_mark.line, f"no tag {tag}{did_you_mean(tag, TAGS)}", "correct or remove it"


def _packages(node: yaml.MappingNode) -> Found:
    plugins = {point.name for point in entry_points(group="mkdocs.plugins")}
    plugins |= {name.removeprefix("material/") for name in plugins}
    for name in _names(_at(node, "plugins")):
        if name.value not in plugins:
            yield name.start_mark.line, f'no plugin "{name.value}"{did_you_mean(name.value, plugins)}', _PINNED
    extensions = {point.name for point in entry_points(group="markdown.extensions")}
    for name in _names(_at(node, "markdown_extensions")):
        if name.value not in extensions and not _is_module(name.value):
            message = f'no Markdown extension "{name.value}"{did_you_mean(name.value, extensions)}'
            yield name.start_mark.line, message, _PINNED


def _is_module(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def _files(node: yaml.MappingNode, root: Path) -> Found:
    for keys, folder in _FILES.items():
        for name in _scalars(_at(node, *keys)):
            line, value = name.start_mark.line, str(name.value)
            path = root / folder / value
            if value.startswith(("http:", "https:", "//")):
                yield line, f"{value} would be fetched from another host", "put a copy into docs/assets/vendor"
            elif not path.exists():
                near = did_you_mean(path.name, [other.name for other in path.parent.glob("*")])
                yield line, f"{Path(folder, value).as_posix()} does not exist{near}", "correct the name"


def _at(node: yaml.Node | None, *keys: str) -> yaml.Node | None:
    for key in keys:
        pairs = node.value if isinstance(node, yaml.MappingNode) else []
        node = next((value for name, value in pairs if name.value == key), None)
    return node


def _names(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """The names in a list of names, each alone or with options below it."""
    for item in node.value if isinstance(node, yaml.SequenceNode) else ():
        name = item.value[0][0] if isinstance(item, yaml.MappingNode) and item.value else item
        if isinstance(name, yaml.ScalarNode):
            yield name


def _scalars(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """A value, or the values of a list; of a script with options, its path."""
    for item in node.value if isinstance(node, yaml.SequenceNode) else [node]:
        found = _at(item, "path") or item
        if isinstance(found, yaml.ScalarNode):
            yield found


def _nodes(node: yaml.Node) -> Iterator[yaml.Node]:
    yield node
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _nodes(item)
    elif isinstance(node, yaml.MappingNode):
        for pair in node.value:
            for part in pair:
                yield from _nodes(part)
