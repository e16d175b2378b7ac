"""The one MkDocs hook: the repository's figures/*.svg, wide and narrow, are published in the site's figures/.

A page shows a figure as `../../figures/NAME.svg`, which is right on a code host. MkDocs knows only files under docs/,
so the figures join its files as though they lay in docs/figures, where scripts/site/extensions/figures.py lets the
links lead: MkDocs then checks them and writes them for either kind of URL.
"""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the figures to the files of the site."""
    for path in sorted(_folder(config).glob("*.svg")):
        files.append(File.generated(config, f"figures/{path.name}", abs_src_path=str(path)))
    return files


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:
    """Show a figure anew when it has been drawn anew."""
    if _folder(config).is_dir():
        server.watch(str(_folder(config)))
    return server


def _folder(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent / "figures"
