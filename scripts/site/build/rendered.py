"""While the site is served, a page whose conversion would come out the same is taken from the build before.

The HTML of a page is made of its own Markdown, and of what all pages share: every other file of docs/, the figures, the
reference code, the configuration, and of the other pages their names and front matter. A page with a marker, such as
home or a page of cards, or with `[@*]`, is also made of what the question pages tell: their answers, what is to be
known by heart, their sources and how long they are; of the text of any other page as a whole. A page of which MkDocs
warns is converted each time, so that it warns again.
"""

import logging
import re
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from jinja2.bccache import Bucket, BytecodeCache
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from scripts.site.extensions.revision import BY_HEART
from scripts.site.model.page import load
from scripts.site.model.reading import reading_of

_FRONT = re.compile(rb"-{3}[ \t]*\n.*?\n(?:-{3}|\.{3})[ \t]*\n", re.DOTALL)
# What says that a page is made of others; the code and the facts are not those of pages.
_TOLD = re.compile(r"(?m)^(?:<!-- (?!facts|reference code)[a-z]+(?:: [a-z0-9]+)? -->|\[@\*\])$")
_CITED = re.compile(r"@([\w:-]+)")
_SHARED = ("docs", "figures", "scripts/reference", "mkdocs.yml")
_ATTRIBUTES = ("content", "toc", "_title_from_render", "present_anchor_ids")


class _Html(NamedTuple):
    """A converted page: what it was made of, what MkDocs keeps of it, and the anchors that it links to, by file."""

    made_of: tuple[str, ...]
    kept: dict[str, Any]
    anchors: dict[str, dict[str, str]]


class Compiled(BytecodeCache):
    """The templates as Jinja compiled them last: MkDocs has them compiled anew for each build."""

    def __init__(self) -> None:
        """Nothing has been compiled yet."""
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give Jinja what it has compiled, which it takes if the template is still the same."""
        if code := self._code.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what Jinja has compiled."""
        self._code[bucket.key] = bucket.bytecode_to_string()


class _Warned(logging.Handler):
    """Whether MkDocs has warned of anything."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.warned = False

    def emit(self, record: logging.LogRecord) -> None:
        self.warned = True


class Rendered:
    """The pages as they were converted last, by their place in docs/."""

    def __init__(self) -> None:
        """Nothing has been converted yet."""
        self.templates = Compiled()
        self._pages: dict[str, _Html] = {}
        self._shared = self._texts = ""

    def begin(self, config: MkDocsConfig) -> None:
        """Before a build: look at all that pages are made of."""
        root = Path(config.config_file_path).parent
        shared, texts = blake2b(repr(sorted(config.plugins)).encode()), blake2b()
        for path in (path for name in _SHARED for path in _files(root / name)):
            raw = path.read_bytes()
            if path.suffix == ".md":
                texts.update(blake2b(_told(path, root, raw)).digest())
                front = _FRONT.match(raw)
                raw = front[0] if front else b""
            shared.update(f"{path} {len(raw)} ".encode() + blake2b(raw).digest())
        self._shared, self._texts = shared.hexdigest(), texts.hexdigest()

    def of(self, page: Page) -> None:
        """Have a page, of which the Markdown is known, converted only if it has to be."""
        convert = page.render

        def render(config: MkDocsConfig, files: Files) -> None:
            made_of = (self._shared, page.markdown, *((self._texts,) if _TOLD.search(page.markdown) else ()))
            before = self._pages.pop(page.file.src_uri, None)
            if before and before.made_of == made_of:
                self._pages[page.file.src_uri] = before
                vars(page).update(before.kept)
                page.links_to_anchors = {files.get_file_from_path(uri): to for uri, to in before.anchors.items()}
                return
            watching = _Warned()
            logging.getLogger("mkdocs").addHandler(watching)
            try:
                convert(config, files)
            finally:
                logging.getLogger("mkdocs").removeHandler(watching)
            if not watching.warned and page.links_to_anchors is not None:
                kept = {name: getattr(page, name) for name in _ATTRIBUTES}
                anchors = {file.src_uri: to for file, to in page.links_to_anchors.items()}
                self._pages[page.file.src_uri] = _Html(made_of, kept, anchors)

        page.render = render


def _told(path: Path, root: Path, raw: bytes) -> bytes:
    """What a page tells others, of a question page without its front matter; all of it where it cannot be read."""
    if path.parent.name != "questions":
        return raw
    try:
        read, length = load(path, root), reading_of(path, root)
    except OSError:
        return raw
    heart, cited = read.section(BY_HEART), sorted(set(_CITED.findall(read.document.text)))
    said = [part.text for part in (read.answer, heart) if part]
    return repr([said, cited, [amount.minutes for amount in length]]).encode()


def _files(path: Path) -> list[Path]:
    """A file, or the files below a folder, but for what Python leaves there."""
    found = [path] if path.is_file() else sorted(path.rglob("*"))
    return [one for one in found if one.is_file() and one.suffix != ".pyc"]


kept: Rendered | None = None


def keep() -> None:
    """From now on, keep what is converted: there is more than one build to come."""
    global kept
    kept = Rendered()
