"""What compressed_speaker stores and trains is what it says it does, one way comes out as recorded, and so the page."""

import copy

import pytest
import torch

from scripts.experiments.networks.recurrent import start
from scripts.experiments.q39_model_compression import compressed_speaker as experiment
from scripts.experiments.q39_model_compression import storage, views
from scripts.experiments.q39_model_compression.storage import MATRICES, Bytes
from scripts.experiments.records.record import DATA, read
from scripts.experiments.records.results import data
from scripts.experiments.tasks import japanese_vowels
from scripts.experiments.tasks.labelled import rows, standardised
from scripts.reference import distillation
from tests.experiments.ragged import ragged

SETTINGS = experiment.SETTINGS
W, U, R = MATRICES
D, H, K = 3, 5, 4


@pytest.fixture(scope="module")
def recorded():
    return data("compressed_speaker")


@pytest.fixture(scope="module")
def parts():
    return standardised(japanese_vowels.load())


def weights(kind="lstm"):
    return {name: p.detach() for name, p in start(kind, D, H, K, 0).named_parameters()}


def test_floats_take_four_bytes_and_the_two_biases_of_an_lstm_are_one():
    assert storage.count(weights(), Bytes()) == 4 * (4 * H * (D + H + 1) + K * (H + 1))


def test_a_gru_keeps_the_candidates_second_bias():
    assert storage.count(weights("gru"), Bytes()) == 4 * (3 * H * (D + H) + 4 * H + K * (H + 1))


def test_whole_numbers_take_their_bits_and_a_scale_per_row_or_matrix():
    biases, places = 4 * (4 * H + K), [4 * H * D, 4 * H * H, K * H]
    by_row = sum(-(-n * 3 // 8) for n in places) + 4 * (4 * H + 4 * H + K)
    assert storage.count(weights(), Bytes(3)) == biases + by_row
    assert storage.count(weights(), Bytes(3, per_row=False)) == biases + by_row - 4 * (8 * H + K) + 4 * 3


def test_zeros_take_no_value_but_every_place_one_bit():
    biases = 4 * (4 * H + K)
    matrices = sum(4 * (n - round(0.8 * n)) + -(-n // 8) for n in (4 * H * D, 4 * H * H, K * H))
    assert storage.count(weights(), Bytes(pruned=0.8)) == biases + matrices


def test_a_mask_zeroes_the_smallest_of_each_matrix_and_leaves_the_biases():
    free = weights()
    made = views.masked(free, 0.6)(free)
    for name in MATRICES:
        kept = made[name] != 0
        assert (~kept).sum() == round(0.6 * kept.numel())
        assert free[name][kept].abs().min() >= free[name][~kept].abs().max()
    assert made["readout.bias"] is free["readout.bias"]


def test_what_is_on_the_grid_is_so_and_the_gradient_goes_straight_through():
    free = weights()
    free[U].requires_grad_()
    made = views.rounding(3)(free)
    assert all(len(row.unique()) <= 7 for row in made[U])
    torch.testing.assert_close(made[U], storage.on_grid(free[U].detach(), 3))
    (2.0 * made[U]).sum().backward()
    assert (free[U].grad == 2.0).all()


def test_full_rank_factors_are_the_network_itself():
    free = weights()
    thin, view = views.factored(free, D + H)
    made = view(thin)
    torch.testing.assert_close(made[W], free[W], rtol=0, atol=1e-6)
    torch.testing.assert_close(made[U], free[U], rtol=0, atol=1e-6)
    assert set(made) == set(free)
    assert views.factored(free, 2)[0]["A"].shape == (4 * H, 2)


def test_units_that_nothing_reads_and_nothing_feeds_leave_without_a_trace():
    """Two units whose rows and columns are 0 hold h = 0: without them the answers are the same."""
    network, dead = start("lstm", 12, H, K, 0), torch.tensor([1, 3])
    full = {name: p.detach().clone() for name, p in network.named_parameters()}
    for gate in range(4):
        for name in full:
            if name.startswith("layer"):
                full[name][gate * H + dead] = 0.0
    full[U][:, dead] = full[R][:, dead] = 0.0
    few = views.fewer_units(full, H - 2)
    assert few[U].shape == (4 * (H - 2), H - 2)
    test = ragged()
    before = experiment.Viewed(network, full, views.as_it_is)(test)
    after = experiment.Viewed(start("lstm", 12, H - 2, K, 0), few, views.as_it_is)(test)
    torch.testing.assert_close(after, before, rtol=0, atol=1e-6)


def test_the_students_loss_is_that_of_the_reference(monkeypatch, parts):
    student, teacher = experiment.fresh("lstm", 4, 0, SETTINGS), experiment.fresh("lstm", 6, 1, SETTINGS)
    caught = {}

    def keep(model, loss, settings, check, *, falling):
        caught["loss"] = loss().item()

    monkeypatch.setattr(experiment, "fit", keep)
    batch = parts.train._replace(x=parts.train.x[:, :8], lengths=parts.train.lengths[:8], y=parts.train.y[:8])
    monkeypatch.setattr(experiment, "rows", lambda part, which: batch)
    experiment.train(student, parts.train, 0, SETTINGS, teacher)
    z, v = (network(batch).detach() for network in (student, teacher))
    hard = torch.nn.functional.cross_entropy(z, batch.y).item()
    soft = distillation.loss(z.double().numpy(), v.double().numpy(), SETTINGS["tau"])
    assert caught["loss"] == pytest.approx(SETTINGS["alpha"] * soft + (1 - SETTINGS["alpha"]) * hard, rel=1e-4)


def test_pruned_in_training_it_ends_with_that_share_of_zeros(parts):
    network = experiment.fresh("lstm", 8, 0, SETTINGS)
    experiment.train(network, parts.train, 0, SETTINGS | {"updates": 20}, pruned=0.75)
    made = network.weights()
    for name in MATRICES:
        assert (made[name] == 0).float().mean().item() == pytest.approx(0.75, abs=0.01)


def test_a_small_network_trained_again_agrees_with_the_record(recorded, parts):
    """The cheapest way: 8 units, trained without the second stretch, are nearly as good."""
    network = experiment.fresh("lstm", 8, 0, SETTINGS)
    experiment.train(network, parts.train, 0, SETTINGS)
    assert experiment.right(network, parts.test) == pytest.approx(recorded.ways.lstm_8.right["values"][0], abs=0.04)
    assert recorded.ways.lstm_8.bytes == storage.count(network.weights(), Bytes())


def test_pytorchs_dynamic_int8_replaces_both_layers(monkeypatch, parts):
    made, theirs = [], torch.ao.quantization.quantize_dynamic

    def kept(*given, **more):
        made.append(theirs(*given, **more))
        return made[-1]

    monkeypatch.setattr(torch.ao.quantization, "quantize_dynamic", kept)
    network = experiment.fresh("lstm", 8, 0, SETTINGS)
    share = experiment.dynamic(network, parts.test)
    assert all("quantized.dynamic" in type(layer).__module__ for layer in made[0].children())
    assert share == pytest.approx(experiment.right(network, parts.test), abs=0.02)


def test_every_way_is_made_again_with_the_bytes_of_the_record(parts):
    few = parts._replace(test=rows(parts.test, torch.arange(4)))
    settings = SETTINGS | {"updates": 1, "tuning": {"updates": 1, "rate": 0.003}, "batch": 2}
    made = experiment.Measured(few, 0, settings).all()
    recorded = read(DATA / "compressed_speaker.json").results["ways"]
    assert {name: way.get("bytes") for name, way in made.items()} == {
        name: way.get("bytes") for name, way in recorded.items()
    }


def means(recorded, *names):
    return [recorded.ways[name].right["mean"] for name in names]


def test_eight_bits_and_pytorchs_dynamic_int8_lose_nothing(recorded):
    full, eight, whole, theirs = means(recorded, "full", "rounded_8", "rounded_8_whole", "torch_dynamic")
    assert max(abs(full - other) for other in (eight, whole, theirs)) < 0.002
    assert 3 < recorded.ways.full.bytes / recorded.ways.rounded_8.bytes < 4


def test_two_bits_need_training_and_a_scale_per_row(recorded):
    full, after, trained, whole = means(recorded, "full", "rounded_2", "trained_2", "rounded_2_whole")
    assert trained > full - 0.002
    assert after < full - 0.03
    assert whole < 0.6


def test_half_the_units_in_eight_bits_are_nine_times_smaller_and_as_good(recorded):
    full, units = means(recorded, "full", "units_20_8")
    assert units >= full
    assert 9 < recorded.ways.full.bytes / recorded.ways.units_20_8.bytes < 10


def test_a_gru_trained_with_half_the_units_is_as_good_in_eight_bits_and_twelve_times_smaller(recorded):
    full, gru, eight, cut = means(recorded, "full", "gru_20", "gru_20_8", "units_20_8")
    assert min(gru, eight) > full
    assert abs(eight - cut) < 0.001
    ways = recorded.ways
    assert 11.8 < ways.full.bytes / ways.gru_20_8.bytes < 12
    assert ways.gru_20_8.bytes < ways.units_20_8.bytes


def test_at_about_the_same_bytes_magnitude_pruning_is_far_behind_fewer_units(recorded):
    ways = recorded.ways
    assert ways["pruned_0.9"].bytes == pytest.approx(ways.units_12.bytes, rel=0.02)
    pruned, units = means(recorded, "pruned_0.9", "units_12")
    assert pruned < recorded.nearest_mean < units - 0.02
    assert means(recorded, "pruned_0.5")[0] > means(recorded, "full")[0]


def test_removing_units_beats_training_as_few_from_the_start_where_there_are_twenty(recorded):
    won = {}
    for H in (20, 12):
        removed, trained = (recorded.ways[f"{way}_{H}"].right for way in ("units", "lstm"))
        won[H] = [a > b for a, b in zip(removed["values"], trained["values"], strict=True)]
    assert all(won[20])
    assert sum(won[12]) == 4
    assert means(recorded, "units_20")[0] < means(recorded, "gru_20")[0] + 0.001


def test_this_teacher_did_not_help(recorded):
    for H in SETTINGS["smaller"]["distilled"]:
        taught, alone = means(recorded, f"distilled_{H}", f"lstm_{H}")
        assert taught < alone + 0.003


def test_every_way_but_the_extreme_ones_beats_the_baselines(recorded):
    ways = read(DATA / "compressed_speaker.json").results["ways"]
    worse = {name for name, way in ways.items() if way["right"]["mean"] < recorded.nearest_mean}
    assert worse == {"pruned_0.9", "pruned_0.95", "low_rank_4", "rounded_2_whole"}
    assert recorded.commonest < 0.25


def test_a_view_leaves_the_network_that_it_is_like_alone(parts):
    network = experiment.fresh("lstm", 4, 0, SETTINGS)
    before = copy.deepcopy(network.like[0].state_dict())
    experiment.train(network, parts.train, 0, SETTINGS | {"updates": 2})
    assert all(torch.equal(before[name], value) for name, value in network.like[0].state_dict().items())
