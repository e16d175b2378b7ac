"""The claim of two_readers: what its boxes say, where its wires lead, and what the reference code computes agree."""

import numpy as np
import pytest

from scripts.figures.q12_bidirectional_lstms import two_readers
from scripts.figures.q12_bidirectional_lstms.two_readers import NARROW, STEPS, WIDE

STEP_NUMBERS = range(1, STEPS + 1)


@pytest.fixture(scope="module")
def effects():
    return two_readers.arrays()


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def diagram(request):
    return two_readers.layout(*request.param)


def test_the_forward_half_has_read_up_to_its_step_and_the_backward_half_from_it_on(effects):
    np.testing.assert_array_equal(effects["forward"], np.tril(np.ones((STEPS, STEPS), bool)))
    np.testing.assert_array_equal(effects["backward"], np.triu(np.ones((STEPS, STEPS), bool)))


@pytest.mark.parametrize("way", ["forward", "backward"])
def test_the_wires_lead_from_an_input_to_the_states_that_it_affects(diagram, effects, way):
    for s in STEP_NUMBERS:
        found = two_readers.reached(diagram, f"x{s}")
        assert [f"{way}{t}" in found for t in STEP_NUMBERS] == effects[way][:, s - 1].tolist()


@pytest.mark.parametrize("way", ["forward", "backward"])
def test_the_boxes_name_the_steps_that_have_been_read(diagram, effects, way):
    for t in STEP_NUMBERS:
        first, *last = diagram.nodes[f"{way}{t}"].text.split("–")
        said = range(int(first), int(last[0] if last else first) + 1)
        assert list(said) == [s for s in STEP_NUMBERS if effects[way][t - 1, s - 1]]


def test_the_two_last_states_have_read_everything(diagram):
    for last in ("last_forward", "last_backward"):
        assert all(last in two_readers.reached(diagram, f"x{s}") for s in STEP_NUMBERS)
