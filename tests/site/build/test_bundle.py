"""Styles and scripts reach the site as one file each, whose name tells its version."""

from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

HOOK = Path(__file__).parents[3] / "scripts" / "site" / "build" / "publish.py"


@pytest.fixture
def site(project):
    project.write("docs/index.md", "# Home\n")
    project.write("docs/assets/css/a.css", "a { color: red }\n")
    project.write("docs/assets/css/b.css", "b { color: red }\n")
    project.write("docs/assets/js/one.js", "one()\n")
    project.write("docs/assets/js/two.js", "two()\n")
    project.write("theme/main.html", "{{ config.extra_css[0] | url }} {{ config.extra_javascript[0] | script_tag }}")
    project.write(
        "mkdocs.yml",
        f"site_name: Guide\nstrict: true\nhooks: ['{HOOK}']\ntheme: {{name: null, custom_dir: theme}}\nplugins: []\n"
        "extra_css: [assets/css/b.css, assets/css/a.css]\nextra_javascript: [assets/js/one.js, assets/js/two.js]\n",
    )

    def built() -> Path:
        build(load_config(str(project.root / "mkdocs.yml")))
        return project.root / "site"

    return built


def test_files_are_joined_in_the_order_of_the_configuration(site):
    folder = site()
    (style,), (script,) = (folder / "assets/css").iterdir(), (folder / "assets/js").iterdir()
    assert style.read_text(encoding="utf-8") == "b { color: red }\n\na { color: red }\n"
    assert script.read_text(encoding="utf-8") == "one()\n;\ntwo()\n"
    html = (folder / "index.html").read_text(encoding="utf-8")
    assert html == f'assets/css/{style.name} <script src="assets/js/{script.name}"></script>'


def test_another_text_gets_another_name_and_the_same_the_same(site, project):
    def names():
        return {path.name for folder in ("css", "js") for path in (site() / "assets" / folder).iterdir()}

    first = names()
    assert names() == first
    project.write("docs/assets/js/two.js", "three()\n")
    assert len(names() & first) == 1


def test_a_file_that_is_listed_and_missing_stops_the_build(site, project, caplog):
    (project.root / "docs/assets/js/two.js").unlink()
    with pytest.raises(Abort):
        site()
    assert "mkdocs.yml: no docs/assets/js/two.js; correct extra_css or extra_javascript" in caplog.text
