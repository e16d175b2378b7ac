"""The claim of rnn_or_lstm, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q10_lstm_vs_rnn import rnn_or_lstm


@pytest.fixture(scope="module")
def plotted():
    return rnn_or_lstm.arrays()


def solved(plotted: dict, filling: str, key: str) -> int:
    return int(np.isfinite(plotted[filling][key]).sum())


def test_across_fifty_symbols_of_the_same_alphabet_the_seeds_are_those_that_the_text_names(plotted):
    same = {key: solved(plotted, "same", key) for key in plotted["same"] if key.endswith(" 50")}
    assert same == {"lstm_chrono 50": 3, "rnn_orthogonal 50": 2, "irnn 50": 0}
    assert "two of three of the orthogonal RNN, none of the IRNN" in rnn_or_lstm.ALT


def test_the_lstm_with_bias_one_does_not_get_past_twenty(plotted):
    assert solved(plotted, "blank", "lstm 20") == 3
    assert solved(plotted, "blank", "lstm 50") == 0
    for filling in rnn_or_lstm.FILLINGS:
        assert "lstm 100" not in plotted[filling]


def test_the_lstm_with_chrono_biases_solves_all_that_there_is(plotted):
    assert [len([key for key in plotted[filling] if "chrono" in key]) for filling in rnn_or_lstm.FILLINGS] == [3, 2, 2]
    for filling, rows in plotted.items():
        assert all(solved(plotted, filling, key) == 3 for key in rows if "chrono" in key)


def test_nothing_that_was_solved_is_drawn_right_of_the_line(plotted):
    limit = kit.settings("rnn_or_lstm").updates
    for rows in plotted.values():
        for updates in rows.values():
            assert (updates[np.isfinite(updates)] <= limit).all()
    assert limit < rnn_or_lstm.NEVER
