"""What MkDocs itself knows, and what else mkdocs.yml may hold."""

import pytest
from mkdocs.config.defaults import MkDocsConfig

from scripts.checks.project.configuration import KEYS

SETTINGS_OF_CODE = {"config_file_path", "google_analytics", "mdx_configs", "pages"}  # old, or not for mkdocs.yml


def test_the_keys_are_those_of_mkdocs():
    assert set(KEYS) == set(MkDocsConfig()._schema_keys) - SETTINGS_OF_CODE


@pytest.mark.parametrize(
    ("added", "problem"),
    [
        (
            "plugins: [search, offlines]",
            '1: no plugin "offlines" (did you mean "offline"?); correct it, or name its package in',
        ),
        ("plugins:\n  - tagz: {x: 1}", '2: no plugin "tagz" (did you mean "tags"?); correct it, or name its package'),
        (
            "markdown_extensions: [attr_lists]",
            '1: no Markdown extension "attr_lists" (did you mean "attr_list"?); corr',
        ),
        ("markdown_extensions: [scripts.site.nothing]", '1: no Markdown extension "scripts.site.nothing"; correct it'),
        ("theme: {name: material, logo: assets/x.svg}", "1: docs/assets/x.svg does not exist; correct the name"),
        ("theme: {name: material, custom_dir: over}", "1: over does not exist; correct the name"),
        ("hooks: [scripts/hook.py]", "1: scripts/hook.py does not exist; correct the name"),
        ("extra_css: [idnex.md]", '1: docs/idnex.md does not exist (did you mean "index.md"?); correct the name'),
        ("extra_javascript:\n  - path: //cdn.example/x.js\n    defer: true", "2: //cdn.example/x.js would be fetched"),
        ("extra: {a: {b: 1, b: 2}}", '1: "b" stands twice, first in line 1; keep one of the two'),
        ("extra: {a: !EVN [B]}", '1: no tag !EVN (did you mean "!ENV"?); correct or remove it'),
        ("extra: {a: !!python/name:os.system }", "1: a tag that runs code: !!python/name:os.system; remove it"),
        ("extra: {a: !!set {b}}", ""),
        ("plugins: [search, offline, material/tags]", ""),
        ("markdown_extensions: [attr_list, pymdownx.highlight, scripts.site.extensions.claims]", ""),
        ("extra_css: [index.md]\nextra_javascript: [index.md, path: index.md]", ""),
        ("extra: {a: !ENV [], b: !ENV {c: d}, e: !ENV [[f], 1], g: !relative $docs_dir}", ""),
    ],
)
def test_settings(site, added, problem):
    before = site.read("mkdocs.yml").count("\n")
    site.write("mkdocs.yml", f"{site.read('mkdocs.yml')}{added}\n")
    found = [one.removeprefix("mkdocs.yml:") for one in site.problems()]
    number, _, rest = problem.partition(":")
    assert len(found) == bool(problem)
    if problem:
        expected = f"{before + int(number)}:{rest}".replace("first in line 1;", f"first in line {before + 1};")
        assert found[0].startswith(expected)
