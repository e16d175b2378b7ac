"""The MkDocs hooks: figures are published, our styles and scripts are bundled, and the search learns what pages say.

The repository's figures/*.svg, wide and narrow, are published in the site's figures/.

A page shows a figure as `../../figures/NAME.svg`, which is right on a code host. MkDocs knows only files under docs/,
so the figures join its files as though they lay in docs/figures, where scripts/site/extensions/figures.py lets the
links lead: MkDocs then checks them and writes them for either kind of URL.
"""

from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from scripts.site.build.bundle import bundle
from scripts.site.search.site import Search

_search = Search()


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the figures to the files of the site, and put our styles and scripts into one file each."""
    bundle(files, config)
    _search.begin(files, config)
    for path in sorted(_folder(config).glob("*.svg")):
        files.append(File.generated(config, f"figures/{path.name}", abs_src_path=str(path)))
    return files


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let the search read the page; it stays as it is."""
    _search.add(page, html)
    return html


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Write the index, now that all pages are converted and before any names it."""
    _search.finish(files, config)
    return env


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:
    """Show a figure anew when it has been drawn anew."""
    if _folder(config).is_dir():
        server.watch(str(_folder(config)))
    return server


def _folder(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent / "figures"
