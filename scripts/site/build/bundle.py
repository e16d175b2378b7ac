"""Our style sheets become one file of the site, and so do our scripts, each under a name that changes with its bytes.

They are written one idea to a file, which would be as many requests before the first view. The name makes it safe for
a host, and for the reader's own copy, to keep a file for good: another version is another file.
"""

from collections.abc import Sequence
from hashlib import sha256

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files


def bundle(files: Files, config: MkDocsConfig) -> None:
    """Put the files that `extra_css` and `extra_javascript` list into one each, in that order.

    Raises PluginError for a file that is listed and does not exist.
    """
    config.extra_css = _joined(files, config, config.extra_css, "assets/css/guide", ".css")
    config.extra_javascript = _joined(files, config, list(map(str, config.extra_javascript)), "assets/js/guide", ".js")


def _joined(files: Files, config: MkDocsConfig, names: Sequence[str], stem: str, ending: str) -> list[str]:
    if not names:
        return []
    missing = [name for name in names if not files.get_file_from_path(name)]
    if missing:
        raise PluginError(f"mkdocs.yml: no docs/{', no docs/'.join(missing)}; correct extra_css or extra_javascript")
    parts = [files.get_file_from_path(name) for name in names]
    # A script may end without a semicolon: the parenthesis that the next one begins with would then call what it left.
    content = (";\n" if ending == ".js" else "\n").join(part.content_string for part in parts)
    for part in parts:
        files.remove(part)
    name = f"{stem}.{sha256(content.encode()).hexdigest()[:8]}{ending}"
    files.append(File.generated(config, name, content=content))
    return [name]
