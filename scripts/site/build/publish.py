"""The MkDocs hooks: figures are published, our styles and scripts are bundled, search finds other ways to ask, and
machines hear what a page is (`scripts.site.machines`).

The repository's figures/*.svg, wide and narrow, are published in the site's figures/; so is the edition in a zip file,
where `make editions` has made it, in its editions/.

A page shows a figure as `../../figures/NAME.svg`, which is right on a code host. MkDocs knows only files under docs/,
so the figures join its files as though they lay in docs/figures, where scripts/site/extensions/figures.py lets the
links lead: MkDocs then checks them and writes them for either kind of URL.

The theme's search finds nothing at all for many a number, as in "a forget gate of 1": lunr, which it uses, takes two
states of its index for the same where the letters and the identities of their edges, written one behind the other,
give the same digits. `on_post_build` puts a mark between them.

A question's aliases stand in the search index as the tags of its page, a field of its own: in the page's text they are
a few words among two thousand, and every further page with "how do you … an LSTM" buries them deeper.

The live preview has no policies, for MkDocs puts a script of its own into each page that it serves, and nothing else
for machines.
"""

from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from scripts.site.build import rendered
from scripts.site.build.bundle import bundle
from scripts.site.machines import policy
from scripts.site.machines.site import Machines
from scripts.site.model.carried import carried

_WORKER = "assets/javascripts/workers/search.*.min.js"
_EDGE, _MARKED = "e=e+s+o.id}", 'e=e+s+o.id+";"}'


class _Build:
    """The build that is under way."""

    serving = False
    nav: Navigation
    machines: Machines | None = None


def on_startup(command: str, dirty: bool) -> None:
    """Find out whether this is the live preview."""
    _Build.serving = command == "serve"


def on_pre_build(config: MkDocsConfig) -> None:
    """Where more builds are to come, see what has changed since the last."""
    if rendered.kept:
        rendered.kept.begin(config)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the figures to the files of the site, and put our styles and scripts into one file each."""
    bundle(files, config)
    for path in sorted(_folder(config).glob("*.svg")):
        files.append(File.generated(config, f"figures/{path.name}", abs_src_path=str(path)))
    if config.use_directory_urls and (file := carried()):  # the edition from disk does not contain itself
        files.append(File.generated(config, f"editions/{file.path.name}", abs_src_path=str(file.path)))
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Keep the navigation, whose sections llms.txt has."""
    _Build.nav = nav
    return nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Begin what machines are told, before the first template is read."""
    _Build.machines = None if _Build.serving else Machines(config, files)
    if _Build.machines:
        policy.watch(env)
    return env


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Where more builds are to come, convert only what has changed."""
    if rendered.kept:
        rendered.kept.of(page)
    return markdown


def on_page_context(context: dict, page: Page, config: MkDocsConfig, nav: Navigation) -> dict:
    """Put a question's aliases into the search index, in the entry of its page, which the theme has just made.

    The page's head gets what machines read there.
    """
    if _Build.machines:
        context["machines"] = _Build.machines.context(page)
    search = config.plugins.get("material/search")
    for entry in search.search_index.entries if search and "aliases" in page.meta else ():
        if entry["location"] == page.url:
            entry["tags"] = list(page.meta["aliases"])
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
    """Let the search of the built site tell the states of its index apart, and write what is there for machines.

    Raises PluginError when the theme's worker is no longer the one that this was written for.
    """
    if _Build.machines:
        _Build.machines.publish(_Build.nav)
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
