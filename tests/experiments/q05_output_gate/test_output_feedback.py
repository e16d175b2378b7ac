"""The tanh on one way of h only: the cells against those of `output_counting`, and what the record says."""

import pytest
import torch

from scripts.experiments.q05_output_gate import output_cells
from scripts.experiments.q05_output_gate import output_feedback as experiment
from scripts.experiments.records.record import DATA, read
from scripts.experiments.tasks.a_then_b import strings

SETTINGS = experiment.SETTINGS
X = strings([3, 5], 12)[0]


@pytest.fixture(scope="module")
def recorded() -> dict:
    return read(DATA / "output_feedback.json").results


def hidden(cell: str) -> tuple[torch.Tensor, list[output_cells.Step]]:
    """What the readout of one cell reads, and the steps of the whole cell with the same weights."""
    weights = output_cells.start([0], SETTINGS["H"], SETTINGS["forget_bias"])
    with torch.no_grad():
        ours = torch.stack(list(experiment.shown(weights, X, [cell])))
        return ours, list(output_cells.steps(weights, X, ["whole"]))


@pytest.mark.parametrize(("cell", "known"), [("both", "whole"), ("neither", "no_tanh")])
def test_with_the_same_on_both_ways_it_is_the_known_cell(cell, known):
    weights = output_cells.start([0, 1], SETTINGS["H"], SETTINGS["forget_bias"])
    with torch.no_grad():
        ours = torch.stack(list(experiment.shown(weights, X, [cell, cell])))
        theirs = torch.stack([step.h for step in output_cells.steps(weights, X, [known, known])])
    torch.testing.assert_close(ours, theirs)


def test_a_tanh_on_what_is_fed_back_leaves_the_memory_of_the_whole_cell():
    ours, whole = hidden("fed_back")
    torch.testing.assert_close(ours, torch.stack([step.gates[3] * step.c for step in whole]))


def test_a_tanh_on_what_is_read_alone_does_not():
    ours, whole = hidden("read")
    torch.testing.assert_close(ours[0], whole[0].h)  # nothing has been fed back yet
    assert (ours[-1] - whole[-1].h).abs().max() > 1e-3


@pytest.mark.parametrize(("bias", "said"), [(0.5, 7), (-50.0, 22), (50.0, 1)])
def test_the_first_yes_is_counted_and_none_is_one_more_than_was_waited_for(bias, said):
    weights = {name: torch.zeros_like(value) for name, value in output_cells.start([0], 1, 1.0).items()}
    weights["layer.weight_ih_l0"][0, 2] = torch.tensor([100.0, -100.0])  # one more for an a, one less for a b
    weights["layer.bias_ih_l0"][0, [0, 1, 3]] = 100.0
    weights["readout.weight"][:] = -1.0
    weights["readout.bias"][:] = bias
    assert experiment.answers(weights, ["neither"], 7).item() == said


def test_trained_with_few_updates_two_networks_side_by_side_do_not_meet():
    short = {**SETTINGS, "updates": 3}
    together = output_cells.start([0, 1], 4, 1.0)
    experiment.train(together, ["read", "fed_back"], short)
    alone = output_cells.start([1], 4, 1.0)
    experiment.train(alone, ["fed_back"], short)
    for name, value in alone.items():
        torch.testing.assert_close(together[name][1:], value)


def test_one_network_trained_again_agrees_with_the_record(recorded):
    """A quarter of the updates: by then it counts as well as in the end."""
    weights = output_cells.start([0], SETTINGS["H"], SETTINGS["forget_bias"])
    experiment.train(weights, ["fed_back"], {**SETTINGS, "updates": SETTINGS["updates"] // 4})
    for n in (20, 60):
        before = recorded["fed_back"]["said"][str(n)]["values"]
        assert abs(experiment.answers(weights, ["fed_back"], n).item() - before[0]) <= 1 + max(before) - min(before)


def test_what_the_page_says_holds_in_the_record(recorded):
    for cell in experiment.CELLS:
        assert recorded[cell]["trained_right"]["values"] == [1.0] * len(SETTINGS["seeds"])
    for cell in ("both", "fed_back"):
        assert recorded[cell]["never"]["60"] == 0
        assert recorded[cell]["near"]["60"] >= 15
    for cell in ("read", "neither"):
        assert min(recorded[cell]["said"]["60"]["values"]) == 1
        assert recorded[cell]["never"]["60"] > 0
        assert recorded[cell]["near"]["60"] <= 6
