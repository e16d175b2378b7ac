"""The same sources under MkDocs and under Zensical give the same pages, character for character."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONFIGURATION = """
site_name: Guide
site_url: https://example.org/
theme: {name: material, font: false}
hooks: [scripts/site/publish.py]
markdown_extensions:
  - attr_list
  - tables
  - toc: {permalink: true}
  - pymdownx.superfences
  - scripts.site.mathematics
  - scripts.site.citations
  - scripts.site.figures
  - scripts.site.answers
  - scripts.site.claims
  - scripts.site.index
"""
PAGE = """---
number: 3
question: How does the forget gate work in LSTM?
short: It scales what the cell holds.
topic: cell
level: core
minutes: 6
aliases: [what f does, forget gate formula, forgetting]
needs: [8]
see: [7]
---

# How does the forget gate work in LSTM?

> **In 30 seconds.** It keeps $f_t \\odot c_{t-1}$ [@gers2000forget], 0.0059<!-- = 0.95**100 --> in all.

![What is found](../../figures/curve.svg)

$$
c_t = \\underbrace{f_t \\odot c_{t-1}}_{\\text{kept}} + i_t \\odot g_t
$$

## Common mistakes

- **"It forgets."** It keeps.

## Follow-ups

### Why one?

Because $\\sigma(1) = 0.73$ [@tallec2018warp; @gers2000forget].

## How it is judged

| Answer | Why |
|---|---|
| Weak | $x$ |

## Test yourself

### Half-life

Compute.

#### Solution

```python
print("[@nobody] $x$")
```
"""


@pytest.fixture
def guide(project) -> Path:
    """A guide with a copy of the extensions, so that they take it for the repository that they belong to."""
    shutil.copytree(ROOT / "scripts" / "site", project.root / "scripts" / "site")
    project.write("scripts/__init__.py", "")
    project.write("mkdocs.yml", CONFIGURATION)
    project.figure("curve", "Half after $k$ steps &lt;!-- given --&gt;[@cho2014a].")
    project.write("docs/questions/03-forget-gate.md", PAGE)
    project.write(
        "docs/questions/08-forward-pass.md",
        PAGE.replace("number: 3", "number: 8").replace("[8]", "[3]").replace("Why one?", "Why two?"),
    )
    project.write("docs/index.md", "# Home\n\n<!-- questions -->\n")
    project.write("docs/bibliography.md", "# Sources\n\n[@*]\n")
    return project.root


def built(guide: Path, generator: str) -> dict[str, str]:
    """The contents of the pages, by their address; what the generator's theme puts around them is left out."""
    site = guide / "site"
    shutil.rmtree(site, ignore_errors=True)
    command = [sys.executable, "-m", generator, "build"]
    done = subprocess.run(command, cwd=guide, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    pages = {}
    for path in sorted(site.rglob("*.html")):
        article = re.search(r"(?s)<h1.*</article>", path.read_text(encoding="utf-8"))
        if article and path.name != "404.html":
            pages[path.relative_to(site).as_posix()] = re.sub(r"\s+", " ", article[0])
    return pages


def test_mkdocs_and_zensical_agree(guide):
    mkdocs, zensical = built(guide, "mkdocs"), built(guide, "zensical")
    assert list(mkdocs) == list(zensical)
    page = mkdocs["questions/03-forget-gate/index.html"]
    for part in (
        'class="facts"',
        'class="answer"',
        "<math",
        'class="citation-link"',
        "<figcaption>Half after",
        'class="mistakes"',
        'class="follow-up"',
        'class="solution"',
        'class="judged"',
        'class="related"',
        'id="source-gers2000forget"',
        "0.0059 in all",
    ):
        assert part in page
    assert "<!-- " not in page
    assert 'href="questions/03-forget-gate/"' in mkdocs["index.html"]
    assert 'href="../questions/03-forget-gate/"' in mkdocs["bibliography/index.html"]
    for name, html in mkdocs.items():
        # Zensical takes no figure from outside docs/ and writes the link one folder up; browsers stop at the root.
        assert html == zensical[name].replace("../../../figures/", "../../figures/"), name


def test_bad_tex_stops_zensical_too(guide):
    path = guide / "docs" / "questions" / "03-forget-gate.md"
    path.write_text(PAGE.replace(r"\sigma(1)", r"\simga(1)"), encoding="utf-8")
    command = [sys.executable, "-m", "zensical", "build"]
    done = subprocess.run(command, cwd=guide, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode != 0
    assert 'docs/questions/03-forget-gate.md:31: bad TeX: unknown command "\\simga"' in done.stdout + done.stderr
