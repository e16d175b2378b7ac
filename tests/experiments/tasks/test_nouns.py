"""Sentences whose first noun has a number and whose nouns can be counted: the answers follow from the words."""

import pytest
import torch

from scripts.experiments.tasks import nouns


@pytest.mark.parametrize("task", nouns.TASKS)
def test_the_answers_follow_from_the_words(task):
    batch = nouns.draw(task, 7, 50, torch.Generator().manual_seed(3))
    words = batch.x.argmax(-1)  # (T, B)
    is_noun = words < nouns.NOUNS
    assert batch.x.shape == (7, 50, nouns.WORDS)
    assert is_noun[:3].any(0).all(), "the subject is one of the first three words"
    for column in range(50):
        own = words[:, column][is_noun[:, column]]
        assert batch.y[column] == (own[0] if task == "number" else len(own))


def test_an_unknown_task_is_named():
    with pytest.raises(ValueError, match="'tense' with T = 7"):
        nouns.draw("tense", 7, 1, torch.Generator())
