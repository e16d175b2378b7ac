"""The MkDocs hooks: figures are published, our styles and scripts are bundled, the search learns what pages say, and
machines hear what a page is (`scripts.site.machines`).

The repository's figures/*.svg, wide and narrow, and their numbers, figures/*.txt, are published in the site's figures/;
so is the edition in a zip file, where `make editions` has made it, in its editions/.

A page shows a figure as `../../figures/NAME.svg`, which is right on a code host. MkDocs knows only files under docs/,
so the figures join its files as though they lay in docs/figures, where scripts/site/extensions/figures.py lets the
links lead: MkDocs then checks them and writes them for either kind of URL.

The live preview has no policies, for MkDocs puts a script of its own into each page that it serves, and nothing else
for machines.
"""

import gc
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from scripts.site import beside
from scripts.site.build import rendered
from scripts.site.build.bundle import bundle
from scripts.site.extensions import reference_code, references
from scripts.site.machines import policy
from scripts.site.machines.site import Machines
from scripts.site.model.carried import carried
from scripts.site.search.site import Search

# New objects between two searches for garbage.
GARBAGE = 100_000

_search = Search()


class _Build:
    """The build that is under way."""

    serving = False
    nav: Navigation
    machines: Machines | None = None


def on_startup(command: str, dirty: bool) -> None:
    """Find out whether this is the live preview."""
    _Build.serving = command == "serve"


def on_pre_build(config: MkDocsConfig) -> None:
    """Where more builds are to come, see what has changed since the last.

    What a build makes of pages it keeps to its end: to look for garbage among that after every 700 objects finds
    little, and takes a twentieth of the build.
    """
    gc.set_threshold(GARBAGE)
    if rendered.kept:
        rendered.kept.begin(config)
    elif not _Build.serving:
        beside.begin()
        references.write_beside()
        reference_code.colour_beside()


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the figures to the files of the site, and put our styles and scripts into one file each."""
    bundle(files, config)
    _search.begin(files, config)
    for path in sorted(path for kind in ("*.svg", "*.txt") for path in _folder(config).glob(kind)):
        files.append(File.generated(config, f"figures/{path.name}", abs_src_path=str(path)))
    if config.use_directory_urls and (file := carried()):  # the edition from disk does not contain itself
        files.append(File.generated(config, f"editions/{file.path.name}", abs_src_path=str(file.path)))
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Keep the navigation, whose sections llms.txt has."""
    _Build.nav = nav
    return nav


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Where more builds are to come, convert only what has changed."""
    if rendered.kept:
        rendered.kept.of(page)
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let the search read the page; it stays as it is."""
    _search.add(page, html)
    return html


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Write the index of the search, now that all pages are converted, and begin what machines are told."""
    _search.finish(files, config)
    if rendered.kept:
        env.bytecode_cache = rendered.kept.templates
    _Build.machines = None if _Build.serving else Machines(config, files)
    if _Build.machines:
        policy.watch(env)
    return env


def on_page_context(context: dict, page: Page, config: MkDocsConfig, nav: Navigation) -> dict:
    """Put into the page's head what machines read there."""
    if _Build.machines:
        context["machines"] = _Build.machines.context(page)
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Give a finished page its policy."""
    return _Build.machines.finish(output, page) if _Build.machines else output


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Give the page for a missing page its policy."""
    finished = _Build.machines and template_name.endswith(".html")
    return _Build.machines.finish(output_content) if finished else output_content


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:
    """Show a figure anew when it has been drawn anew."""
    if _folder(config).is_dir():
        server.watch(str(_folder(config)))
    return server


def on_post_build(config: MkDocsConfig) -> None:
    """Write what machines read beside the pages."""
    if _Build.machines:
        _Build.machines.publish(_Build.nav)
    beside.end()


def on_build_error(error: Exception) -> None:
    """Leave what has been begun."""
    beside.end()


def _folder(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent / "figures"
