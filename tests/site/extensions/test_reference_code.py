"""A display leads to the code that computes it, and the page of that code shows all of it."""

import pytest
from markdown import Markdown
from mkdocs.config import load_config

from scripts.site.extensions import reference_code as extension
from scripts.site.model import reference_code
from scripts.site.model.document import ROOT
from scripts.site.model.page import PageError

STEP = '''"""One step.

More about it.
"""

import numpy as np

_TINY = 1e-9


def step(x):
    """One step forward."""
    return _half(x)


def _half(x):
    return x / 2


class Params:
    """The weights."""


LAST = 3
'''
DISPLAY = "$$\nh = x / 2\n$$"


@pytest.fixture
def guide(project, monkeypatch):
    monkeypatch.setattr(reference_code, "FOLDER", project.root / "scripts" / "reference")
    project.write("scripts/reference/lstm.py", STEP)
    project.write("scripts/reference/__init__.py", '"""Reference code."""\n')
    return project


@pytest.mark.parametrize("claim", ["", " <!-- = 1 -->", "\n<!-- = 1 -->"])
def test_link_behind_a_display(guide, claim):
    page = guide.html(f"Text.\n\n{DISPLAY}{claim}\n<!-- code: lstm.step -->\n\nMore.", path="docs/notes/x.md")
    assert '<math data-tex="h = x / 2" display="block">' in page
    assert (
        '<a href="../reference/code.md#lstm-step" title="The code that computes this"><code>lstm.step</code></a>'
        in page
    )
    assert "<!--" not in page
    assert "\u0002" not in page


def test_what_is_held_is_said(guide):
    page = guide.html(f"{DISPLAY}\n<!-- code: lstm.step with f = 1, c_0 = 0 -->", path="docs/notes/x.md")
    assert "<code>lstm.step</code></a> with f = 1, c_0 = 0</p>" in page


def test_of_no_code(guide):
    page = guide.html(f"Text.\n\n{DISPLAY}\n<!-- code: none, a cell of its own -->\n\nMore.")
    assert '<math data-tex="h = x / 2" display="block">' in page
    assert "computed-by" not in page
    assert "a cell of its own" not in page


def test_functions_are_looked_for_once_for_a_page(guide, monkeypatch):
    looks = []
    monkeypatch.setattr(extension, "functions", lambda: looks.append(1) or {"lstm.step": "lstm-step"})
    guide.html("\n\n".join([f"{DISPLAY}\n<!-- code: lstm.step -->"] * 3), path="docs/notes/x.md")
    assert looks == [1]


def test_unknown_function_is_reported(guide):
    with pytest.raises(PageError) as raised:
        guide.html(f"Text.\n\n{DISPLAY}\n<!-- code: lstm.stop -->\n")
    (problem,) = raised.value.problems
    assert (problem.line, problem.message) == (
        6,
        'no function lstm.stop in scripts/reference (did you mean "lstm.step"?)',
    )


def test_code_in_a_fence_stays(guide):
    assert "code: lstm.step" in guide.html("```text\n$$\nx\n$$\n<!-- code: lstm.step -->\n```")


def test_page_of_the_code(guide):
    page = guide.tree(guide.html("# Code\n\n<!-- reference code -->\n"))
    assert [(h.tag, "".join(h.itertext()), h.get("id")) for h in page if h.tag in ("h2", "h3")] == [
        ("h2", "lstm", "lstm"),
        ("h3", "lstm.step", "lstm-step"),
        ("h3", "lstm.Params", "lstm-Params"),
    ]
    shown = "\n".join("".join(block.itertext()) for block in page.iter("pre"))
    assert "One step." in "".join(page.itertext())
    for line in STEP.split("\n")[4:]:
        assert line in shown


def test_it_is_coloured_as_code_on_a_page(guide):
    configured = load_config(str(ROOT / "mkdocs.yml"))["mdx_configs"]["pymdownx.highlight"]
    fences = Markdown(
        extensions=["pymdownx.highlight", "pymdownx.superfences"], extension_configs={"pymdownx.highlight": configured}
    )
    shown = guide.html("# Code\n\n<!-- reference code -->\n")
    (module,) = reference_code.modules()
    for part in module.parts:
        assert fences.reset().convert(f"```python\n{part.source}\n```").strip() in shown


def test_colours_of_other_code_are_not_taken(guide):
    extension.colour_beside()
    guide.write("scripts/reference/lstm.py", STEP.replace("LAST = 3", "LAST = 4"))
    assert '<span class="mi">4</span>' in guide.html("# Code\n\n<!-- reference code -->\n")
