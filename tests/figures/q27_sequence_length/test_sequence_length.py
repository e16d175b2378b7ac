"""The claims of length_error and length_parts, on the arrays that they plot."""

import re

import pytest

from scripts.figures.q27_sequence_length import length_error, length_parts


@pytest.fixture(scope="module")
def errors():
    made = length_error.arrays()
    return {name: dict(zip(made["lengths"].tolist(), made[name], strict=True)) for name in length_error.SERIES} | {
        "baseline": dict(zip(made["lengths"].tolist(), made["baseline"], strict=True))
    }


@pytest.fixture(scope="module")
def parts():
    made = length_parts.arrays()
    return {
        key: dict(zip(made["lengths"].tolist(), values, strict=True))
        for key, values in made.items()
        if key != "lengths"
    }


def test_trained_at_one_length_the_error_rises_on_both_sides_of_it(errors):
    fixed = {T: seeds.mean() for T, seeds in errors["fixed"].items()}
    assert min(fixed, key=fixed.get) == 50
    assert (errors["fixed"][25] > errors["fixed"][50]).all()
    assert fixed[50] < fixed[100] < fixed[200] < fixed[400] < fixed[800]


def test_at_four_hundred_it_is_about_twice_the_baseline(errors):
    assert (errors["fixed"][400] > errors["baseline"][400]).sum() == 3
    assert 1.8 < errors["fixed"][400].mean() / errors["baseline"][400] < 2.5


def test_mixed_lengths_lower_that_to_a_fifteenth(errors):
    assert round(errors["fixed"][400].mean() / errors["mixed"][400].mean()) == 15


def test_going_on_at_four_hundred_mends_it_and_spoils_the_rest(errors):
    assert (errors["at_400"][400] < 0.01).all()
    assert (errors["at_400"][25] > errors["fixed"][25]).all()
    for T in (25, 50, 100):
        assert (errors["at_400"][T] > 10 * errors["at_400"][400]).all()
    assert errors["at_400"][200].mean() > 10 * errors["at_400"][400].mean()


def test_going_on_at_mixed_lengths_costs_some_accuracy_at_fifty_and_keeps_all_small(errors):
    went_on = errors["at_25_to_400"]
    assert went_on[50].mean() > 5 * errors["fixed"][50].mean()
    kept = float(re.search(r"up to 400 stay below (0\.\d+)", length_error.ALT).group(1))
    for T in (25, 50, 100, 200, 400):
        assert went_on[T].mean() < kept


def test_the_parts_are_those_that_the_text_names(parts):
    named = [float(number) for number in re.findall(r"-?\d\.\d\d", length_parts.ALT)]
    ends = [("constant fixed", 400), ("first fixed", 400), ("constant at_400", 25), ("constant at_400", 800)]
    assert named == [round(parts[key][T].mean(), 2) for key, T in ends]
    assert abs(parts["first at_400"][400].mean() - 1) < 0.03


def test_the_constant_of_mixed_lengths_stays_near_zero_to_a_hundred(parts):
    for T in (25, 50, 100):
        assert abs(parts["constant mixed"][T].mean()) < 0.02


def test_the_constant_of_one_length_is_zero_there_and_grows(parts):
    for key, at in (("constant fixed", 50), ("constant at_400", 400)):
        means = {T: seeds.mean() for T, seeds in parts[key].items()}
        assert abs(means[at]) < 0.02
        assert list(means.values()) == sorted(means.values())
