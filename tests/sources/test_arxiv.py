"""What is read from arXiv's answers."""

import pytest

from scripts.sources import arxiv
from scripts.sources.works import Name, Work
from tests.sources.conftest import recorded


def test_a_feed():
    works = arxiv.read(recorded("feed.xml"))
    assert list(works) == ["1409.0473", "1503.04069", "1607.06450"]
    assert works["1409.0473"] == Work(
        titles=("Neural Machine Translation by Jointly Learning to Align and Translate",),
        authors=(
            Name("Dzmitry Bahdanau", "Bahdanau"),
            Name("Kyunghyun Cho", "Cho"),
            Name("Yoshua Bengio", "Bengio"),
        ),
        years=frozenset({2014}),
    )


def test_an_entry_without_title_is_a_number_that_arxiv_does_not_have():
    text = recorded("feed.xml").replace(b"<title>Layer Normalization</title>", b"")
    assert list(arxiv.read(text)) == ["1409.0473", "1503.04069"]


def test_a_number_that_is_none():
    with pytest.raises(arxiv.Refused, match=r"^1409\.047$"):
        arxiv.read(recorded("refused.xml"))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"Rate exceeded.", "no XML: "),
        (b"<html/>", "no feed of arXiv's"),
        (
            recorded("refused.xml").replace(
                b"errors#incorrect_id_format_for_1409.047", b"errors#start_must_be_integer"
            ),
            "incorrect id format for 1409.047",
        ),
    ],
)
def test_no_feed(answer, said):
    with pytest.raises(ValueError, match=f"^{said}"):
        arxiv.read(answer)


@pytest.mark.parametrize(
    ("number", "plain"),
    [("1503.04069", "1503.04069"), ("1503.04069v2", "1503.04069"), ("math.GT/0309136v1", "math/0309136")],
)
def test_a_number_without_version_and_subject(number, plain):
    assert arxiv.plain(number) == plain


def test_as_many_results_are_asked_for_as_numbers():
    assert arxiv.address(["1503.04069", "cmp-lg/9404003"]) == (
        "https://export.arxiv.org/api/query?id_list=1503.04069,cmp-lg/9404003&max_results=2"
    )
