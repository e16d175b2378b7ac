"""A table of the Markdown has its box from the build, wherever it stands; a table with a class sees to itself."""

import xml.etree.ElementTree as etree

from markdown import markdown

TABLE = "| a | b |\n|---|---|\n| 1 | 2 |\n"
BOXED = ".//div[@class='md-typeset__scrollwrap']/div[@class='md-typeset__table']/table"


def shown(text: str, *others: str) -> etree.Element:
    extensions = ["tables", *others, "scripts.site.extensions.boxes"]
    return etree.fromstring(f"<page>{markdown(text, extensions=extensions)}</page>")


def test_every_table_has_its_box():
    item = "1. Item\n\n" + "".join(f"    {line}\n" for line in TABLE.splitlines())
    page = shown(f"{TABLE}\nText.\n\n{item}")
    assert len(page.findall(BOXED)) == len(page.findall(".//table")) == 2
    assert page.find("p").text == "Text."


def test_a_table_with_a_class_has_none():
    page = shown("<!-- facts -->\n", "toc", "scripts.site.extensions.facts")
    assert page.findall(".//table")
    assert page.findall(BOXED) == []
