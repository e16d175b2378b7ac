"""The claim of teacher_or_self, on the tokens that it writes."""

import pytest

from scripts.figures.q28_teacher_forcing import teacher_or_self


def words(tokens) -> list[str]:
    return [teacher_or_self.WORDS[token] for token in tokens]


def test_the_wrong_token_is_fed_back_in_generation_alone():
    forced, free = teacher_or_self.arrays().values()
    for panel in (forced, free):
        assert words(panel["due"]) == ["The", "keys", "are", "lost"]
        assert words(panel["says"])[1] == "key"
    assert words(forced["fed"]) == ["<s>", "The", "keys", "are"]
    assert words(forced["says"])[2:] == ["are", "lost"]
    assert words(free["fed"]) == ["<s>", "The", "key", "is"]
    assert words(free["says"])[2] == "is"


@pytest.mark.parametrize("narrow", [False, True])
def test_wrong_tokens_are_framed(narrow):
    texts = teacher_or_self.draw(narrow=narrow).axes[0].texts
    framed = [text.get_text() for text in texts if text.get_bbox_patch() is not None]
    assert sorted(framed) == ["is", "is", "key", "key", "key"]
