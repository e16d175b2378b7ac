"""Figures reach the site, and a page's links to them are right with either kind of URL; search knows the aliases."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from scripts.site.build import publish

HOOK = Path(__file__).parents[3] / "scripts" / "site" / "build" / "publish.py"


@pytest.fixture
def configured(project):
    def configure(directory_urls: bool):
        project.figure("curve", "Caption.")
        project.write("figures/data/curve.json", "{}")
        project.write("docs/index.md", "# Home\n\n![Alt](../figures/curve.svg)\n")
        project.write("docs/questions/03-a.md", "# A\n\n![Alt](../../figures/curve.svg)\n")
        project.write(
            "mkdocs.yml",
            f"site_name: Guide\nstrict: true\nhooks: ['{HOOK}']\ntheme: {{name: null, custom_dir: theme}}\n"
            f"use_directory_urls: {str(directory_urls).lower()}\n"
            "plugins: []\nmarkdown_extensions: [scripts.site.extensions.figures]\n"
            "validation: {omitted_files: warn, absolute_links: warn, unrecognized_links: warn, anchors: warn}\n",
        )
        project.write("theme/main.html", "{{ page.content }}")
        return load_config(str(project.root / "mkdocs.yml"))

    return configure


@pytest.mark.parametrize(
    ("directory_urls", "pages"),
    [
        (True, {"index.html": "figures/curve.svg", "questions/03-a/index.html": "../../figures/curve.svg"}),
        (False, {"index.html": "figures/curve.svg", "questions/03-a.html": "../figures/curve.svg"}),
    ],
    ids=["directories", "files"],
)
def test_links_resolve_in_the_site(project, configured, directory_urls, pages):
    build(configured(directory_urls))
    site = project.root / "site"
    for page, link in pages.items():
        html = (site / page).read_text(encoding="utf-8")
        assert f'src="{link}"' in html
        assert f'href="{link}"' in html
        narrow = re.search('srcset="(.*?)"', html)[1]
        assert ((site / page).parent / narrow).resolve() == (site / "figures" / "curve.narrow.svg").resolve()
        assert ((site / page).parent / link).resolve() == (site / "figures" / "curve.svg").resolve()
    assert (site / "figures" / "curve.svg").read_bytes() == (project.root / "figures" / "curve.svg").read_bytes()


def test_only_drawings_are_published(project, configured):
    build(configured(True))
    published = sorted(path.name for path in (project.root / "site" / "figures").rglob("*"))
    assert published == ["curve.narrow.svg", "curve.svg"]


def test_a_guide_without_figures_builds(project, configured):
    config = configured(True)
    for name in ("docs/index.md", "docs/questions/03-a.md"):
        project.write(name, "# No figure\n")
    for path in (project.root / "figures").glob("*.svg"):
        path.unlink()
    build(config)
    assert not (project.root / "site" / "figures").exists()


WORKER = "site/assets/javascripts/workers/search.0.min.js"


def test_search_tells_states_apart_whose_edges_read_alike(project, configured):
    project.write("docs/assets/javascripts/workers/search.0.min.js", "for(;;){var s=r[i];e=e+s+o.id}return e")
    build(configured(True))
    assert (project.root / WORKER).read_text(encoding="utf-8") == 'for(;;){var s=r[i];e=e+s+o.id+";"}return e'


def test_another_search_than_the_one_that_is_mended_stops_the_build(project, configured, caplog):
    project.write("docs/assets/javascripts/workers/search.0.min.js", "another")
    with pytest.raises(Abort):
        build(configured(True))
    assert "search.0.min.js: no e=e+s+o.id} in it; see whether search finds `gate of 1`" in caplog.text


def test_the_aliases_are_found_in_the_entry_of_their_page():
    entries = [{"location": place} for place in ("questions/03-a/", "questions/03-a/#b", "questions/04-c/")]
    config = SimpleNamespace(
        plugins={"material/search": SimpleNamespace(search_index=SimpleNamespace(entries=entries))}
    )
    for name in ("03-a", "04-c"):
        page = SimpleNamespace(url=f"questions/{name}/", meta={"aliases": ["What is a?"]} if name == "03-a" else {})
        publish.on_page_context({}, page, config, None)
    assert [entry.get("tags") for entry in entries] == [["What is a?"], None, None]
