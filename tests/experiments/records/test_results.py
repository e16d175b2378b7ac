"""Measured numbers are walked as on the pages, and a wrong step says what there is."""

import json

import pytest

from scripts.experiments.records import results


@pytest.fixture(autouse=True)
def adding(tmp_path, monkeypatch):
    found = {
        "lstm": {"100": {"mse": {"mean": 0.1, "sd": 0.02, "values": [0.1, 0.1]}}},
        "lags": [25, 50],
        "runs": [{"k": 1}],
    }
    chosen = {"updates": 1200, "seeds": [0, 1, 2], "models": {"rnn": {"H": 70}}}
    (tmp_path / "adding.json").write_text(json.dumps({"settings": chosen, "results": found, "seconds": 3}))
    monkeypatch.setattr(results, "DATA", tmp_path)


def test_names_keys_and_numbers_all_walk_down():
    assert results.data("adding").lstm[100].mse.mean == 0.1
    assert results.data("adding")["lstm"]["100"]["mse"]["sd"] == 0.02
    assert results.data("adding").lstm[100].mse.values == [0.1, 0.1]
    assert results.data("adding").runs[0].k == 1


def test_settings_are_walked_in_the_same_way():
    assert results.settings("adding").updates == 1200
    assert results.settings("adding").models.rnn.H == 70
    assert len(results.settings("adding").seeds) == 3
    with pytest.raises(LookupError, match=r"settings\(\"adding\"\) has no 'lags'; it has updates, seeds, models"):
        _ = results.settings("adding").lags


def test_lists_of_numbers_come_back_as_they_are():
    assert results.data("adding").lags == [25, 50]


def test_iterating_gives_the_keys():
    assert list(results.data("adding")) == ["lstm", "lags", "runs"]
    assert len(results.data("adding")) == 3
    assert [results.data("adding").runs[k].k for k in results.data("adding").runs] == [1]


def test_a_wrong_step_says_where_it_is_and_what_there_is():
    with pytest.raises(LookupError, match=r"data\(\"adding\"\)\['lstm'\] has no 200; it has 100"):
        _ = results.data("adding").lstm[200]
    with pytest.raises(LookupError, match="has no 'gru'; it has lstm, lags, runs"):
        _ = results.data("adding").gru
    with pytest.raises(LookupError, match="has no 7; it has 0 to 0"):
        _ = results.data("adding").runs[7]


def test_a_missing_file_names_the_command_that_makes_it():
    with pytest.raises(
        FileNotFoundError, match=r"figures/data/copying\.json is missing; run python -m scripts\.experiments copying"
    ):
        results.data("copying")
    with pytest.raises(FileNotFoundError, match="copying"):
        results.settings("copying")
