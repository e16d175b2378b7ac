"""The claims of teacher_or_self, on the tokens and the counts that it writes."""

import pytest

from scripts.figures.q28_teacher_forcing import teacher_or_self
from tests.figures.says import says

FREE = (
    "Running free it reads The are, with which none of the data's three sentences begins, and goes on wrong: The are "
    "lost here."
)


def words(tokens) -> list[str]:
    return [teacher_or_self.WORDS[token] for token in tokens]


@says(
    teacher_or_self,
    "One decoder, four steps.",
    "After The it says are instead of keys.",
    "Under teacher forcing it is fed keys all the same, and the rest is right.",
    FREE,
)
def test_the_wrong_token_is_fed_back_in_generation_alone():
    forced, free = teacher_or_self.arrays().values()
    for panel in (forced, free):
        assert words(panel["due"]) == ["The", "keys", "are", "lost"]
        assert words(panel["says"])[:2] == ["The", "are"]
        assert words(panel["fed"])[:2] == ["<s>", "The"]
        assert words(panel["due"])[1] == "keys"
    assert words(forced["fed"]) == ["<s>", "The", "keys", "are"]
    assert words(forced["says"])[2:] == ["are", "lost"]
    assert words(free["fed"]) == ["<s>", "The", "are", "lost"]
    assert words(free["says"])[2:] == ["lost", "here"]
    assert words(forced["says"])[2:] == words(forced["due"])[2:]
    assert all(free["says"][2:] != free["due"][2:])


@says(teacher_or_self, FREE)
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
    "Follow the arrows into the row fed: the truth in training, the model's own token in generation.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_arrows_into_the_row_fed_bring_the_truth_in_training_and_the_own_token_in_generation(narrow):
    axes = teacher_or_self.draw(narrow=narrow).axes[0]
    texts = [text for text in axes.texts if text.get_text()]
    ways = [line.get_xydata() for line in axes.lines if len(line.get_xdata()) == 3]  # their heads are annotations
    assert len(ways) == 2 * 3
    for source, tokens, panel in zip(
        ("due", "says"), teacher_or_self.arrays().values(), (ways[:3], ways[3:]), strict=True
    ):
        for t, way in enumerate(panel):
            (begin_x, begin_y), (_, end_y) = way[0], way[-1]
            row = [text for text in texts if abs(text.get_position()[1] - begin_y) < 1]
            said = max((text for text in row if text.get_position()[0] < begin_x), key=lambda text: text.get_position())
            read = [text for text in texts if text.get_position()[1] == end_y]
            fed = min((one for one in read if one.get_position()[0] > way[-1][0]), key=lambda one: one.get_position())
            assert said.get_text() == fed.get_text() == words(tokens["fed"])[t + 1] == words(tokens[source])[t]


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
