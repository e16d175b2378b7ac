"""The MkDocs hooks: figures are published, and search finds numbers and the other ways to ask.

The repository's figures/*.svg, wide and narrow, are published in the site's figures/.

A page shows a figure as `../../figures/NAME.svg`, which is right on a code host. MkDocs knows only files under docs/,
so the figures join its files as though they lay in docs/figures, where scripts/site/extensions/figures.py lets the
links lead: MkDocs then checks them and writes them for either kind of URL.

The theme's search finds nothing at all for many a number, as in "a forget gate of 1": lunr, which it uses, takes two
states of its index for the same where the letters and the identities of their edges, written one behind the other,
give the same digits. `on_post_build` puts a mark between them.

A question's aliases stand in the search index as the tags of its page, a field of its own: in the page's text they are
a few words among two thousand, and every further page with "how do you … an LSTM" buries them deeper.
"""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

_WORKER = "assets/javascripts/workers/search.*.min.js"
_EDGE, _MARKED = "e=e+s+o.id}", 'e=e+s+o.id+";"}'


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the figures to the files of the site."""
    for path in sorted(_folder(config).glob("*.svg")):
        files.append(File.generated(config, f"figures/{path.name}", abs_src_path=str(path)))
    return files


def on_page_context(context: dict, page: Page, config: MkDocsConfig, nav: Navigation) -> dict:
    """Put a question's aliases into the search index, in the entry of its page, which the theme has just made."""
    search = config.plugins.get("material/search")
    for entry in search.search_index.entries if search and "aliases" in page.meta else ():
        if entry["location"] == page.url:
            entry["tags"] = list(page.meta["aliases"])
    return context


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:
    """Show a figure anew when it has been drawn anew."""
    if _folder(config).is_dir():
        server.watch(str(_folder(config)))
    return server


def on_post_build(config: MkDocsConfig) -> None:
    """Let the search of the built site tell the states of its index apart.

    Raises PluginError when the theme's worker is no longer the one that this was written for.
    """
    workers = list(Path(config.site_dir).glob(_WORKER))
    for worker in workers:
        text = worker.read_text(encoding="utf-8")
        if text.count(_EDGE) != 1 and _MARKED not in text:
            raise PluginError(
                f"{worker.name}: no {_EDGE} in it; see whether search finds `gate of 1`, and mend publish.py"
            )
        worker.write_text(text.replace(_EDGE, _MARKED), encoding="utf-8")
    if config.theme.name == "material" and not workers:
        raise PluginError(f"no {_WORKER} in the site; see whether search finds `gate of 1`, and mend publish.py")


def _folder(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent / "figures"
