"""The guide's own prose: a frozen text in three parts, and how it is made from pages."""

import pytest
import torch

from scripts.experiments.tasks import guide_characters, guide_snapshot


def test_three_parts_make_the_text():
    text = guide_characters.load()
    assert [len(part) for part in text[:3]] == [71960, 8849, 8783]
    parts = [guide_characters.shown(part, text.alphabet) for part in text[:3]]
    assert "".join(parts) == guide_characters.PATH.read_text()
    assert all(part.endswith("\n") for part in parts)


def test_the_alphabet_is_ascii_and_all_of_it_is_in_the_training_part():
    text = guide_characters.load()
    assert len(text.alphabet) == 79
    assert text.alphabet.isascii()
    assert sorted(text.alphabet) == list(text.alphabet)
    assert set(text.train.tolist()) == set(range(79))


def test_a_row_goes_on_in_the_next_chunk_and_targets_are_the_next_characters():
    (x, y), (x_next, _), *_ = guide_characters.chunks(torch.arange(50), k=4, B=3)
    assert x.tolist() == [[0, 16, 32], [1, 17, 33], [2, 18, 34], [3, 19, 35]]
    assert torch.equal(y, x + 1)
    assert torch.equal(x_next, x + 4)


def test_hardly_a_line_stands_in_two_parts():
    text = guide_characters.load()
    lines = [set(guide_characters.shown(part, text.alphabet).splitlines()) - {""} for part in text[:3]]
    assert lines[0] & (lines[1] | lines[2]) == set()
    assert lines[1] & lines[2] == set()


def test_the_baselines_of_the_docstring():
    text = guide_characters.load()
    train, _, test, alphabet = text
    single = (train.bincount(minlength=len(alphabet)) + 1.0) / (len(train) + len(alphabet))
    assert -single[test].log2().mean().item() == pytest.approx(4.54, abs=0.005)
    assert single.argmax() == alphabet.index(" ")
    assert (test == alphabet.index(" ")).float().mean().item() == pytest.approx(0.176, abs=0.0005)
    size = len(alphabet)
    pairs = (train[:-1] * size + train[1:]).bincount(minlength=size * size).reshape(size, size) + 1.0
    pairs /= pairs.sum(1, keepdim=True)
    counted = -pairs[test[:-1], test[1:]].log2().mean().item()
    assert counted == pytest.approx(3.64, abs=0.005)
    assert guide_characters.pairs(text) == pytest.approx(counted, abs=1e-4)


def test_an_edited_text_is_refused(tmp_path, monkeypatch):
    edited = tmp_path / "guide.txt"
    edited.write_text(guide_characters.PATH.read_text().replace("gate", "door", 1))
    monkeypatch.setattr(guide_characters, "PATH", edited)
    with pytest.raises(ValueError, match=r"guide.txt has the SHA-256 .*git checkout.*measure again"):
        guide_characters.load()


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("---\nnumber: 1\n---\n\n# A heading.\n\nA sentence.\n", ["A sentence."]),
        ("One **bold**\nand [linked](a.md) `name`.\n", ["One bold and linked name."]),
        ("It is 0.95<!-- given --> here [@hochreiter1997]. Next.\n", ["It is 0.95 here. Next."]),
        ("Before. With $c_t$ in it. After.\n", ["Before. After."]),
        ("It follows:\n\n$$\nc = 1\n$$\n\nwhich is so. Then this.\n", ["Then this."]),
        ("```python\nA = 'A sentence.'\n```\n\n| A cell. |\n| --- |\n| Another. |\n", []),
        ("- An item.\n- “Keep” it’s – so …\n\n> A quotation.\n", ["An item.", '"Keep" it\'s - so ...', "A quotation."]),
        ("He said “yes”. It’s so … now. The value is 0.8 ± 0.1.\n", ['He said "yes". It\'s so ... now.']),
    ],
    ids=["headings", "marks", "comments", "formulas", "displays", "blocks", "lists", "ascii"],
)
def test_what_is_taken_from_a_page(page, lines):
    assert list(guide_snapshot.prose(page)) == lines


def test_pages_follow_in_the_order_of_their_numbers(tmp_path):
    (tmp_path / "02-b.md").write_text("Second.\n")
    (tmp_path / "01-a.md").write_text("First.\n\nMore.\n")
    (tmp_path / "README.md").write_text("Not a page.\n")
    assert guide_snapshot.snapshot(tmp_path) == "First.\nMore.\n\nSecond.\n"
