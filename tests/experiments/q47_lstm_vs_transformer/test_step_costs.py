"""What step_costs times and counts is what it says it is; bytes come out as recorded, the record shows the claims."""

import pytest
import torch

from scripts.experiments.q47_lstm_vs_transformer import step_costs as experiment
from scripts.experiments.q47_lstm_vs_transformer.character_models import weights
from scripts.experiments.records.record import DATA, read
from scripts.reference import attention_counts, memory

SETTINGS = experiment.SETTINGS
SMALL = SETTINGS | {"H": 8, "heads": 2, "lengths": [4, 8], "B": 2}


@pytest.fixture(scope="module")
def recorded() -> dict:
    return read(DATA / "step_costs.json").results


def test_the_layers_have_equally_many_weights(recorded):
    lstm, transformer = experiment.networks(SETTINGS)
    found = {"lstm": weights(lstm.layers), "transformer": weights(transformer.layers)}
    assert recorded["weights"] == found
    assert found["transformer"] == 2 * attention_counts.weights(SETTINGS["H"])
    assert abs(found["lstm"] / found["transformer"] - 1) < 0.001


def test_carried_bytes_are_those_of_the_reference(recorded):
    H, layers = SETTINGS["H"], SETTINGS["layers"]
    for T in SETTINGS["lengths"]:
        held = recorded["bytes"]
        assert held["lstm_state"][str(T)] == memory.lstm_state(H, layers["lstm"])
        assert held["transformer_state"][str(T)] == attention_counts.cache(H, T, layers["transformer"])


def test_what_is_kept_for_backward_counted_again_agrees_with_the_record(recorded):
    torch.manual_seed(0)
    lstm, transformer = experiment.networks(SETTINGS)
    tokens = torch.randint(SETTINGS["K"], (SETTINGS["B"], 129))
    for kind, network, attention in (
        ("lstm", lstm, experiment.FUSED),
        ("transformer", transformer, experiment.FUSED),
        ("plain", transformer, experiment.PLAIN),
    ):
        found = experiment.kept_bytes(network, tokens, attention)
        assert found == pytest.approx(recorded["bytes"][kind]["128"], rel=0.02)


def test_the_fastest_pass_counts(monkeypatch):
    clock = iter([0.0, 5.0, 10.0, 12.0, 20.0, 29.0])
    monkeypatch.setattr(experiment, "process_time", lambda: next(clock))
    assert experiment.seconds(lambda: None, 3) == 2.0


def test_times_are_multiples_of_the_lstms_at_the_shortest_length_in_the_same_round(monkeypatch):
    asked = []
    actions = {(kind, T): lambda: None for kind in ("transformer", "lstm") for T in (4, 8)}
    costs = {id(action): cost for action, cost in zip(actions.values(), (6.0, 20.0, 3.0, 12.0), strict=True)}

    def seconds(action, passes):
        asked.append((id(action), passes))
        return costs[id(action)] * (1 + len(asked) // 4)  # each round is slower than the one before

    monkeypatch.setattr(experiment, "seconds", lambda action, passes: costs[id(action)])
    found = experiment.ratios(actions, 7, [0, 1, 2], per_token=False)
    assert found["transformer"]["8"]["values"] == pytest.approx([20 / 3] * 3, rel=1e-4)
    found = experiment.ratios(actions, 7, [0, 1, 2], per_token=True)
    assert found["lstm"]["4"]["values"] == [1.0] * 3
    assert found["transformer"]["8"]["mean"] == pytest.approx((20 / 8) / (3 / 4), rel=1e-4)
    monkeypatch.setattr(experiment, "seconds", seconds)
    experiment.ratios(actions, 7, [0, 1, 2], per_token=False)
    assert {passes for _, passes in asked} == {7}
    assert len({tuple(asked[n : n + 4]) for n in (0, 4, 8)}) > 1


def test_a_training_step_leaves_no_gradient_behind():
    lstm, transformer = experiment.networks(SMALL)
    tokens = torch.randint(SMALL["K"], (2, 5))
    for network in (lstm, transformer):
        for attention in (experiment.FUSED, experiment.PLAIN):
            experiment.training_step(network, tokens, attention)
            assert all(p.grad is None for p in network.parameters())


def test_every_kind_is_prepared_at_every_length():
    training, decoding, held = experiment.prepared(*experiment.networks(SMALL), SMALL)
    assert set(training) == {(kind, T) for kind in ("lstm", "transformer", "plain") for T in (4, 8)}
    assert set(decoding) == {(kind, T) for kind in ("lstm", "transformer", "uncached") for T in (4, 8)}
    for action in (*training.values(), *decoding.values()):
        action()
    for T in (4, 8):
        assert held["transformer_state"][str(T)] == attention_counts.cache(8, T, SMALL["layers"]["transformer"])
        assert held["lstm_state"][str(T)] == memory.lstm_state(8, SMALL["layers"]["lstm"])


def test_memory_kept_for_backward_is_linear_but_for_the_plain_attention(recorded):
    for kind in ("lstm", "transformer"):
        kept = recorded["bytes"][kind]
        assert kept["1024"] / kept["512"] == pytest.approx(2, rel=0.01)
    plain, fused = recorded["bytes"]["plain"], recorded["bytes"]["transformer"]
    assert (plain["1024"] - fused["1024"]) / (plain["512"] - fused["512"]) > 3.5


def test_time_per_token_stays_level_for_the_lstm_and_grows_for_the_transformer(recorded):
    training = {kind: {T: one["mean"] for T, one in by.items()} for kind, by in recorded["training"].items()}
    assert all(0.8 < ratio < 1.15 for ratio in training["lstm"].values())
    assert training["transformer"]["1024"] > 1.2 * training["transformer"]["64"]
    assert training["plain"]["1024"] > training["transformer"]["1024"]


def test_a_decoding_step_is_level_for_the_lstm_grows_with_the_cache_and_is_far_dearer_without(recorded):
    decoding = {kind: {T: one["mean"] for T, one in by.items()} for kind, by in recorded["decoding"].items()}
    assert all(0.8 < ratio < 1.25 for ratio in decoding["lstm"].values())
    assert decoding["transformer"]["1024"] > 1.1 * decoding["transformer"]["64"]
    assert decoding["uncached"]["1024"] > 40 * decoding["transformer"]["1024"]
