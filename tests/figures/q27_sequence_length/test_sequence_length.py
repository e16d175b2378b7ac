"""The claims of length_error and length_parts, on the arrays that they plot."""

import re

import numpy as np
import pytest
import torch

from scripts.experiments.q27_sequence_length import sequence_length
from scripts.experiments.tasks import adding
from scripts.figures import kit
from scripts.figures.q27_sequence_length import length_error, length_parts
from tests.figures.kit.seeds import expect_seeds
from tests.figures.says import says

FIXED = "Trained at 50 only, the mean error rises on both sides; at 400 it is twice that of always answering 1."
FURTHER = (
    "Further training at 400 spoils 25 to 100; at mixed lengths it costs accuracy at 50, yet all up to 400 stay below "
    "0.006."
)
DRIFT = "Trained at 50 only, a constant grows to 0.87 at 400, and the share of the first value falls to 0.45."
RESTORED = "Going on at 400 restores that share at 400, but the constant is now -0.29 at 25 and 0.30 at 800."


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


@says(length_error, FIXED, "Trained at 50 only, the error is lowest there and rises on both sides.")
def test_trained_at_one_length_the_error_rises_on_both_sides_of_it(errors):
    assert kit.settings("sequence_length").trained.fixed == [50, 50]
    fixed = {T: seeds.mean() for T, seeds in errors["fixed"].items()}
    assert min(fixed, key=fixed.get) == 50
    assert (errors["fixed"][25] > errors["fixed"][50]).all()
    assert fixed[50] < fixed[100] < fixed[200] < fixed[400] < fixed[800]


@says(length_error, FIXED)
def test_at_four_hundred_it_is_about_twice_the_baseline(errors):
    assert (errors["fixed"][400] > errors["baseline"][400]).sum() == 3
    assert 1.8 < errors["fixed"][400].mean() / errors["baseline"][400] < 2.5


@says(length_error, "Trained on 10 to 90 it is a fifteenth of that.")
def test_mixed_lengths_lower_that_to_a_fifteenth(errors):
    assert kit.settings("sequence_length").trained.mixed == [10, 90]
    assert round(errors["fixed"][400].mean() / errors["mixed"][400].mean()) == 15


@says(length_error, FURTHER)
def test_going_on_at_four_hundred_mends_it_and_spoils_the_rest(errors):
    assert (errors["at_400"][400] < 0.01).all()
    for T in (25, 50, 100):
        assert (errors["at_400"][T] > errors["fixed"][T]).all()
        assert (errors["at_400"][T] > 10 * errors["at_400"][400]).all()
    assert (errors["at_400"][200] < errors["fixed"][200]).all()  # from 200 on it mends


@says(length_error, FURTHER)
def test_going_on_at_mixed_lengths_costs_some_accuracy_at_fifty_and_keeps_all_small(errors):
    went_on = errors["at_25_to_400"]
    assert went_on[50].mean() > 5 * errors["fixed"][50].mean()
    kept = float(re.search(r"up to 400 stay below (0\.\d+)", length_error.ALT).group(1))
    assert (went_on[50] > errors["fixed"][50]).all()
    for T in (25, 50, 100, 200, 400):
        assert went_on[T].mean() < kept


@says(
    length_error,
    "Mean squared error of sums, both axes logarithmic; dots are five seeds, lines their means.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_both_axes_are_logarithmic_and_dots_are_five_seeds(narrow):
    plotted, (axes,) = length_error.arrays(), length_error.draw(narrow).axes
    assert (axes.get_xscale(), axes.get_yscale()) == ("log", "log")
    asides = {name: look[-1] for name, look in length_error.SERIES.items()}
    expect_seeds(axes, [(plotted["lengths"] * aside, plotted[name]) for name, aside in asides.items()])
    assert {plotted[name].shape[1] for name in asides} == {5}
    measured = kit.data("sequence_length").baseline
    sums = sequence_length.test_sequences(50, sequence_length.SETTINGS).y
    assert (sums - 1).square().mean().item() == pytest.approx(measured[50], abs=1e-4)


@says(length_parts, "Least squares: answer = share × first value + share × second value + constant.")
def test_least_squares_find_the_shares_and_the_constant_of_an_answer():
    batch = adding.draw(20, 64, torch.Generator().manual_seed(0))
    values = batch.x.prod(-1)
    first, second = values[:10].sum(0), values[10:].sum(0)
    assert first + second == pytest.approx(batch.y, abs=1e-6)
    answer = 0.5 * first + 0.75 * second + 0.25
    network = sequence_length.untrained(0, sequence_length.SETTINGS)
    network.readout.forward = lambda h: answer[:, None]
    parts = sequence_length.measure(network, batch)
    assert [parts[name] for name in ("first", "second", "constant")] == pytest.approx([0.5, 0.75, 0.25], abs=1e-5)
    assert parts["rest"] == pytest.approx(0, abs=1e-5)


@says(length_parts, "A right sum has the level lines.", "Dots are five seeds, lines their means.")
@pytest.mark.parametrize("narrow", [False, True])
def test_level_lines_are_what_a_right_sum_has_and_dots_are_five_seeds(narrow):
    batch = adding.draw(20, 64, torch.Generator().manual_seed(0))
    network = sequence_length.untrained(0, sequence_length.SETTINGS)
    network.readout.forward = lambda h: batch.y[:, None]
    right = sequence_length.measure(network, batch)
    plotted = length_parts.arrays()
    for axes, part in zip(length_parts.draw(narrow).axes, length_parts.PARTS, strict=True):
        seeds = [plotted[f"{part} {name}"] for name in length_parts.SERIES]
        assert {each.shape[1] for each in seeds} == {5}
        expect_seeds(axes, [(plotted["lengths"], each) for each in seeds])
        (level,) = (line for line in axes.lines if line.get_color() == kit.RULE)
        assert level.get_ydata() == pytest.approx(np.full(2, right[part]), abs=1e-5)


@says(length_parts, DRIFT, RESTORED)
def test_the_parts_are_those_that_the_text_names(parts):
    named = [float(number) for number in re.findall(r"-?\d\.\d\d", length_parts.ALT)]
    ends = [("constant fixed", 400), ("first fixed", 400), ("constant at_400", 25), ("constant at_400", 800)]
    assert named == [round(parts[key][T].mean(), 2) for key, T in ends]
    assert abs(parts["first at_400"][400].mean() - 1) < 0.03


@says(length_parts, "Mixed lengths keep it near 0 to 100.")
def test_the_constant_of_mixed_lengths_stays_near_zero_to_a_hundred(parts):
    for T in (25, 50, 100):
        assert abs(parts["constant mixed"][T].mean()) < 0.02


@says(length_parts, DRIFT)
def test_the_constant_of_one_length_is_zero_there_and_grows(parts):
    for key, at in (("constant fixed", 50), ("constant at_400", 400)):
        means = {T: seeds.mean() for T, seeds in parts[key].items()}
        assert abs(means[at]) < 0.02
        assert list(means.values()) == sorted(means.values())


@says(length_parts, DRIFT, RESTORED)
def test_the_share_of_the_first_value_falls_and_is_restored_at_four_hundred(parts):
    fixed, went_on = ({T: seeds.mean() for T, seeds in parts[key].items()} for key in ("first fixed", "first at_400"))
    assert list(fixed.values()) == sorted(fixed.values(), reverse=True)
    assert abs(went_on[400] - 1) < 0.05 < 1 - fixed[400]
