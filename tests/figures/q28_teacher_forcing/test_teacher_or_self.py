"""The claims of teacher_or_self, on the tokens and the counts that it writes."""

import pytest

from scripts.figures.q28_teacher_forcing import teacher_or_self
from tests.figures.says import says


def words(tokens) -> list[str]:
    return [teacher_or_self.WORDS[token] for token in tokens]


@says(
    teacher_or_self,
    "After The it says are instead of keys.",
    "Under teacher forcing it is fed keys all the same, and the rest is right.",
    "Running free it reads The are, with which none of the data's three sentences begins, and goes on wrong: "
    "The are lost here.",
)
def test_the_wrong_token_is_fed_back_in_generation_alone():
    forced, free = teacher_or_self.arrays().values()
    for panel in (forced, free):
        assert words(panel["due"]) == ["The", "keys", "are", "lost"]
        assert words(panel["says"])[1] == "are"
    assert words(forced["fed"]) == ["<s>", "The", "keys", "are"]
    assert words(forced["says"])[2:] == ["are", "lost"]
    assert words(free["fed"]) == ["<s>", "The", "are", "lost"]
    assert words(free["says"])[2:] == ["lost", "here"]
    assert len(teacher_or_self.DATA) == 3
    assert not any(words(sentence)[:2] == ["The", "are"] for sentence in teacher_or_self.DATA)
    assert words(forced["says"])[2:] == words(forced["due"])[2:]


def test_only_what_is_fed_in_generation_is_no_prefix_of_the_data():
    sentences = [" ".join(words(sentence)) for sentence in teacher_or_self.DATA]
    for panel in teacher_or_self.arrays().values():
        for t, count in enumerate(panel["in data"]):
            prefix = " ".join(words(panel["fed"])[1 : t + 1])
            assert count == sum((sentence + " ").startswith(prefix + " " * bool(t)) for sentence in sentences)
    forced, free = teacher_or_self.arrays().values()
    assert forced["in data"].tolist() == [3, 3, 2, 2]
    assert free["in data"].tolist() == [3, 3, 0, 0]


@says(
    teacher_or_self,
    "Framed: tokens not due, and prefixes with which no sentence of the data begins.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_wrong_tokens_and_unseen_prefixes_are_framed_below_the_data(narrow):
    texts = teacher_or_self.draw(narrow=narrow).axes[0].texts
    framed = [text.get_text() for text in texts if text.get_bbox_patch() is not None]
    assert sorted(framed) == ["0 of 3", "0 of 3", "are", "are", "are", "here", "lost", "lost"]
    shown = {text.get_text() for text in texts}
    assert {" ".join(words(sentence)) for sentence in teacher_or_self.DATA} | {"The are", "The are lost"} <= shown
