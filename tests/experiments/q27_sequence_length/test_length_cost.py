"""The cost of length: the fitted exponent, what is counted, and the memory of the reference counted again."""

import os

import pytest

from scripts.experiments.q27_sequence_length import length_cost as experiment
from scripts.experiments.records.record import DATA, read

SETTINGS = experiment.SETTINGS


@pytest.fixture(scope="module")
def recorded() -> dict:
    return read(DATA / "length_cost.json").results


@pytest.mark.parametrize("power", [0.0, 1.0, 1.5])
def test_the_slope_is_the_exponent(power):
    sizes = [3, 10, 40, 200]
    assert experiment.slope(sizes, [7 * size**power for size in sizes]) == pytest.approx(power, abs=1e-12)


def test_ratios_are_to_the_first_size_whatever_the_order():
    asked: list[int] = []

    def cost(size: int) -> float:
        asked.append(size)
        return 5.0 * size**2

    made = experiment.timed([10, 20, 40], cost, SETTINGS)
    assert made["ratio"]["40"]["values"] == [16.0] * len(SETTINGS["seeds"])
    assert made["slope"]["mean"] == pytest.approx(2.0)
    orders = {tuple(asked[n : n + 3]) for n in range(0, len(asked), 3)}
    assert len(orders) > 1


def environment(backward: bool, settings: dict) -> dict[str, str | None]:
    """In the place of `passes`: what it would have found in its environment."""
    assert backward
    return {key: os.environ.get(key) for key in settings["allocator"]}


def test_the_allocator_is_set_in_the_new_process_only(monkeypatch):
    monkeypatch.setattr(experiment, "passes", environment)
    assert experiment.passes_with_memory_kept(SETTINGS) == SETTINGS["allocator"]
    assert not set(SETTINGS["allocator"]) & set(os.environ)


def test_with_freed_memory_kept_a_step_costs_the_same_at_400_and_800(recorded):
    ratio = recorded["training_kept"]["ratio"]
    assert ratio["800"]["mean"] / ratio["400"]["mean"] == pytest.approx(2, rel=0.15)


@pytest.mark.parametrize("way", experiment.WAYS)
@pytest.mark.parametrize("T", [50, 200])
def test_memory_counted_again_agrees_with_the_record(recorded, way, T):
    assert experiment.most_bytes(way, T, SETTINGS) == pytest.approx(
        recorded["reference"][way]["bytes"][str(T)], rel=0.1
    )


def test_memory_grows_with_the_length_only_where_all_of_it_is_kept(recorded):
    slopes = {way: recorded["reference"][way]["slope"] for way in experiment.WAYS}
    assert slopes["whole"] == pytest.approx(1, abs=0.1)
    assert abs(slopes["cut"]) < 0.01
    assert abs(slopes["stream"]) < 0.01


def test_up_to_the_cut_nothing_is_saved_by_it():
    assert experiment.most_bytes("cut", SETTINGS["k"], SETTINGS) == pytest.approx(
        experiment.most_bytes("whole", SETTINGS["k"], SETTINGS), rel=0.05
    )


def test_what_pytorch_keeps_grows_by_as_much_for_each_step():
    kept = {T: experiment.saved_bytes(T, SETTINGS) for T in (25, 50, 100)}
    assert kept[100] - kept[50] == pytest.approx(2 * (kept[50] - kept[25]), rel=0.02)
    outputs = 4 * SETTINGS["B"] * SETTINGS["H"]  # bytes of h_t in float32: the least that must be there
    assert (kept[100] - kept[50]) / 50 > 5 * outputs
