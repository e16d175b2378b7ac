"""A small guide of its own for each test: docs/, figures/ and references.bib in a temporary folder."""

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from markdown import Markdown

from scripts.site.extensions import report
from scripts.site.model import markdown_file

EXTENSIONS = [
    "attr_list",
    "tables",
    "smarty",
    "toc",
    "pymdownx.superfences",
    *(
        f"scripts.site.extensions.{name}"
        for name in (
            *("reference_code", "mathematics", "citations", "figures"),
            *("answers", "claims", "unbroken", "index", "facts", "libraries", "heading_links"),
            *("offline", "revision", "inline"),
        )
    ),
]
REFERENCES = r"""
@article{gers2000forget,
  author = {Felix A. Gers and Jürgen Schmidhuber and Fred Cummins},
  title = {{Learning to Forget: Continual Prediction with LSTM}},
  journal = {Neural Computation},
  volume = {12}, number = {10}, pages = {2451--2471}, year = {2000},
  doi = {10.1162/089976600300015015}
}
@inproceedings{tallec2018warp,
  author = {Corentin Tallec and Yann Ollivier},
  title = {{Can recurrent neural networks warp time?}},
  booktitle = {ICLR 2018}, year = {2018},
  eprint = {1804.11188}, archiveprefix = {arXiv}, url = {https://www.example.org/a?b=1&c=2}
}
@misc{cho2014a, author = {Bart van Merri{\"e}nboer}, title = {{Second}}, year = {2014}}
@misc{cho2014b, author = {Bart van Merri{\"e}nboer}, title = {{First \& foremost}}, year = {2014}}
"""
SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"><title>t</title>
<desc>{caption}</desc><path d="M0 0"/></svg>
"""


@dataclass
class Project:
    """The guide of a test: files are written by their path, pages are converted as a generator would."""

    root: Path

    def write(self, path: str, text: str) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def figure(self, name: str, caption: str) -> Path:
        """Write both drawings of a figure and return where the wide one lies."""
        self.write(f"figures/{name}.narrow.svg", SVG.format(width=346, height=401, caption=caption))
        return self.write(f"figures/{name}.svg", SVG.format(width=672, height=374.4, caption=caption))

    def converter(self) -> Markdown:
        """Python-Markdown with every extension of the site."""
        return Markdown(extensions=EXTENSIONS)

    @staticmethod
    def tree(html: str) -> etree.Element:
        """A page as a tree; XML knows none of the named quotation marks."""
        return etree.fromstring(f"<page>{re.sub(r'&[lr][sd]quo;', '”', html)}</page>")

    def append(self, path: str, text: str) -> None:
        file = self.root / path
        self.write(path, file.read_text(encoding="utf-8") + text)

    def html(self, text: str, front: str = "", path: str = "docs/notes.md") -> str:
        """The HTML of a page of this text, which stands at `path` with `front` before it."""
        self.write(path, front + text)
        return self.converter().convert(text.lstrip("\n"))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setattr(markdown_file, "ROOT", tmp_path)
    made = Project(tmp_path)
    made.write("docs/references.bib", REFERENCES)
    return made


@pytest.fixture
def problems(project: Project) -> Callable[..., list[str]]:
    """All that is reported on a page, as it is printed."""

    def convert(text: str, front: str = "", path: str = "docs/notes.md") -> list[str]:
        with report.collecting() as found:
            project.html(text, front, path)
        return [str(problem) for problem in found]

    return convert
