import pytest

from scripts.experiments.records.spread import rounded, spread


def test_mean_and_sample_sd_of_what_is_kept() -> None:
    assert spread([1.0, 2.0, 4.0]) == {"mean": 2.3333, "sd": 1.5275, "values": [1.0, 2.0, 4.0]}


def test_small_numbers_keep_their_digits() -> None:
    assert rounded(1.23456789e-19) == 1.2346e-19


def test_one_run_has_no_spread() -> None:
    with pytest.raises(ValueError, match="1 value has no spread"):
        spread([0.5])
