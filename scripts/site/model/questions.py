"""The questions that have a page, and links to them as a page's Markdown has them."""

import os
import xml.etree.ElementTree as etree
from pathlib import Path

from scripts.site.model import markdown_file
from scripts.site.model.page import wordings

_ABBREVIATIONS = {"lstm": "LSTM", "lstms": "LSTMs", "rnn": "RNN", "gru": "GRU", "convlstm": "ConvLSTM"}
_found: dict[Path, tuple[int, dict[int, Path]]] = {}


def pages() -> dict[int, Path]:
    """The pages of docs/questions by question number, which the file name starts with."""
    folder = markdown_file.ROOT / "docs" / "questions"
    if not folder.is_dir():
        return {}
    stamp = folder.stat().st_mtime_ns
    if folder not in _found or _found[folder][0] != stamp:
        names = {path: path.name.split("-")[0] for path in sorted(folder.glob("*-*.md"))}
        _found[folder] = (stamp, {int(number): path for path, number in names.items() if number.isdecimal()})
    return _found[folder][1]


def linked(number: int, here: Path | None, text: str) -> etree.Element:
    """`text` as a link to the page of a question, seen from the page `here`; as plain text where there is no page."""
    path = pages().get(number)
    if path is None or here is None:
        element = etree.Element("span")
    else:
        element = etree.Element("a", {"href": Path(os.path.relpath(path, here.parent)).as_posix()})
    element.text = text
    element.set("title", wordings().get(number, ""))
    return element


def label(number: int) -> str:
    """A few words for a question that has a page, from its file's name: `10-lstm-vs-rnn.md` is "LSTM vs RNN"."""
    words = pages()[number].stem.split("-")[1:]
    words = [_ABBREVIATIONS.get(word, word) for word in words]
    return " ".join([words[0][0].upper() + words[0][1:], *words[1:]])
