"""The build command: what it writes, what it says, and that a site that fails leaves the one before untouched."""

import subprocess
from pathlib import Path

import pytest

from scripts.site.build import __main__ as build
from tests.clones import environment

HOOK = Path(__file__).parents[3] / "scripts" / "site" / "build" / "publish.py"
CONFIGURATION = f"""
site_name: Guide
site_url: !ENV [SITE_URL, ""]
repo_url: !ENV [REPO_URL, ""]
theme: {{name: null, custom_dir: theme}}
plugins: []
use_directory_urls: !ENV [DIRECTORIES, true]
hooks: ['{HOOK}']
extra: {{offline: !ENV [OFFLINE, unset]}}
validation: {{omitted_files: warn, absolute_links: warn, unrecognized_links: warn, anchors: warn}}
markdown_extensions:
  - toc
  - pymdownx.superfences
  - scripts.site.extensions.mathematics
  - scripts.site.extensions.citations
  - scripts.site.extensions.figures
  - scripts.site.extensions.answers
nav:
  - index.md
  - other.md
"""


@pytest.fixture
def guide(project, monkeypatch):
    for name in ("OFFLINE", "NO_MKDOCS_2_WARNING", "SOURCE_DATE_EPOCH", "SITE_URL", "REPO_URL"):
        monkeypatch.setenv(name, "")
    project.write("mkdocs.yml", CONFIGURATION)
    facts = "offline={{ config.extra.offline }} at={{ page.canonical_url }} from={{ config.repo_url }}"
    project.write("theme/main.html", f"{{{{ page.content }}}} {facts}")
    project.write("docs/index.md", "# Home\n\nSee [the other](other.md#part), $f_t$.\n")
    project.write("docs/other.md", "# Other\n\n## Part\n\nText [@cho2014a].\n")
    return project


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_hosted_and_offline(guide, capsys):
    assert build.main([]) == 0
    assert "offline=False" in (guide.root / "site" / "index.html").read_text(encoding="utf-8")
    said = capsys.readouterr().out
    assert "Built 2 pages" in said
    assert "python3 -m http.server --directory site 8000" in said
    assert build.main(["--offline"]) == 0
    assert "offline=True" in (guide.root / "site-offline" / "index.html").read_text(encoding="utf-8")
    assert "Open site-offline/index.html in a browser" in capsys.readouterr().out
    assert sorted(path.name for path in guide.root.glob("site*")) == ["site", "site-offline"]


def test_the_environment_asks_for_the_offline_edition(guide, monkeypatch):
    monkeypatch.setenv("OFFLINE", "1")
    assert build.main([]) == 0
    assert (guide.root / "site-offline" / "index.html").is_file()


def test_only_the_hosted_edition_has_an_address(guide, monkeypatch):
    monkeypatch.setenv("SITE_URL", "https://guide.example/lstm/")
    assert build.main([]) == build.main(["--offline"]) == 0
    assert "at=None" in (guide.root / "site-offline" / "index.html").read_text(encoding="utf-8")
    assert "at=https://guide.example/lstm/" in (guide.root / "site" / "index.html").read_text(encoding="utf-8")


def test_who_publishes_without_an_address_is_told_how_to_name_it(guide, monkeypatch, capsys):
    assert build.main([]) == 0
    assert "SITE_URL=https://" in capsys.readouterr().out.splitlines()[-1]
    monkeypatch.setenv("SITE_URL", "https://guide.example/lstm/")
    assert build.main([]) == 0
    assert build.main(["--offline"]) == 0
    assert "SITE_URL" not in capsys.readouterr().out


def test_a_password_in_the_remote_is_on_no_page(guide, monkeypatch, capfd):
    monkeypatch.delenv("REPO_URL")
    for command in (["init", "--quiet"], ["remote", "add", "origin", "https://oauth2:SECRET@gitlab.example/o/r.git/"]):
        subprocess.run(["git", *command], cwd=guide.root, env=environment(guide.root / "home"), check=True)
    assert build.main([]) == 0
    pages = files(guide.root / "site")
    assert b"from=https://gitlab.example/o/r" in pages["index.html"]
    assert not [name for name, content in pages.items() if b"SECRET" in content or b"oauth2" in content]
    assert "SECRET" not in "".join(capfd.readouterr())


def test_a_new_site_takes_the_place_of_the_old_one(guide):
    guide.write("site/left-over.html", "old")
    assert build.main([]) == 0
    assert "left-over.html" not in files(guide.root / "site")
    assert "other/index.html" in files(guide.root / "site")


BROKEN = {
    "docs/index.md": "---\nshort: s\n---\n\n# Home\n\n[x](missing.md) [y](other.md#no) `[z](#z)` [z](#z)\n\n"
    "![a](../figures/a.svg)\n",
    "docs/other.md": "# Other\n\n$\\foo$ and [@nobody].\n\n[absolute](/x.md)\n\n[odd](folder)\n",
    "docs/questions/03-a.md": "---\nnumber: 3\n---\n\n# x\n",
}


def test_everything_wrong_with_the_site_in_one_run_and_the_old_site_untouched(guide, capsys):
    assert build.main([]) == 0
    guide.write("site/mark.txt", "old")
    before = files(guide.root / "site")
    for name, text in BROKEN.items():
        guide.write(name, text)
    capsys.readouterr()
    assert build.main([]) == 1
    said = capsys.readouterr().err.splitlines()
    starts = [
        "docs/index.md:7: contains a link '#z'",
        "docs/index.md:7: contains a link 'missing.md'",
        "docs/index.md:7: contains a link 'other.md#no'",
        "docs/index.md:9: no figure ../figures/a.svg",
        'docs/other.md:3: bad TeX: unknown command "\\foo"',
        'docs/other.md:3: unknown source "nobody"',
        "docs/other.md:5: contains an absolute link '/x.md'",
        "docs/other.md:7: contains an unrecognized relative link 'folder'",
        'docs/questions/03-a.md:1: front matter has no "question"',
        "mkdocs.yml:1: The following pages exist in the docs directory, but are not included",
    ]
    for start in starts:
        assert [line for line in said if line.startswith(start)], start
    assert said[-1].endswith("problems; the site built before is untouched.")
    assert len(said) - 1 == int(said[-1].split()[2])
    assert files(guide.root / "site") == before
    assert sorted(path.name for path in guide.root.glob("site*")) == ["site"]


def test_text_that_is_not_utf_8_does_not_silence_the_other_pages(guide, capsys):
    (guide.root / "docs" / "index.md").write_bytes(b"# Home\n\n\xff\n")
    guide.write("docs/other.md", "# Other\n\n$\\foo$\n")
    assert build.main([]) == 1
    said = capsys.readouterr().err
    assert "docs/index.md:3: not UTF-8: byte 0xff" in said
    assert "docs/other.md:3: bad TeX" in said
    assert not (guide.root / "site").exists()


def test_a_page_named_in_the_navigation_but_missing(guide, capsys):
    guide.write("mkdocs.yml", CONFIGURATION + "  - gone.md\n")
    assert build.main([]) == 1
    assert "mkdocs.yml:21: A reference to 'gone.md'" in capsys.readouterr().err


def test_a_configuration_that_mkdocs_refuses(guide, capsys):
    guide.write("mkdocs.yml", "theme: {name: null, custom_dir: theme}\nnonsense: 1\n")
    assert build.main([]) == 1
    assert "mkdocs.yml:1: " in capsys.readouterr().err


def test_no_configuration_at_all(guide, capsys):
    (guide.root / "mkdocs.yml").unlink()
    assert build.main([]) == 1
    assert "mkdocs.yml:1: Config file" in capsys.readouterr().err


def test_a_run_that_was_stopped_between_the_two_steps_of_the_swap(guide):
    guide.write("site.old/index.html", "old")
    guide.write("site.new/half.html", "half")
    guide.write("docs/index.md", "$\\foo$")
    assert build.main([]) == 1
    assert files(guide.root / "site") == {"index.html": b"old"}


def test_into_a_folder_of_ones_own(guide, tmp_path):
    assert build.main(["--into", str(tmp_path / "elsewhere" / "guide")]) == 0
    assert (tmp_path / "elsewhere" / "guide" / "index.html").is_file()
    assert not (guide.root / "site").exists()
