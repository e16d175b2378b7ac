"""Figures reach the site, and a page's links to them are right with either kind of URL; the search is written."""

import re
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from scripts.editions import archive
from scripts.site.model.carried import FILE

HOOK = Path(__file__).parents[3] / "scripts" / "site" / "build" / "publish.py"


@pytest.fixture
def configured(project):
    def configure(directory_urls: bool):
        project.figure("curve", "Caption.")
        project.write("figures/data/curve.json", "{}")
        project.write("figures/curve.txt", "\ufeffkept: ½.\n")
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
        assert f'href="{link.removesuffix(".svg")}.txt"' in html
    for name in ("curve.svg", "curve.txt"):
        assert (site / "figures" / name).read_bytes() == (project.root / "figures" / name).read_bytes()


def test_only_drawings_and_their_numbers_are_published(project, configured):
    build(configured(True))
    published = sorted(path.name for path in (project.root / "site" / "figures").rglob("*"))
    assert published == ["curve.narrow.svg", "curve.svg", "curve.txt"]


@pytest.mark.parametrize("directory_urls", [True, False], ids=["hosted", "from disk"])
def test_the_edition_in_a_zip_file_is_published_and_does_not_contain_itself(project, configured, directory_urls):
    config = configured(directory_urls)
    archive.pack(project.root / "figures", project.root / "editions" / FILE, 0)
    build(config)
    published = project.root / "site" / "editions" / FILE
    assert published.exists() == directory_urls


def test_a_guide_without_figures_builds(project, configured):
    config = configured(True)
    for name in ("docs/index.md", "docs/questions/03-a.md"):
        project.write(name, "# No figure\n")
    for path in (project.root / "figures").glob("*.*"):
        path.unlink()
    build(config)
    assert not (project.root / "site" / "figures").exists()


SEARCH = "extra: {search: [assets/js/find.js]}\n"


def test_search_has_its_sources_and_the_words_of_the_pages_in_one_file_that_pages_can_name(project, configured):
    configured(True)
    project.write("docs/assets/js/find.js", "var searchBox = {}")
    project.write("docs/questions/04-b.md", "---\nsearch: {exclude: true}\n---\n\n# B\n\nSecret.\n")
    project.write("docs/questions/03-a.md", "# A\n\nA word.\n\n## Part\n\nAnother.\n")
    project.write("theme/main.html", "{{ config.extra.search_index | url }}")
    (project.root / "mkdocs.yml").write_text((project.root / "mkdocs.yml").read_text(encoding="utf-8") + SEARCH)
    build(load_config(str(project.root / "mkdocs.yml")))
    (written,) = (project.root / "site" / "search").iterdir()
    text = written.read_text(encoding="utf-8")
    assert text.startswith("var searchBox = {};\nsearchBox.ready({")
    assert '"part","section","Part"' in text
    assert "another" in text
    assert "secret" not in text
    assert not (project.root / "site/assets/js/find.js").exists()
    page = (project.root / "site/questions/03-a/index.html").read_text(encoding="utf-8")
    assert page == f"../../search/{written.name}"


def test_source_of_the_search_that_is_not_there_stops_the_build(project, configured, caplog):
    configured(True)
    (project.root / "mkdocs.yml").write_text((project.root / "mkdocs.yml").read_text(encoding="utf-8") + SEARCH)
    with pytest.raises(Abort):
        build(load_config(str(project.root / "mkdocs.yml")))
    assert "no docs/assets/js/find.js; correct search, below extra" in caplog.text
