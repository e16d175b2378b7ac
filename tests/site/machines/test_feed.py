"""The feed: valid Atom, the newest first, the same from the same history."""

import xml.etree.ElementTree as etree

from scripts.site.machines import feed
from scripts.site.machines.feed import Changed
from scripts.site.machines.history import Change

ATOM = "{http://www.w3.org/2005/Atom}"
HOME = "https://guide.example/lstm/"


def changed(name: str, *changes: Change) -> Changed:
    return Changed(f"{name}?", f"{HOME}{name}/", "So.", list(changes))


def entries(written: str) -> list[etree.Element]:
    return etree.fromstring(written.encode()).findall(f"{ATOM}entry")


def test_pages_come_by_their_last_change():
    old, new = changed("a", Change(86_400, "Begin a")), changed("b", Change(172_800, "Mend b"), Change(0, "Begin b"))
    written = feed.feed("Guide", HOME, [old, changed("c"), new])
    root = etree.fromstring(written.encode())
    assert root.findtext(f"{ATOM}updated") == "1970-01-03T00:00:00Z"
    assert root.findtext(f"{ATOM}id") == HOME
    first, second = entries(written)
    assert [first.findtext(ATOM + tag) for tag in ("title", "id", "published", "updated", "summary")] == [
        "b?",
        f"{HOME}b/",
        "1970-01-01T00:00:00Z",
        "1970-01-03T00:00:00Z",
        "So.",
    ]
    assert "".join(first.find(f"{ATOM}content").itertext()).split() == (
        "1970-01-03: Mend b 1970-01-01: Begin b".split()  # noqa: SIM905
    )
    assert second.findtext(f"{ATOM}title") == "a?"


def test_what_atom_asks_for_is_there():
    written = feed.feed("Guide", HOME, [changed("a", Change(0, "Begin"))])
    root = etree.fromstring(written.encode())
    for parent in (root, *entries(written)):
        assert all(parent.findtext(ATOM + tag) for tag in ("id", "title", "updated"))
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    assert [(link.get("rel"), link.get("href")) for link in root.findall(f"{ATOM}link")] == [
        ("self", f"{HOME}feed.xml"),
        ("alternate", HOME),
    ]


def test_a_subject_is_text_and_no_markup():
    subject = "Say <b> & `x`\x1b[0m"
    written = feed.feed("Guide", HOME, [changed("a", Change(0, subject))])
    assert "Say <b> & `x`[0m" in "".join(entries(written)[0].itertext())


def test_it_ends_with_the_newest():
    written = feed.feed("Guide", HOME, [changed(f"p{n}", Change(n, "x")) for n in range(feed.ENTRIES + 5)])
    assert len(entries(written)) == feed.ENTRIES
    assert entries(written)[0].findtext(f"{ATOM}title") == f"p{feed.ENTRIES + 4}?"


def test_without_a_history_there_is_none():
    assert feed.feed("Guide", HOME, [changed("a")]) == ""
