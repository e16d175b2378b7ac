"""The claims of length_error and length_parts, on the arrays that they plot."""

import re

import pytest

from scripts.figures.q27_sequence_length import length_error, length_parts
from tests.figures.kit.seeds import expect_seeds
from tests.figures.says import says


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


@says(
    length_error,
    "Trained at 50 only, the error is lowest there and rises on both sides.",
)
def test_trained_at_one_length_the_error_rises_on_both_sides_of_it(errors):
    fixed = {T: seeds.mean() for T, seeds in errors["fixed"].items()}
    assert min(fixed, key=fixed.get) == 50
    assert (errors["fixed"][25] > errors["fixed"][50]).all()
    assert fixed[50] < fixed[100] < fixed[200] < fixed[400] < fixed[800]


@says(
    length_error,
    "Trained at 50 only, the mean error rises on both sides; at 400 it is twice that of always answering 1.",
)
def test_at_four_hundred_it_is_about_twice_the_baseline(errors):
    assert (errors["fixed"][400] > errors["baseline"][400]).sum() == 3
    assert 1.8 < errors["fixed"][400].mean() / errors["baseline"][400] < 2.5
    fixed = {T: seeds.mean() for T, seeds in errors["fixed"].items()}
    assert fixed[25] > fixed[50] < fixed[100] < fixed[200] < fixed[400]


@says(
    length_error,
    "Trained on 10 to 90 it is a fifteenth of that.",
)
def test_mixed_lengths_lower_that_to_a_fifteenth(errors):
    assert round(errors["fixed"][400].mean() / errors["mixed"][400].mean()) == 15


def test_going_on_at_four_hundred_mends_it_and_spoils_the_rest(errors):
    assert (errors["at_400"][400] < 0.01).all()
    assert (errors["at_400"][25] > errors["fixed"][25]).all()
    for T in (25, 50, 100):
        assert (errors["at_400"][T] > 10 * errors["at_400"][400]).all()
    assert errors["at_400"][200].mean() > 10 * errors["at_400"][400].mean()


@says(
    length_error,
    "Further training at 400 spoils 25 to 100; at mixed lengths it costs accuracy at 50, yet all up to 400 stay"
    " below 0.006.",
)
def test_going_on_at_mixed_lengths_costs_some_accuracy_at_fifty_and_keeps_all_small(errors):
    went_on = errors["at_25_to_400"]
    assert went_on[50].mean() > 5 * errors["fixed"][50].mean()
    kept = float(re.search(r"up to 400 stay below (0\.\d+)", length_error.ALT).group(1))
    for T in (25, 50, 100, 200, 400):
        assert went_on[T].mean() < kept
    for T in (25, 50, 100):
        assert errors["at_400"][T].mean() > 1.9 * errors["fixed"][T].mean()
    assert errors["at_400"][200].mean() < errors["fixed"][200].mean()


@says(
    length_parts,
    "Trained at 50 only, a constant grows to 0.87 at 400, and the share of the first value falls to 0.45.",
    "Going on at 400 restores that share at 400, but the constant is now -0.29 at 25 and 0.30 at 800.",
)
def test_the_parts_are_those_that_the_text_names(parts):
    named = [float(number) for number in re.findall(r"-?\d\.\d\d", length_parts.ALT)]
    ends = [("constant fixed", 400), ("first fixed", 400), ("constant at_400", 25), ("constant at_400", 800)]
    assert named == [round(parts[key][T].mean(), 2) for key, T in ends]
    assert abs(parts["first at_400"][400].mean() - 1) < 0.03


@says(
    length_parts,
    "Mixed lengths keep it near 0 to 100.",
)
def test_the_constant_of_mixed_lengths_stays_near_zero_to_a_hundred(parts):
    for T in (25, 50, 100):
        assert abs(parts["constant mixed"][T].mean()) < 0.02


def test_the_constant_of_one_length_is_zero_there_and_grows(parts):
    for key, at in (("constant fixed", 50), ("constant at_400", 400)):
        means = {T: seeds.mean() for T, seeds in parts[key].items()}
        assert abs(means[at]) < 0.02
        assert list(means.values()) == sorted(means.values())


@says(length_error, "Mean squared error of sums, both axes logarithmic; dots are five seeds, lines their means.")
@says(length_parts, "Dots are five seeds, lines their means.", "A right sum has the level lines.")
def test_dots_are_seeds_and_lines_their_means():
    (axes,) = length_error.draw().axes
    made = length_error.arrays()
    assert (axes.get_xscale(), axes.get_yscale()) == ("log", "log")
    assert {made[name].shape[1] for name in length_error.SERIES} == {5}
    expect_seeds(axes, [made[name] for name in length_error.SERIES])
    made = length_parts.arrays()
    for axes, (part, right) in zip(length_parts.draw().axes, length_parts.OF_A_RIGHT_SUM.items(), strict=True):
        expect_seeds(axes, [made[f"{part} {name}"] for name in length_parts.SERIES])
        assert axes.lines[0].get_ydata()[0] == right
    assert length_parts.OF_A_RIGHT_SUM == {"constant": 0.0, "first": 1.0}
