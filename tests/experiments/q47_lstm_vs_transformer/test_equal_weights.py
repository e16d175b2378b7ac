"""What equal_weights measures is what it says it is; the n-gram comes out as recorded, the record shows the claim."""

import numpy as np
import pytest
import torch

from scripts.experiments.q47_lstm_vs_transformer import equal_weights as experiment
from scripts.experiments.q47_lstm_vs_transformer.character_models import LSTM, Transformer, distance_bias, weights
from scripts.experiments.records.record import DATA, read
from scripts.experiments.records.results import data
from scripts.experiments.tasks import guide_characters

SETTINGS = experiment.SETTINGS
SMALL = SETTINGS | {
    "lstm": {"E": 4, "H": 5, "layers": 2},
    "transformer": {"H": 6, "layers": 2, "heads": 2},
    "T": 8,
    "B": 3,
    "rate": 0.01,
    "updates": 4,
    "check_every": 2,
    "strides": {"validation": 5, "test": 3},
}
NETWORKS = {
    "lstm": LSTM(7, 4, 5, 2),
    "alibi": Transformer(7, 6, 2, 3, 9, alibi=True),
    "learned": Transformer(7, 6, 2, 3, 9),
}


@pytest.fixture(scope="module")
def text() -> guide_characters.Text:
    return guide_characters.load()


@pytest.mark.parametrize("model", experiment.MODELS)
def test_one_token_at_a_time_gives_what_the_whole_gives(model):
    network, x = NETWORKS[model].eval(), torch.arange(18).view(2, 9) % 7
    state, said = network.start(2), []
    with torch.no_grad():
        for token in x.T:
            scores, state = network.step(token, state)
            said.append(scores)
        whole = network(x)
    torch.testing.assert_close(torch.stack(said, dim=1), whole, rtol=0, atol=1e-5)
    assert state.read == 9


@pytest.mark.parametrize("model", experiment.MODELS)
def test_no_score_depends_on_a_later_character(model):
    network, x = NETWORKS[model].eval(), torch.arange(9)[None] % 7
    changed = x.clone()
    changed[0, 5:] = 0
    with torch.no_grad():
        before, after = network(x)[0], network(changed)[0]
    torch.testing.assert_close(before[:5], after[:5], rtol=0, atol=1e-6)
    assert not torch.allclose(before[5:], after[5:], atol=1e-3)


def test_learned_positions_tell_equal_characters_apart_and_alibi_adds_nothing_to_them():
    same = torch.zeros(1, 9, dtype=torch.long)
    with torch.no_grad():
        learned, alibi = (NETWORKS[model].eval()(same)[0] for model in ("learned", "alibi"))
    assert all(not torch.allclose(learned[n], learned[n + 1], atol=1e-3) for n in range(8))
    torch.testing.assert_close(alibi, alibi[:1].expand(9, -1), rtol=0, atol=1e-5)


def test_all_have_about_as_many_weights():
    found = {model: weights(experiment.build(model, 79, SETTINGS)) for model in experiment.MODELS}
    assert max(found.values()) / min(found.values()) < 1.08
    assert found["learned"] - found["alibi"] == SETTINGS["T"] * SETTINGS["transformer"]["H"]
    assert {model: data("equal_weights")[model].weights for model in experiment.MODELS} == found


def test_learned_positions_start_small_beside_the_characters():
    network = experiment.build("learned", 79, SETTINGS)
    assert float(network.positions.weight.detach().std()) == pytest.approx(0.02, rel=0.1)
    assert float(network.embedding.weight.detach().std()) == pytest.approx(1, rel=0.1)


def test_the_rate_rises_over_the_first_tenth_and_then_falls():
    shares = [experiment.share_of_rate(n, 600, SETTINGS["warm_up"]) for n in range(600)]
    assert shares[0] == pytest.approx(1 / 60)
    assert shares[59] == shares[60] == 1
    assert np.diff(shares[:60]) == pytest.approx(1 / 60)
    assert np.diff(shares[60:]) == pytest.approx(-1 / 540)
    assert shares[-1] == pytest.approx(1 / 540)


def test_alibi_lowers_a_score_by_the_distance_times_the_heads_slope():
    q = k = torch.zeros(1, 4, 6, 2)
    chances = (q @ k.mT + distance_bias(4, 6)).softmax(-1)[0]
    for head, slope in enumerate([1 / 4, 1 / 16, 1 / 64, 1 / 256]):
        expected = torch.exp(-slope * (5.0 - torch.arange(6)))
        torch.testing.assert_close(chances[head, 5], expected / expected.sum())
        assert chances[head, 0].tolist() == [1, 0, 0, 0, 0, 0]


def test_bits_by_context_are_those_of_the_windows_written_out(text):
    network, part = experiment.build("learned", 79, SMALL), text.test[:40]
    found = experiment.by_context(network, part, 8, 3)
    expected = []
    for begin in range(0, len(part) - 8, 3):
        with torch.no_grad():
            chances = network.eval()(part[None, begin : begin + 8])[0].softmax(1)
        expected.append(-chances[torch.arange(8), part[begin + 1 : begin + 9]].log2().numpy())
    assert found == pytest.approx(np.mean(expected, axis=0), rel=1e-4)
    assert experiment.score(found) == pytest.approx(np.mean(expected, axis=0)[4:].mean(), rel=1e-4)


def test_the_ngram_is_scored_on_the_same_characters(text, monkeypatch):
    places = np.arange(1, len(text.test))  # each character's chance tells its place
    monkeypatch.setattr(experiment.ngram, "probabilities", lambda *_: 2.0 ** (-places / 100))
    begins = range(0, len(text.test) - SETTINGS["T"], SETTINGS["strides"]["test"])
    asked = [begin + read for begin in begins for read in range(SETTINGS["T"] // 2 + 1, SETTINGS["T"] + 1)]
    assert experiment.counted(text, SETTINGS) == pytest.approx(np.mean(asked) / 100)


def test_the_ngram_again_agrees_with_the_record(text):
    assert experiment.counted(text, SETTINGS) == pytest.approx(data("equal_weights").ngram, rel=1e-4)


@pytest.mark.parametrize("model", experiment.MODELS)
def test_training_reads_the_training_part_and_reports_the_validation_part(text, monkeypatch, model):
    asked = []
    monkeypatch.setattr(
        experiment, "by_context", lambda _, part, T, stride: (asked.append((part, stride)), np.ones(T))[1]
    )
    short = text._replace(train=text.train[:9], test=None)  # one window alone
    _, curve = experiment.trained(model, 0, short, SMALL)
    assert curve == {"2": 1.0, "4": 1.0}
    assert all(part is text.validation and stride == 5 for part, stride in asked)


def test_a_few_updates_lower_the_loss(text):
    settings = SETTINGS | {"T": 16, "rate": 0.01, "updates": 30, "check_every": 30, "strides": {"validation": 512}}
    for model in experiment.MODELS:
        _, curve = experiment.trained(model, 0, text, settings)
        assert curve["30"] < 4.6 < np.log2(79)


def test_the_rate_is_the_best_of_the_trial():
    for model in experiment.MODELS:
        recorded = read(DATA / "equal_weights.json").results[model]
        trials = {float(rate): bits for rate, bits in recorded["trials"].items()}
        assert list(trials) == SETTINGS["rates"]
        assert recorded["rate"] == min(trials, key=trials.get)
