"""What is read from the gates, on networks that are known, and a cheap repetition of the measurement."""

import numpy as np
import pytest
import torch

from scripts.experiments.networks.gate_trace import Trace, trace
from scripts.experiments.q06_cell_state import cell_memory as experiment
from scripts.experiments.q06_cell_state import sum_or_last
from scripts.experiments.q06_cell_state.cell_contents import contents, gates, half_lives
from scripts.experiments.records.record import DATA, read
from scripts.reference import contributions
from tests.experiments import hand_set

SETTINGS = experiment.SETTINGS
T, B = 20, 300


def measured(task: str) -> dict[str, float]:
    batch = sum_or_last.draw(task, T, B, torch.Generator().manual_seed(7))
    network = hand_set.network(task)
    return contents(network, trace(network.layer, batch.x), batch, SETTINGS)


def constant(f: list[float], c: list[float]) -> Trace:
    """A trace whose gates and cell states are the same at every step."""
    gate, state = (np.tile(np.array(values), (40, 3, 1)) for values in (f, c))
    return Trace(gate, gate, gate, gate, state, state)


def test_a_cell_that_adds_keeps_both_writes():
    found = measured("sum")
    assert found["kept"] == pytest.approx(1.0, abs=1e-6)
    assert found["keeper_first"] + found["keeper_second"] == pytest.approx(1.0, abs=1e-5)
    assert found["left"] == pytest.approx(1.0, abs=0.05)  # by chance the values go together a little
    assert found["left_by_gate"] == pytest.approx(1.0, abs=1e-6)
    assert found["from_bias"] == hand_set.OPEN
    assert found["from_x"] == found["from_h"] == found["from_large_h"] == found["large_h_moves"] == 0.0


def test_a_cell_that_is_cleared_keeps_the_last_alone():
    found = measured("last")
    assert found["keeper_second"] == pytest.approx(1.0, abs=1e-5)
    assert abs(found["left"]) < 0.05
    assert max(found["gate_at_second"], found["kept"]) < 1e-6


def test_a_cell_that_is_cleared_by_its_write_has_its_gate_open():
    batch = sum_or_last.draw("last", T, B, torch.Generator().manual_seed(7))
    run = trace(hand_set.network("sum").layer, batch.x)
    c = run.c.copy()
    c[batch.steps[1].numpy(), np.arange(B), 0] = hand_set.SMALL * batch.values[1].numpy()  # as if -c had been written
    found = contents(hand_set.network("sum"), run._replace(c=c), batch, SETTINGS)
    assert found["left_by_gate"] == pytest.approx(1.0, abs=1e-6)
    assert abs(found["left"]) < 0.15


def test_the_gate_is_taken_where_the_second_value_is_marked():
    batch = sum_or_last.draw("sum", T, B, torch.Generator().manual_seed(7))
    run = trace(hand_set.network("sum").layer, batch.x)
    f = run.f.copy()
    f[batch.steps[1].numpy(), np.arange(B), 0] = 0.6
    found = contents(hand_set.network("sum"), run._replace(f=f), batch, SETTINGS)
    assert found["gate_at_second"] == pytest.approx(0.6)
    assert found["left_by_gate"] == pytest.approx(0.6)


def test_the_leaking_unit_holds_little_of_the_first_mark():
    found = measured("sum")  # unit 1 keeps half a step, for ten steps and more
    assert found["short_first"] < 0.01
    assert found["short_correlation"] < 0.15


def test_a_short_unit_that_copies_the_keeper_follows_the_keeper_s_swap():
    network = hand_set.network("sum")
    with torch.no_grad():  # unit 1 writes what unit 0 shows, and forgets it at once
        network.layer.weight_hh_l0[5, 0] = 1.0
        network.layer.weight_ih_l0[5] = 0.0
        network.layer.bias_ih_l0[1], network.layer.bias_ih_l0[3] = hand_set.OPEN, hand_set.SHUT
    batch = sum_or_last.draw("sum", T, B, torch.Generator().manual_seed(7))
    found = contents(network, trace(network.layer, batch.x), batch, SETTINGS)
    assert found["short_correlation"] > 0.6
    assert found["short_correlation_other"] > 0.6
    assert found["short_correlation_own"] < 0.15


def test_times_and_sizes_of_constant_gates():
    found = gates(constant([0.99, 0.9, 0.45, 0.04], [3.0, -0.5, 1.5, 0.0]), SETTINGS)
    assert found["longest"] == pytest.approx(np.log(0.5) / np.log(0.99))
    assert found["second"] == pytest.approx(np.log(0.5) / np.log(0.9))
    assert found["median_steps"] == pytest.approx((7 + 1) / 2)
    assert found["units_over_half_T"] == 1
    assert (found["rounded_up"], found["largest_disagreement"]) == (1.0, 0.0)
    assert found["typical_over_mean"] == pytest.approx(1.0)
    assert found["resets"] == 0.25
    assert (found["largest_c"], found["keeper_c"], found["large_units"]) == (3.0, 3.0, 2)


def test_gates_that_vary_from_sequence_to_sequence_outlast_their_mean():
    run = constant([0.9, 0.9], [0.0, 0.0])
    f = run.f.copy()
    f[:, 0, 1], f[:, 1, 1] = 0.999, 0.801  # the mean is 0.9 as in the other unit
    found = gates(run._replace(f=f), SETTINGS)
    assert found["rounded_up"] == 0.5
    assert found["largest_disagreement"] > 0
    assert found["typical_over_mean"] < 1.0


def test_what_holds_a_gate_open_adds_up_to_its_pre_activation():
    _, network, _ = experiment.train("sum", 10, 0, SETTINGS | {"updates": 3})
    with torch.no_grad():
        network.layer.bias_ih_l0[3 * 16 :] = 4.0
        network.layer.bias_ih_l0[2 * 16] = 9.0  # unit 0 writes 1 at every step
        network.layer.bias_ih_l0[16] = 4.0
        network.layer.bias_ih_l0[0] = 4.0
    batch = sum_or_last.draw("sum", 10, B, torch.Generator().manual_seed(8))
    run = trace(network.layer, batch.x)
    found = contents(network, run, batch, SETTINGS)
    f = run.f[..., half_lives(run.f).argmax()]
    assert found["from_bias"] + found["from_x"] + found["from_h"] == pytest.approx(np.log(f / (1 - f)).mean(), rel=1e-9)
    assert 0 < abs(found["from_large_h"]) < 1
    assert found["from_large_h"] != found["from_h"]


def test_the_terms_add_up_to_the_cell_state_of_a_trained_network():
    _, network, _ = experiment.train("sum", 30, 0, SETTINGS | {"updates": 20})
    run = trace(network.layer, sum_or_last.draw("sum", 30, B, torch.Generator().manual_seed(9)).x)
    terms = contributions.terms(run.f, run.i * run.g, np.zeros_like(run.c[0]))
    assert np.abs(terms.sum(0) - run.c[-1]).max() < 1e-12


def test_the_untrained_network_is_the_one_that_was_trained():
    before, after, updates = experiment.train("last", 10, 3, SETTINGS | {"updates": 1})
    assert updates == 1
    change = (before.layer.weight_hh_l0 - after.layer.weight_hh_l0).abs()
    assert 0 < change.max() < 1.01 * SETTINGS["rate"]  # Adam's first step


def test_training_ends_when_the_task_is_solved():
    assert experiment.train("last", 10, 0, SETTINGS | {"end": 10.0})[2] == 1


def test_one_seed_again_agrees_with_the_record():
    recorded = read(DATA / "cell_memory.json").results["last_50"]
    again = experiment.measure("last_50", 0, SETTINGS)
    assert again["errors"]["intact"] < 3 * max(recorded["errors"]["intact"]["values"])
    assert again["after"]["longest"] > 0.5 * min(recorded["after"]["longest"]["values"])
    assert again["after"]["median"] < 2 * max(recorded["after"]["median"]["values"])
    assert again["contents"]["left"] < 0.3 < again["contents"]["left_by_gate"]
    assert again["before"]["longest"] == pytest.approx(recorded["before"]["longest"]["values"][0], rel=1e-3)


def test_the_record_says_what_the_page_says_without_a_number():
    recorded = read(DATA / "cell_memory.json").results
    shared = [other > 40 for other in recorded["sum_50"]["after"]["second"]["values"]]
    assert shared.count(True) == 1  # in one network of the five a second unit shares the memory
    alone = recorded["sum_50"]["errors"]["swap_unit_hybrid"]["values"]
    assert [error > 0.005 for error in alone] == shared
