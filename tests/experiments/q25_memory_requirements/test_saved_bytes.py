"""What saved_bytes measures is what it says it is, and small settings come out as the formulas say."""

import pytest
import torch

from scripts.experiments.q25_memory_requirements import saved_bytes as experiment
from scripts.experiments.records.record import DATA, read
from scripts.reference import flops, memory, params

SETTINGS = experiment.SETTINGS
SMALL = {**SETTINGS, "V": 40, "H": 16, "T": 12, "B": 3, "segments": 4, "chunks": 3}
SCALAR = 4  # the loss keeps the sum of its targets' weights
IDS = 2 * 8  # bytes per token of the two integers, read and to be said


def formula(settings: dict) -> int:
    V, H, T, B, layers = (settings[name] for name in ("V", "H", "T", "B", "layers"))
    return memory.language_model(V, H, H, T, B, layers, copies=2)


def accounted(settings: dict) -> int:
    return formula(settings) + IDS * settings["T"] * settings["B"] + SCALAR


@pytest.fixture(scope="module")
def recorded() -> dict:
    return read(DATA / "saved_bytes.json").results


def test_every_byte_of_the_native_path_is_accounted_for():
    for size, value in {"T": 5, "B": 2, "H": 8, "V": 30, "layers": 3}.items():
        settings = {**SMALL, size: value}
        made = experiment.saved(settings, "native")
        assert made["float32"] == formula(settings) + SCALAR
        assert made["all"] == accounted(settings)


def test_without_a_graph_nothing_is_saved():
    with torch.no_grad():
        assert experiment.saved(SMALL, "native")["all"] == 0


@pytest.mark.parametrize("name", experiment.remedies(SMALL))
def test_a_remedy_gives_the_gradients_of_the_plain_pass(name):
    gradients = []
    for remedy in ({}, experiment.remedies(SMALL)[name]):
        network, x, y = experiment.begun(SMALL, 1)
        network(x, y, **remedy).backward()
        gradients.append([p.grad for p in network.parameters()])
    for plain, again in zip(*gradients, strict=True):
        torch.testing.assert_close(again, plain, rtol=1e-4, atol=1e-7)


def test_products_are_those_of_the_plain_pass_and_of_what_is_made_again():
    V, H, layers = SMALL["V"], SMALL["H"], SMALL["layers"]
    made = {name: experiment.products(SMALL, **way) for name, way in experiment.remedies(SMALL).items()}
    unneeded = layers * 4 * H * H / SMALL["T"]  # no gradient goes back into the first state
    whole = flops.language_model(V, H, H, layers=layers, training=True) / 2
    assert made["plain"] == pytest.approx(whole - unneeded, abs=1)
    readout, lstm = V * H, flops.lstm(H, H, layers=layers) // 2
    extra = {"chunks": readout, "checkpointed": lstm, "both": readout + lstm}
    for name, again in extra.items():
        assert made[name] - made["plain"] == pytest.approx(again, abs=1)


def test_the_peak_of_a_pass_is_that_of_its_largest_arrays():
    """Without an LSTM's worth of memory beside it, one array over the vocabulary dominates: three of them at once."""
    wide = {**SMALL, "V": 4000, "H": 4, "layers": 1}
    scores, weights = memory.sequence(4000, 12, 3), memory.weights(params.language_model(4000, 4, 4))
    assert 3 * scores < experiment.peak(wide) < 3 * scores + weights
    assert experiment.peak(wide, chunks=3) < 2 * scores + weights


def test_the_whole_of_it_on_a_small_model_has_the_parts_of_the_record(recorded):
    small = SMALL | {"B": 4, "sweeps": {size: [2, 4] for size in "TBH"}}
    made = experiment.run(small, lambda share, note: None)
    assert {name: set(part) for name, part in made.items()} == {name: set(part) for name, part in recorded.items()}
    assert made["sweeps"]["H"]["native"]["4"] == accounted({**small, "H": 4})
    assert made["half"]["bfloat16"] == pytest.approx(0.5, abs=0.02)
    assert made["half"]["autocast"] > 1


def test_seeds_change_nothing(recorded):
    for path in experiment.PATHS:
        made = recorded["reference"][path]
        assert made["MB"]["sd"] == 0
        assert made["MB"]["mean"] == pytest.approx(made["parts"]["all"] / 1e6, rel=1e-4)


def test_the_formula_foresees_every_byte_of_every_setting(recorded):
    assert recorded["reference"]["native"]["parts"]["all"] == accounted(SETTINGS)
    for size, values in SETTINGS["sweeps"].items():
        for value in values:
            assert recorded["sweeps"][size]["native"][str(value)] == accounted({**SETTINGS, size: value})


def test_the_fused_layer_keeps_half_as_much_again_in_a_workspace_per_layer(recorded):
    parts = recorded["reference"]["onednn"]["parts"]
    assert 1.4 < parts["all"] / recorded["reference"]["native"]["parts"]["all"] < 1.5
    assert parts["uint8"] > parts["float32"]


def test_the_peak_is_what_is_saved_and_two_more_arrays_over_the_vocabulary(recorded):
    expected = formula(SETTINGS) + 2 * memory.sequence(SETTINGS["V"], SETTINGS["T"], SETTINGS["B"])
    assert 0 <= recorded["peak"]["plain"] - expected <= 2 * SCALAR
    few = recorded["peak"]["accumulated"]
    assert few == recorded["peak"]["micro_batch"]  # gradients of the pass come later than its peak
    assert 0 <= 4 * few - expected <= 8 * SCALAR


def test_the_loss_in_pieces_saves_most_and_checkpoints_less(recorded):
    peaks = recorded["peak"]
    assert peaks["both"] < peaks["chunks"] < 0.4 * peaks["plain"] < 0.75 * peaks["plain"] < peaks["checkpointed"]
    made = recorded["products"]
    forward = flops.language_model(SETTINGS["V"], 512, 512, layers=2) // 2
    assert made["both"] - made["plain"] == forward
    assert round(made["both"] / made["plain"], 2) == 1.33


def test_bfloat16_halves_what_is_saved_and_autocast_does_not(recorded):
    assert round(recorded["half"]["bfloat16"], 2) == 0.50
    assert recorded["half"]["autocast"] > 1


def test_the_smallest_setting_again_agrees_with_the_record(recorded):
    few = {**SETTINGS, "H": min(SETTINGS["sweeps"]["H"])}
    assert experiment.saved(few, "native")["all"] == recorded["sweeps"]["H"]["native"][str(few["H"])]
