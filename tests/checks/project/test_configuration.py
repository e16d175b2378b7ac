"""What MkDocs itself knows, and what else mkdocs.yml may hold."""

import pytest


@pytest.mark.parametrize(
    ("added", "problem"),
    [
        (
            "plugins: [search, offlines]",
            '1: The "offlines" plugin is not installed (did you mean "offline"?); correct it, or name its package in',
        ),
        (
            "plugins:\n  - tagz: {x: 1}",
            '2: The "tagz" plugin is not installed (did you mean "tags"?); correct it, or name its package',
        ),
        (
            "markdown_extensions: [attr_lists]",
            "1: Failed to load extension 'attr_lists' (did you mean \"attr_list\"?); corr",
        ),
        (
            "markdown_extensions: [scripts.site.nothing]",
            "1: Failed to load extension 'scripts.site.nothing'; correct it",
        ),
        ("theme: {name: material, logo: assets/x.svg}", "1: docs/assets/x.svg does not exist; correct the name"),
        (
            "theme: {name: material, custom_dir: over}",
            "1: The path set in custom_dir ('over') does not exist; correct it",
        ),
        ("hooks: [scripts/hook.py]", "1: The path 'scripts/hook.py' isn't an existing file; correct it"),
        ("extra_css: [idnex.md]", '1: docs/idnex.md does not exist (did you mean "index.md"?); correct the name'),
        ("extra_javascript:\n  - path: //cdn.example/x.js\n    defer: true", "2: //cdn.example/x.js would be fetched"),
        ("extra: {a: {b: 1, b: 2}}", '1: "b" stands twice, first in line 1; keep one of the two'),
        ("extra: {a: !EVN [B]}", '1: no tag !EVN (did you mean "!ENV"?); correct or remove it'),
        ("extra: {a: !!python/name:os.system }", "1: a tag that runs code: !!python/name:os.system; remove it"),
        ("extra: {a: !!set {b}}", ""),
        ("theme: material\nplugins: [search, offline, material/tags]", ""),
        ("strict: maybe", "1: Expected type: <class 'bool'> but received: <class 'str'>; correct it"),
        (
            "validation:\n  links:\n    anchors: wran",
            "3: Sub-option 'links': Sub-option 'anchors': Expected one of ['warn', 'info', 'ignore'], got 'wran'; corr",
        ),
        (
            "plugins:\n  - search: {langg: en}",
            "2: Plugin 'search' option 'langg': Unrecognised configuration name: langg; correct it",
        ),
        ("markdown_extensions: [attr_list, pymdownx.highlight, scripts.site.extensions.claims]", ""),
        ("extra_css: [index.md]\nextra_javascript: [index.md, path: index.md]", ""),
        ("extra: {a: !ENV [A, 1], b: !ENV B, g: !relative $docs_dir}", ""),
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
