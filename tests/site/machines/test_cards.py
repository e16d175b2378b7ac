"""Cards: their size, the same bytes, drawn once, and no Matplotlib where none is to be drawn."""

import os
import subprocess
import sys
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from scripts.site.machines import cards
from scripts.site.machines.cards import HEIGHT, WIDTH, Words
from scripts.site.model.page import pages

WORDS = Words("The Guide", "How does the forget gate work?", "It is the share that a step keeps.", "Question 3 of 50")


@pytest.fixture(scope="module")
def printer():
    from scripts.site.machines.card import Printer

    return Printer()


def test_a_card_has_the_size_that_sites_ask_for(printer):
    png = printer.png(WORDS)
    assert Image.open(BytesIO(png)).size == (WIDTH, HEIGHT) == (1200, 630)
    assert len(png) <= 40 * 1024


def test_each_card_is_the_same_bytes_whatever_was_drawn_before(printer):
    from scripts.site.machines.card import Printer

    printer.png(WORDS._replace(title="Another title, which is longer by far than this one was, so that it breaks"))
    assert printer.png(WORDS) == Printer().png(WORDS)


def test_nothing_is_written_beyond_the_margins(printer):
    empty = Image.open(BytesIO(printer.png(Words("", "", "", "")))).convert("L")
    full = Image.open(BytesIO(printer.png(WORDS._replace(title=" ".join(["Wonderful"] * 12))))).convert("L")
    left, _, right, bottom = ImageChops.difference(empty, full).getbbox()
    assert left >= 70
    assert right <= WIDTH - 70
    assert bottom <= HEIGHT - 40


def test_words_without_room_are_an_error(printer):
    with pytest.raises(ValueError, match="too long for a card"):
        printer.png(WORDS._replace(title="Wonderful " * 60))


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.slug)
def test_each_question_has_room(page, printer):
    assert printer._fitting(Words("The Guide", page.front.question, page.front.short, "Question 3 of 50"))


def test_a_dollar_sign_is_a_dollar_sign(printer):
    assert printer.png(WORDS._replace(short="A $ and $x^$ more"))


def test_a_card_is_drawn_once(tmp_path, monkeypatch):
    first = dict(cards.cards({"a": WORDS}, tmp_path))
    monkeypatch.setitem(sys.modules, "scripts.site.machines.card", None)  # to import it again is an error
    assert dict(cards.cards({"b": WORDS}, tmp_path)) == {"b": first["a"]}
    with pytest.raises(ImportError):
        dict(cards.cards({"a": WORDS._replace(title="Another")}, tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == [f"{cards.digest(WORDS)}.png"]


def test_a_card_that_is_kept_needs_no_matplotlib(tmp_path):
    dict(cards.cards({"a": WORDS}, tmp_path))
    program = (
        "import sys; from pathlib import Path; from scripts.site.machines.cards import Words, cards; "
        f"print(len(dict(cards({{'a': Words{tuple(WORDS)!r}}}, Path({str(tmp_path)!r}))))); "
        "print([name for name in sys.modules if name.startswith('matplotlib')])"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], env=os.environ, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert run.stdout.split("\n")[:2] == ["1", "[]"]


@pytest.mark.parametrize("field", Words._fields)
def test_other_words_are_another_card(field):
    assert cards.digest(WORDS._replace(**{field: "Other"})) != cards.digest(WORDS)


def test_another_way_to_draw_is_another_card(monkeypatch):
    before = cards.digest(WORDS)
    monkeypatch.setattr(cards, "_drawing", lambda: "another")
    assert cards.digest(WORDS) != before
