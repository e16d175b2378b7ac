"""A page with one block, whose code starts in line 4, and what is said of it."""

from textwrap import dedent

import pytest

from scripts.checks.code import examples


@pytest.fixture
def said(tmp_path):
    """What is said of a block of code; `P` stands for the page."""
    page = tmp_path / "page.md"

    def said(code, output=None, limit=examples.LIMIT):
        text = f"# A page\n\n```python\n{dedent(code).strip()}\n```\n"
        page.write_text(text if output is None else f"{text}\n```text\n{output}\n```\n", encoding="utf-8")
        return [message.replace(str(page), "P") for message in examples.failures(page, limit)]

    return said
