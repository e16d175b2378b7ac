"""What pooled_states measures is what it says it is, and one seed comes out as recorded."""

import itertools
import math

import numpy as np
import pytest
import torch

from scripts.experiments.q20_sequence_classification import pooled_states as experiment
from scripts.experiments.records.record import DATA, read
from scripts.experiments.tasks import japanese_vowels
from scripts.experiments.tasks.labelled import Labelled, padded, standardised
from scripts.reference import padding, pooling
from tests.experiments.ragged import ragged

SETTINGS = experiment.SETTINGS
POOLS = SETTINGS["pools"]


@pytest.fixture(scope="module")
def recorded() -> dict:
    return read(DATA / "pooled_states.json").results


@pytest.fixture(scope="module")
def parts():
    return standardised(japanese_vowels.load())


@pytest.mark.parametrize("pool", POOLS)
@pytest.mark.parametrize("model", ["one", "two"])
def test_a_sequence_is_answered_as_alone(model, pool):
    network, data = experiment.Speaker(SETTINGS["models"][model], pool, 0, SETTINGS), ragged()
    for b, n in enumerate(data.lengths):
        alone = network(Labelled(data.x[:n, b : b + 1], data.lengths[b : b + 1], data.y[b : b + 1]))
        torch.testing.assert_close(alone[0], network(data)[b], rtol=0, atol=1e-6)


@pytest.mark.parametrize("model", ["one", "two"])
def test_every_direction_starts_with_the_forget_bias_of_the_settings(model):
    layer = experiment.Speaker(SETTINGS["models"][model], "last", 0, SETTINGS).lstm
    biases = {name: bias for name, bias in layer.named_parameters() if name.startswith("bias_ih")}
    assert len(biases) == SETTINGS["models"][model]["directions"]
    for name, bias in biases.items():
        f = (bias + getattr(layer, name.replace("ih", "hh"))).chunk(4)[1]
        assert (f == SETTINGS["forget_bias"]).all()


@pytest.mark.parametrize("pool", POOLS)
def test_a_pool_is_that_of_the_reference(pool):
    network, data = experiment.Speaker(SETTINGS["models"]["two"], pool, 0, SETTINGS), ragged()
    lengths = data.lengths.numpy()
    packed = torch.nn.utils.rnn.pack_padded_sequence(data.x, data.lengths, enforce_sorted=False)
    hs = torch.nn.utils.rnn.pad_packed_sequence(network.lstm(packed)[0])[0].detach().numpy()
    pooled = {
        "last": lambda: pooling.ends(hs, lengths),
        "mean": lambda: padding.mean(hs, lengths),
        "max": lambda: padding.largest(hs, lengths),
        "attention": lambda: pooling.attend(hs, lengths, pooling.Params(*(w[0] if len(w) == 1 else w for w in score)))[
            0
        ],
    }
    score = [w.detach().numpy() for w in network.score.parameters()] if pool == "attention" else []
    theirs = network.readout(torch.tensor(pooled[pool](), dtype=torch.float32))
    torch.testing.assert_close(network(data), theirs, rtol=0, atol=1e-5)


def warped(a: torch.Tensor, b: torch.Tensor) -> float:
    """The cost of the cheapest warping path, by the recursion written out."""
    cost = {(-1, -1): 0.0}
    for s, t in itertools.product(range(len(a)), range(len(b))):
        before = min(cost.get(at, math.inf) for at in ((s - 1, t - 1), (s - 1, t), (s, t - 1)))
        cost[s, t] = (a[s] - b[t]).norm().item() + before
    return cost[len(a) - 1, len(b) - 1]


def test_the_nearest_by_warping_is_that_of_the_recursion_written_out():
    generator = torch.Generator().manual_seed(3)
    asked, learned = (
        [torch.randn(int(n), 2, generator=generator) for n in lengths]
        for lengths in ([5, 2, 7, 4] * 4, [7, 8, 3, 4, 6])
    )
    found = experiment.nearest_warped(padded(learned, range(5)), padded(asked, [0] * len(asked)))
    assert found.tolist() == [min(range(5), key=lambda n: warped(a, learned[n])) for a in asked]


def test_the_statistics_are_of_real_frames_and_few_takes_as_many_of_each(parts):
    few = experiment.few(parts.train, 5)
    assert few.y.bincount().tolist() == [5] * 9
    own = few.x[: few.lengths[7], 7].numpy()
    expected = np.concatenate([own.mean(0), own.std(0, ddof=1), own.min(0), own.max(0)])
    np.testing.assert_allclose(experiment.statistics(few)[7], expected, rtol=0, atol=1e-5)


def test_with_few_utterances_a_linear_model_on_statistics_beats_every_network(recorded):
    few = recorded["5"]
    best = max(max(few[model][pool]["right"]["values"]) for model in ("one", "two") for pool in POOLS)
    assert best < few["statistics"]
    assert recorded["constant"] < few["nearest_mean"] < few["dtw"] < few["statistics"]


def test_with_all_of_them_the_poolings_of_two_directions_lie_within_a_point(recorded):
    means = [recorded["30"]["two"][pool]["right"]["mean"] for pool in POOLS]
    assert recorded["30"]["statistics"] < min(means) < max(means) < min(means) + 0.01
    assert max(recorded["30"]["two"][pool]["right"]["sd"] for pool in POOLS) > 0.009


def test_one_direction_is_behind_in_every_pool_and_most_with_the_mean(recorded):
    for count in ("5", "30"):
        behind = [
            recorded[count]["two"][pool]["right"]["mean"] - recorded[count]["one"][pool]["right"]["mean"]
            for pool in POOLS
        ]
        assert min(behind) > 0
        assert max(behind) == behind[POOLS.index("mean")]


def test_a_network_measured_again_agrees_with_the_record(recorded, parts):
    few = experiment.few(parts.train, 5)
    network = experiment.train(SETTINGS["models"]["one"], "last", SETTINGS["seeds"][0], few, SETTINGS)
    again = experiment.measured(network(parts.test).argmax(1), parts.test)["right"]
    assert again == pytest.approx(recorded["5"]["one"]["last"]["right"]["values"][0], abs=0.03)
