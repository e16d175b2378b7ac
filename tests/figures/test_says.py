"""Every sentence that a figure states has its predicate: a test beside the words, or a line in `reading.yaml`."""

import ast
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from tests.figures import says as said
from tests.figures.says import FIGURES, import_module, reading, says, sentences

HERE = Path(__file__).parent


def unbound(name: str) -> list[str]:
    return [
        one for one in sentences(import_module(FIGURES.module(name))) if one not in {*said.proved(name), *reading(name)}
    ]


@pytest.mark.parametrize("name", FIGURES.names())
def test_each_sentence_is_proved_or_says_how_the_figure_is_read(name):
    left = unbound(name)
    assert not left, (
        f"{name} says {left[0]!r}, and no test in its room of tests/figures is marked @says(…) with these words: "
        "write the predicate on the figure's data, or, if they only say how to read it, put them into reading.yaml"
    )


@pytest.mark.parametrize("path", sorted(HERE.glob("*/reading.yaml")), ids=lambda path: path.parent.name)
def test_what_says_how_to_read_is_still_said(path):
    for name, listed in yaml.safe_load(path.read_text(encoding="utf-8")).items():
        assert FIGURES.module(name).split(".")[-2] == path.parent.name
        gone = [one for one in listed if one not in sentences(import_module(FIGURES.module(name)))]
        assert not gone, f"{path.name}: {name} does not say {gone}; take it out"
        twice = said.proved(name) & set(listed)
        assert not twice, f"{path.name}: a test proves {twice}; take it out"


@pytest.mark.parametrize("path", sorted(HERE.glob("*/test_*.py")), ids=lambda path: path.stem)
def test_what_is_marked_is_a_test_that_asserts(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and any("says(" in ast.unparse(mark) for mark in node.decorator_list):
            asserts = any(
                isinstance(one, ast.Assert) or re.search("assert_|expect_", ast.unparse(one)) for one in ast.walk(node)
            )
            assert node.name.startswith("test_"), f"{path.name}:{node.lineno}: {node.name} is no test"
            assert asserts, f"{path.name}:{node.lineno}: {node.name} asserts nothing"


FIGURE = SimpleNamespace(
    __name__="made_up",
    ALT="The LSTM keeps it. It loses 0.5<!-- = a --> of 1.5 at $h_T$.",
    CAPTION="The LSTM keeps it. $h$ fades. Dots: seeds; lines: means.",
)


def test_sentences_are_told_apart_without_their_claims():
    assert sentences(FIGURE) == [
        "The LSTM keeps it.",
        "It loses 0.5 of 1.5 at $h_T$.",
        "$h$ fades.",
        "Dots: seeds; lines: means.",
    ]


def test_words_that_have_changed_are_refused(monkeypatch):
    monkeypatch.setattr(said, "_PROVED", proved := {})
    says(FIGURE, "The LSTM keeps it.")
    assert proved == {"made_up": {"The LSTM keeps it."}}
    with pytest.raises(ValueError, match=r"made_up does not say 'The LSTM kept it\.'; it says 'The LSTM keeps it\.'"):
        says(FIGURE, "The LSTM kept it.")
