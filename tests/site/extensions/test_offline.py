"""How the guide is read offline: the button, the file, and what each edition says."""

import pytest

from scripts.editions import archive
from scripts.site.model.carried import FILE

DAY = 1_580_673_722  # 2 February 2020
PAGE = "docs/practice/offline.md"
TEXT = """# Read offline

<!-- from disk -->

Nothing to save.

<!-- hosted -->

## On this device

<!-- saving -->

## On a computer

<!-- carried -->

Unpack it.
"""


@pytest.fixture
def edition(monkeypatch):
    def choose(offline: str) -> None:
        monkeypatch.setenv("OFFLINE", offline)

    choose("false")
    return choose


def test_the_hosted_edition_has_the_button_and_the_file(project, edition):
    tree = project.tree(project.html(TEXT, path=PAGE))
    assert [element.tag for element in tree] == ["h1", "h2", "div", "h2", "p", "p"]
    box = tree.find("div")
    assert box.get("class") == "saving"
    assert box[0].get("role") == "status"
    assert [button.get("hidden") for button in box.iter("button")] == ["hidden", "hidden"], "they need a script"
    assert box.find(".//progress").get("aria-label") == "Saving"


@pytest.mark.parametrize("value", ["1", "true"])
def test_the_edition_from_disk_has_neither(project, edition, value):
    edition(value)
    tree = project.tree(project.html(TEXT, path=PAGE))
    assert ["".join(element.itertext()) for element in tree] == ["Read offline", "Nothing to save."]


def test_headings_of_the_other_edition_are_not_in_the_contents(project, edition):
    edition("true")
    project.write(PAGE, TEXT)
    converter = project.converter()
    converter.convert(TEXT)
    assert [heading["name"] for heading in converter.toc_tokens[0]["children"]] == []


def test_the_file_is_offered_with_its_size_and_day(project, edition):
    project.write("guide/index.html", "home " * 9)
    project.write("guide/noise.bin", "".join(map(chr, range(200, 5000))) * 40)
    archive.pack(project.root / "guide", project.root / "editions" / FILE, DAY)
    line = project.tree(project.html(TEXT, path=PAGE)).find("p[@class='carried']")
    assert line.find("a").get("href") == f"../editions/{FILE}"
    size = (project.root / "editions" / FILE).stat().st_size
    assert "".join(line.itertext()) == f"Download the guide (zip, {size / 1e6:.1f} MB, of 2 February 2020)"


def test_where_there_is_none_the_page_says_how_to_make_it(project, edition):
    line = project.tree(project.html(TEXT, path=PAGE)).find("p[@class='carried']")
    assert "".join(line.itertext()) == "This site has no such file. From the sources, make editions makes it."


def test_markers_in_code_stay(project, edition):
    assert "&lt;!-- saving --&gt;" in project.html("# A\n\n`<!-- saving -->`\n", path=PAGE)
