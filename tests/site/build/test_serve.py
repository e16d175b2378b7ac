"""Served while it is written: what changes is shown, and what does not is not converted again."""

import shutil
import socket
import threading
import time
import urllib.request
from pathlib import Path

import pytest
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.structure.pages import Page

from scripts.site.build import rendered, serve

HOOK = Path(__file__).parents[3] / "scripts" / "site" / "build" / "publish.py"
FRONT = (
    "---\nnumber: {0}\nquestion: {1}\nshort: A gate\ntopic: cell\nlevel: core\naliases: [a, b, c]\nneeds: []\n"
    "see: [{2}]\n---\n\n# {1}\n\n> **In 30 seconds.** It scales [@gers2000forget].\n\n## In two minutes\n\nA word.\n"
)
FORGET, INPUT = "docs/questions/03-forget-gate.md", "docs/questions/04-input-gate.md"
_NAMES = ("reference_code", "mathematics", "citations", "figures", "answers", "claims", "index")
EXTENSIONS = ", ".join(["attr_list", "toc", *(f"scripts.site.extensions.{name}" for name in _NAMES)])


@pytest.fixture
def guide(project, monkeypatch):
    """Two questions and a home page that lists them."""
    project.figure("curve", "Caption.")
    project.write(FORGET, FRONT.format(3, "How does the forget gate work in LSTM?", 4))
    project.write(INPUT, FRONT.format(4, "What is the role of the input gate?", 3))
    project.append(
        FORGET, "\n![Alt](../../figures/curve.svg)\n\nSee [the input gate](04-input-gate.md#in-two-minutes).\n"
    )
    project.write("docs/index.md", "# Home\n\n<!-- questions -->\n")
    project.write(
        "mkdocs.yml",
        f"site_name: Guide\nstrict: true\nhooks: ['{HOOK}']\ntheme: {{name: null, custom_dir: theme}}\nplugins: []\n"
        f"markdown_extensions: [{EXTENSIONS}]\n"
        "validation: {omitted_files: warn, absolute_links: warn, unrecognized_links: warn, anchors: warn}\n",
    )
    project.write("theme/main.html", "{% for one in page.toc %}{{ one.title }}{% endfor %}{{ page.content }}")
    monkeypatch.setattr(rendered, "kept", None)
    return project


@pytest.fixture
def converted(guide, monkeypatch):
    """Builds the site as `make serve` does; gives the pages that were converted. It is what a fresh build makes."""
    rendered.keep()
    keeping, names = rendered.kept, []
    convert = Page.render
    monkeypatch.setattr(Page, "render", lambda page, *given: names.append(page.file.src_uri) or convert(page, *given))

    def run() -> list[str]:
        monkeypatch.setattr(rendered, "kept", keeping)
        build(load_config(str(guide.root / "mkdocs.yml"), site_dir=str(guide.root / "served")))
        found = sorted(names)
        monkeypatch.setattr(rendered, "kept", None)
        build(load_config(str(guide.root / "mkdocs.yml"), site_dir=str(guide.root / "fresh")))
        names.clear()
        served, fresh = (_files(guide.root / name) for name in ("served", "fresh"))
        assert served == fresh
        return found

    return run


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


ALL = ["index.md", "questions/03-forget-gate.md", "questions/04-input-gate.md"]


def change(guide, name: str, old: str, new: str) -> None:
    text = (guide.root / name).read_text(encoding="utf-8")
    assert old in text
    guide.write(name, text.replace(old, new))


def test_a_page_that_changes_is_converted_alone_with_those_that_list_all(guide, converted):
    assert converted() == ALL
    assert converted() == []
    change(guide, INPUT, "A word.", "Another word. " + "And one more. " * 300)
    assert converted() == ["index.md", "questions/04-input-gate.md"]


def test_of_a_page_others_have_what_it_tells_and_no_more(guide, converted):
    """Its answer and its sources, but not the words between."""
    guide.write("docs/sources.md", "# Sources\n\n[@*]\n")
    converted()
    change(guide, INPUT, "A word.", "One word.")
    assert converted() == ["questions/04-input-gate.md"]
    for old, new in (("It scales", "It lets in"), ("[@gers2000forget]", "")):
        change(guide, INPUT, old, new)
        assert converted() == ["index.md", "questions/04-input-gate.md", "sources.md"]


SHARED = {
    "front matter": lambda guide: change(guide, INPUT, "level: core", "level: advanced"),
    "a figure": lambda guide: guide.figure("curve", "Another caption."),
    "the bibliography": lambda guide: change(guide, "docs/references.bib", "{12}", "{13}"),
    "the configuration": lambda guide: change(guide, "mkdocs.yml", "toc,", "toc, tables,"),
    "a new page": lambda guide: guide.write("docs/extra.md", "# Extra\n"),
}


@pytest.mark.parametrize("what", SHARED)
def test_what_pages_share_converts_all(guide, converted, what):
    converted()
    SHARED[what](guide)
    assert set(ALL) <= set(converted())


def test_a_page_with_a_warning_warns_again(guide, converted, caplog):
    change(guide, "mkdocs.yml", "strict: true", "strict: false")
    change(guide, INPUT, "A word.", "[Nothing](nowhere.md)")
    converted()
    caplog.clear()
    assert converted() == ["questions/04-input-gate.md"]
    assert "nowhere.md" in caplog.text


def test_a_change_is_served(guide, monkeypatch):
    """The text of a page, its front matter, a figure, a source: each is seen by who asks for the page again."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    servers = []
    monkeypatch.setattr(mkdocs_serve, "LiveReloadServer", mkdocs_serve.LiveReloadServer)
    serve.settle()
    quick = mkdocs_serve.LiveReloadServer
    monkeypatch.setattr(mkdocs_serve, "LiveReloadServer", lambda **given: servers.append(quick(**given)) or servers[0])
    given = {"config_file": str(guide.root / "mkdocs.yml"), "dev_addr": f"127.0.0.1:{port}"}
    thread = threading.Thread(target=mkdocs_serve.serve, kwargs=given, daemon=True)
    thread.start()

    def wait_for(path: str, text: str) -> None:
        for _ in range(1200):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=60) as answer:
                    if text in answer.read().decode():
                        return
            except OSError:
                pass
            time.sleep(0.1)
        raise AssertionError(f"{text} is not served")

    page = "questions/03-forget-gate/"
    try:
        wait_for(page, "A word.")
        change(guide, FORGET, "A word.", "Another word.")
        wait_for(page, "Another word.")
        change(guide, FORGET, "level: core", "level: advanced")
        wait_for("", "advanced")
        guide.figure("curve", "Seen anew.")
        wait_for(page, "Seen anew.")
        change(guide, "docs/references.bib", "Continual Prediction", "Endless Prediction")
        wait_for(page, "Endless Prediction")
        guide.write("docs/extra.md", "# Extra\n\nA new page.\n")
        wait_for("extra/", "A new page.")
    finally:
        while not servers and thread.is_alive():
            time.sleep(0.1)
        servers[0].shutdown()
        thread.join(60)
        shutil.rmtree(servers[0].root, ignore_errors=True)
