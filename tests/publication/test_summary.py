"""A change as a reviewer sees it: the pages that it touches, and where to find them."""

import subprocess
from pathlib import Path

import pytest

from scripts.publication import summary
from scripts.publication.changes import Change
from scripts.publication.summary import Links
from scripts.site.model import markdown_file

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><desc>{}</desc></svg>\n'
FORGET, GRADIENT = "docs/questions/03-forget-gate.md", "docs/questions/07-gradient.md"
ADDRESSES = (
    "--source=https://host.example/o/r/blob/abc",
    "--published=https://guide.example/lstm/",
    "--artifact=https://host.example/artifact",
)
HEAD = [
    "| Page | What changed | Published now | In the download |",
    "| --- | --- | --- | --- |",
]


class Repository:
    """A guide of three pages and two figures with one commit, and what the summary says of its checkout."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture) -> None:
        self.root, self.capsys = root, capsys
        self.git("init", "--quiet")
        self.write("mkdocs.yml", "plugins:\n  - redirects:\n      redirect_maps: {}\n")
        self.write("docs/index.md", "# The guide\n\n![A cell](../figures/cell.svg)\n")
        self.write(FORGET, "---\nnumber: 3\n---\n\n# How does it forget?\n\n![Curves](../../figures/curves.svg)\n")
        self.write(GRADIENT, "# Does the gradient vanish?\n\n" + "A line of this page.\n" * 9)
        self.write("figures/cell.svg", SVG.format("A cell"))
        self.write("figures/curves.svg", SVG.format("Curves"))
        self.commit()

    def git(self, *arguments: str) -> None:
        who = ("-c", "user.name=Nobody", "-c", "user.email=nobody@guide.example", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *arguments], cwd=self.root, check=True, capture_output=True)

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def append(self, name: str, text: str) -> None:
        self.write(name, (self.root / name).read_text(encoding="utf-8") + text)

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message=A change")

    def says(self, *arguments: str, status: int = 0) -> list[str]:
        """The lines of the summary against the commit before, or of what `arguments` ask for, without the title."""
        assert summary.main(list(arguments) or ["HEAD^"]) == status
        title, _, *lines = self.capsys.readouterr().out.splitlines()
        assert title == "## Pages that changed"
        return lines


@pytest.fixture
def repository(tmp_path, monkeypatch, capsys) -> Repository:
    monkeypatch.setattr(markdown_file, "ROOT", tmp_path)
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    return Repository(tmp_path, capsys)


def test_nothing_changed(repository):
    repository.write("README.md", "# Read me\n")
    repository.write("docs/assets/a.css", "a {}\n")
    repository.write("figures/data/curves.json", "{}\n")
    repository.commit()
    assert repository.says() == ["No page changed."]


def test_text_and_new_page_and_figures(repository):
    repository.append(GRADIENT, "More.\n")
    repository.write("docs/reference/a b.md", "# Notation of $c_t$ | `c`\n")
    repository.write("figures/curves.svg", SVG.format("Other curves"))
    repository.commit()
    assert repository.says("HEAD^", *ADDRESSES) == [
        "[Download the site](https://host.example/artifact), unpack it and open a file of it: it needs no network.",
        "",
        *HEAD,
        "| [How does it forget?](https://host.example/o/r/blob/abc/docs/questions/03-forget-gate.md) | figure curves "
        "| [as it is](https://guide.example/lstm/questions/03-forget-gate/) | `questions/03-forget-gate.html` |",
        "| [Does the gradient vanish?](https://host.example/o/r/blob/abc/docs/questions/07-gradient.md) | text "
        "| [as it is](https://guide.example/lstm/questions/07-gradient/) | `questions/07-gradient.html` |",
        r"| [Notation of \$c\_t\$ \| c](https://host.example/o/r/blob/abc/docs/reference/a%20b.md) | new "
        "|  | `reference/a%20b.html` |",
    ]


def test_home_page_and_a_figure_of_it(repository):
    repository.append("docs/index.md", "More.\n")
    repository.write("figures/cell.svg", SVG.format("Another cell"))
    repository.commit()
    (row,) = repository.says("HEAD^", ADDRESSES[1])[2:]
    assert row == "| The guide | text, figure cell | [as it is](https://guide.example/lstm/) | `index.html` |"


def test_a_figure_that_changed_on_phones_alone(repository):
    repository.write("figures/cell.narrow.svg", SVG.format("A narrow cell"))
    repository.commit()
    (row,) = repository.says("HEAD^", ADDRESSES[1])[2:]
    assert row == "| The guide | figure cell | [as it is](https://guide.example/lstm/) | `index.html` |"


def test_before_it_is_committed(repository):
    assert repository.says("HEAD") == ["No page changed."]
    repository.append(GRADIENT, "More.\n")
    assert len(repository.says("HEAD")) == 3


def test_moved_and_removed(repository):
    repository.git("mv", GRADIENT, "docs/questions/07-vanishing.md")
    repository.git("rm", "--quiet", FORGET)
    repository.commit()
    forget, gradient = (
        f"**its address would vanish: add `questions/{name}.md: NEW.md` to `redirect_maps` in mkdocs.yml**"
        for name in ("03-forget-gate", "07-gradient")
    )
    assert repository.says("HEAD^", ADDRESSES[1], status=1) == [
        *HEAD,
        f"| How does it forget? | removed, {forget} "
        "| [as it is](https://guide.example/lstm/questions/03-forget-gate/) |  |",
        f"| Does the gradient vanish? | moved from {GRADIENT}, {gradient} "
        "| [as it is](https://guide.example/lstm/questions/07-gradient/) | `questions/07-vanishing.html` |",
    ]


def test_moved_with_a_redirect(repository):
    repository.git("mv", GRADIENT, "docs/questions/07-vanishing.md")
    maps = "redirect_maps: {questions/07-gradient.md: questions/07-vanishing.md}"
    repository.write("mkdocs.yml", f"plugins:\n  - redirects:\n      {maps}\n")
    repository.commit()
    (row,) = repository.says()[2:]
    assert f"| moved from {GRADIENT}, its address leads to questions/07-vanishing.md |" in row


@pytest.mark.parametrize("commit", ["0" * 40, "no-such-branch", "--output=stolen"])
def test_a_commit_that_is_not_there(repository, capsys, commit):
    assert summary.main([ADDRESSES[2], "--", commit]) == 0
    assert capsys.readouterr().out == (
        f"There is no commit {commit} to compare the pages with.\n\n"
        "[Download the site](https://host.example/artifact), unpack it and open a file of it: it needs no network.\n"
    )
    assert not (repository.root / "stolen").exists()


def test_what_a_stranger_writes_stays_text():
    title = "[x](https://evil.example) <img src=x> `a` | **b** $c$ & \\ ~d~"
    (row,) = summary.summary([Change("new", title, "docs/a`|.md", None)], {}, Links()).splitlines()[4:]
    assert row == (
        r"| \[x\](https://evil.example) \<img src=x\> \`a\` \| \*\*b\*\* \$c\$ \& \\ \~d\~ | new |  | `a%60%7C.html` |"
    )
