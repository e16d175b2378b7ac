"""The same in two libraries: which parts of a page become panels side by side."""

import pytest

BOTH = """# Title

## In code

**PyTorch 2.13:** the layer.

```python
import torch
```

```text
1
```

And more:

```python
print(1)
```

**Keras 3.15** does the same:

```python
import keras
```

### The whole program

After.
"""


def panels(project, text):
    page = project.tree(project.html(text))
    return page, [[panel.get("data-library") for panel in tabs] for tabs in page.iter("div") if _is(tabs, "libraries")]


def _is(element, css):
    return element.get("class") == css


def test_each_library_has_a_panel_up_to_the_next_or_a_heading(project):
    page, found = panels(project, BOTH)
    assert found == [["PyTorch", "Keras"]]
    assert [element.tag for element in page] == ["h1", "h2", "div", "h3", "p"]
    torch, keras = page[2]
    assert [element.tag for element in torch] == ["p", "div", "div", "p", "div"]
    assert [element.tag for element in keras] == ["p", "div"]
    assert "".join(torch[0].itertext()) == "PyTorch 2.13: the layer."


@pytest.mark.parametrize(
    "change",
    [
        ("**Keras 3.15** does", "Keras 3.15 does"),
        ("**Keras 3.15** does", "**PyTorch 2.13** does"),
        ("```python\nimport keras\n```", "Words alone."),
        ("**Keras 3.15** does", "### Keras\n\n**Keras 3.15** does"),
        ("**Keras 3.15** does", "And **Keras 3.15** does"),
    ],
    ids=["no label", "one library twice", "no code", "a heading between", "bold within a sentence"],
)
def test_anything_else_stays_as_it_is(project, change):
    assert BOTH.replace(*change) != BOTH
    assert panels(project, BOTH.replace(*change))[1] == []
