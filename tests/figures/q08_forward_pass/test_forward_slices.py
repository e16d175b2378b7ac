"""The blocks of one matrix, and an order taken for another: what the figure says, on the arrays that are plotted."""

from itertools import permutations

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from scripts.facts.onnx_runtime import ONNX
from scripts.figures import kit
from scripts.figures.q08_forward_pass import forward_slices
from tests.figures.says import says


@pytest.fixture
def tasks():
    return forward_slices.arrays()


def orders(tasks):
    right, *wrong = sorted((o for o in tasks["number"] if o != "baseline"), key=lambda o: o != "ifgo")
    assert right == "ifgo"
    stays = [order for order in wrong if order[2] == "g"]
    assert (len(stays), len(wrong)) == (5, 23)
    return stays, [order for order in wrong if order not in stays]


@says(
    forward_slices,
    "The subject's number survives every order that leaves the candidate in place, and falls to chance in the "
    "other 18.",
)
def test_the_number_survives_every_order_that_leaves_the_candidate_in_place(tasks):
    stays, _ = orders(tasks)
    assert min(tasks["number"][order].min() for order in stays) > 0.98


@says(
    forward_slices,
    "The subject's number survives every order that leaves the candidate in place, and falls to chance in the "
    "other 18.",
)
def test_the_number_falls_to_chance_in_each_of_the_other_eighteen(tasks):
    _, moved = orders(tasks)
    assert len(moved) == 18
    means = np.array([tasks["number"][order].mean() for order in moved])
    chance = tasks["number"]["baseline"].mean()
    assert abs(means.mean() - chance) < 0.005
    assert abs(means - chance).max() < 0.03


@says(forward_slices, "Counting nouns survives almost none.")
def test_counting_survives_almost_none(tasks):
    stays, moved = orders(tasks)
    assert tasks["count"]["ifgo"].min() > 0.98
    means = [tasks["count"][order].mean() for order in stays + moved]
    assert sum(mean > tasks["count"]["baseline"].mean() for mean in means) == 1


@says(forward_slices, "Share right for all 24 block orders, five seeds, two tasks.")
def test_every_order_of_the_four_blocks_has_its_five_seeds_in_both_tasks(tasks):
    orders = {"".join(order) for order in permutations("ifgo")}
    assert (len(orders), len(tasks), len(kit.settings("slice_order").seeds)) == (24, 2, 5)
    for shares in tasks.values():
        assert set(shares) == orders | {"baseline"}
        assert {len(values) for values in shares.values()} == {5}


@says(
    forward_slices,
    "Circles: the candidate's block stays in its place.",
    "Triangles: it does not.",
    "One dot per seed, one column per order of the blocks; ringed: ONNX's order.",
    "Dashed: always the commonest answer.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_each_column_has_the_seeds_of_its_order(tasks, narrow):
    places, onnx = forward_slices.columns(), ONNX.cells["lstm.order"].value.replace(", ", "")
    for axes, shares in zip(forward_slices.draw(narrow).axes, tasks.values(), strict=True):
        (dashed,) = (line for line in axes.lines if line.is_dashed())
        assert_array_equal(dashed.get_ydata(), 2 * [shares["baseline"].mean()])
        columns = {line.get_xdata()[0]: line for line in axes.lines if len(line.get_xdata()) == 5}
        assert set(columns) == set(places.values())
        for order, place in places.items():
            assert_array_equal(columns[place].get_data(), [5 * [place], shares[order]])
            assert columns[place].get_marker() == ("o" if order.index("g") == "ifgo".index("g") else "^")
        (ring,) = (line for line in axes.lines if len(line.get_xdata()) == 1)
        assert ring.get_markerfacecolor() == "none"
        assert_array_equal(ring.get_xydata(), [[places[onnx], shares[onnx].mean()]])


def test_no_order_is_drawn_on_top_of_another(tasks):
    places = forward_slices.columns()
    assert set(places) == set(tasks["number"]) - {"baseline"}
    assert min(np.diff(sorted(places.values()))) >= 1
