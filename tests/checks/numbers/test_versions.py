"""Versions of libraries in prose, against the pins."""

import pytest

from scripts.checks.numbers import versions
from scripts.checks.repository import Repository
from scripts.site.model.document import ROOT

PINS = "torch==2.13.0\nkeras==3.15.1\nonnx==1.23.2\nonnxruntime==1.31.1\nnumpy==2.4.6\n"
HERE = "It came late"
SOURCE = """
@misc{keras_docs,
  author = {{Keras contributors}},
  title = {Layers},
  howpublished = {Keras 2.15 documentation},
  year = {2026}
}
"""


def say(site, words: str) -> list[str]:
    """What is said of words on the page, up to the remedy."""
    site.write("requirements-test.txt", PINS)
    site.write("docs/references.bib", site.read("docs/references.bib") + SOURCE)
    site.edit(HERE, f"So it ends. {words} {HERE}")
    return [problem.message for problem in versions.check(Repository(site.root))]


@pytest.mark.parametrize(
    "words",
    [
        "PyTorch 2.13, Keras 3.15 and ONNX Runtime 1.31 start at 0.5.",
        "Run with NumPy 2.4.6, torch==2.13.0, Keras v3.15 and PyTorch (2.13).",
        "PyTorch 2.13 and 0.5 of it, PyTorch 2.13, 0.73 elsewhere; in Keras 3.15 and 100 steps.",
        "Keras 2 and Keras 3 differ, TensorFlow 1.15 and CUDA 12 too.",
        "Since PyTorch 1.5, until Keras 3.2, before PyTorch 2.0, and in PyTorch 1.x or NumPy 1.20 and earlier.",
        "Keras 2.15 did it [@keras_docs].",
        "In PyTorch 8 steps take a while, and 2.5 % more; PyTorch 2.5 % less.",
        "ONNX 1.23 has it, and version 2.13 of PyTorch.",
    ],
)
def test_right(site, words):
    assert say(site, words) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("PyTorch 2.12 does it.", "PyTorch 2.12, and 2.13.0 is pinned"),
        ("Keras 3.14 does it.", "Keras 3.14, and 3.15.1 is pinned"),
        ("Keras 3.15.2 does it.", "Keras 3.15.2, and 3.15.1 is pinned"),
        ("Keras 3.14 on PyTorch 2.13, faster than PyTorch 2.13.", "Keras 3.14, and 3.15.1 is pinned"),
        ("It is faster than PyTorch 2.12.", "PyTorch 2.12, and 2.13.0 is pinned"),
        ("Keras 3.14 starts so.", "Keras 3.14, and 3.15.1 is pinned"),
        ("Keras 4 does it.", "Keras 4, and 3.15.1 is pinned"),
        ("ONNX Runtime 1.23 does it.", "ONNX Runtime 1.23, and 1.31.1 is pinned"),
        ("ONNX 1.31 does it.", "ONNX 1.31, and 1.23.2 is pinned"),
        ("Run with torch==2.9.0.", "torch 2.9.0, and 2.13.0 is pinned"),
        ("PyTorch's 2.12 does it.", "PyTorch 2.12, and 2.13.0 is pinned"),
        ("PyTorch (2.12) does it.", "PyTorch 2.12, and 2.13.0 is pinned"),
        ("PyTorch 2.12 and 2.13 do it.", "PyTorch 2.12, and 2.13.0 is pinned"),
        ("Version 2.12 of PyTorch does it; version 2.11 of PyTorch.", "PyTorch 2.11, and 2.13.0 is pinned"),
        ("Since PyTorch 2.20 it does.", "PyTorch 2.20, and 2.13.0 is pinned"),
        ("Keras 2.14 did it [@keras_docs].", "Keras 2.14, and 3.15.1 is pinned"),
    ],
)
def test_wrong(site, words, told):
    assert say(site, words)[-1:] == [told]


def test_a_comment_of_the_code(site):
    site.edit("print(round(0.7310585, 4))", "print(round(0.7310585, 4))  # PyTorch 2.12")
    site.write("requirements-test.txt", PINS)
    (problem,) = versions.check(Repository(site.root))
    assert "2.12" in site.read(problem.path).split("\n")[problem.line - 1]


def test_every_package_is_pinned():
    assert set(versions.PACKAGES.values()) <= set(versions.pins_of(Repository(ROOT)))
