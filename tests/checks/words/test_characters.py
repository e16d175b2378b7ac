"""Characters that nobody sees, in whatever file."""

import pytest

from scripts.checks.repository import Repository
from scripts.checks.words import characters


def say(site, text, name="scripts/a.py"):
    site.write(name, text)
    return [str(problem) for problem in characters.check(Repository(site.root))]


@pytest.mark.parametrize(
    ("character", "problem"),
    [
        ("\u2066", "a character that turns text round at column 6 (U+2066, left-to-right isolate); delete it"),
        ("\u200f", "a character that turns text round at column 6 (U+200F, right-to-left mark); delete it"),
        ("\u2060", "an invisible character at column 6 (U+2060, word joiner); delete it"),
        ("\ufeff", "an invisible character at column 6 (U+FEFF, zero width no-break space); delete it"),
        ("\ufffd", "an invisible character at column 6 (U+FFFD, replacement character); delete it"),
        ("\ue001", "an invisible character at column 6 (U+E001); delete it"),
        ("\x1b", "a control character at column 6 (U+001B); delete it"),
        ("\x85", "a control character at column 6 (U+0085); delete it"),
        ("\u2028", "a control character at column 6 (U+2028, line separator); delete it"),
        ("\u202f", "a space that looks like another at column 6 (U+202F, narrow no-break space); type a space"),
    ],
)
@pytest.mark.parametrize("name", ["scripts/a.py", "docs/assets/css/a.css", "tests/a.yaml", "notes.txt"])
def test_found(site, character, problem, name):
    assert say(site, f"one\n# two{character}\n", name) == [f"{name}:2: {problem}"]


def test_two_alphabets_in_a_word(site):
    assert say(site, "a = 1\np\u0430ss = 2\n") == [
        'scripts/a.py:2: "p\u0430ss" mixes Latin and Cyrillic letters; type it again'
    ]


@pytest.mark.parametrize("text", ["σ(1) ± 0.5 × 2 − 1 … “x” – Józefowicz\n", "Ивахненко and Δt\n", "a\tb\n"])
def test_left_alone(site, text):
    assert say(site, text) == []


def test_pictures_are_not_read(site):
    (site.root / "docs/assets").mkdir()
    (site.root / "docs/assets/a.png").write_bytes(b"\x89PNG\0\xff")
    assert say(site, "") == []
