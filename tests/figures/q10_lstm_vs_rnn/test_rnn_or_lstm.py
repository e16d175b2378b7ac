"""The claim of rnn_or_lstm, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q10_lstm_vs_rnn import rnn_or_lstm
from tests.figures.kit.marked import expect_marks, rows_of
from tests.figures.says import says


@pytest.fixture(scope="module")
def plotted():
    return rnn_or_lstm.arrays()


def solved(plotted: dict, filling: str, key: str) -> int:
    return int(np.isfinite(plotted[filling][key]).sum())


@says(
    rnn_or_lstm,
    "Across 50 symbols of its own alphabet, all seeds of the LSTM with chrono biases succeed, two of three of the "
    "orthogonal RNN, none of the IRNN.",
)
def test_across_fifty_symbols_of_the_same_alphabet_the_seeds_are_those_that_the_text_names(plotted):
    same = {key: solved(plotted, "same", key) for key in plotted["same"] if key.endswith(" 50")}
    assert same == {"lstm_chrono 50": 3, "rnn_orthogonal 50": 2, "irnn 50": 0}
    assert {len(updates) for updates in plotted["same"].values()} == {3}
    assert "two of three of the orthogonal RNN, none of the IRNN" in rnn_or_lstm.ALT


@says(
    rnn_or_lstm,
    "The LSTM with forget bias 1 does not get past lag 20, even across blanks.",
)
def test_the_lstm_with_bias_one_does_not_get_past_twenty(plotted):
    assert kit.settings("rnn_or_lstm").models.lstm.forget_bias == 1.0
    assert solved(plotted, "blank", "lstm 20") == 3
    for filling, rows in plotted.items():
        assert solved(plotted, filling, "lstm 20") >= 1
        assert not any(solved(plotted, filling, f"lstm {lag}") for lag in (50, 100) if f"lstm {lag}" in rows)


@says(rnn_or_lstm, "A longer lag is tried only where all seeds solved the shorter.")
def test_a_longer_lag_is_tried_only_where_all_seeds_solved_the_shorter(plotted):
    lags = kit.settings("rnn_or_lstm").lags
    for filling, rows in plotted.items():
        for name in rnn_or_lstm.MODELS:
            tried = [lag for lag in lags[filling] if f"{name} {lag}" in rows]
            assert tried == lags[filling][: len(tried)] != []
            assert all(solved(plotted, filling, f"{name} {lag}") == 3 for lag in tried[:-1])
            assert len(tried) == len(lags[filling]) or solved(plotted, filling, f"{name} {tried[-1]}") < 3


@says(
    rnn_or_lstm,
    "Updates until a symbol is held across the lag, at equal parameters; each mark is a seed.",
    "Right of the line: never.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_each_mark_is_a_seed_of_networks_with_equal_parameters(plotted, narrow):
    sizes = [kit.data("rnn_or_lstm")[name].parameters for name in rnn_or_lstm.MODELS]
    assert max(sizes) < 1.01 * min(sizes)
    panels, limit = rnn_or_lstm.draw(narrow).axes, kit.settings("rnn_or_lstm").updates
    for panel, (filling, title) in zip(panels, rnn_or_lstm.FILLINGS.items(), strict=True):
        assert panel.get_title(loc="left") == title
        expect_marks(panel, rows_of(panels[0]), plotted[filling], rnn_or_lstm.MODELS, rnn_or_lstm.LAGS, limit)


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


def test_the_rows_are_named_by_what_the_networks_were_made_with():
    models = kit.settings("rnn_or_lstm").models
    for name, label in rnn_or_lstm.MODELS.items():
        made = {option: models[name][option] for option in models[name] if option not in ("kind", "H")}
        match made:
            case {"forget_bias": bias}:
                said = f", bias {bias:.0f}"
            case {"orthogonal": True}:
                said = ", U orthogonal"
            case {"chrono": _}:
                said = ", chrono"
            case _:
                said = ""
        assert label == {"rnn": "RNN", "irnn": "IRNN", "lstm": "LSTM"}[models[name].kind] + said
