"""What next_character measures is what it says it is; counts come out as recorded, and the record shows the claim."""

import numpy as np
import pytest
import torch

from scripts.experiments.q21_language_modeling import next_character as experiment
from scripts.experiments.records.results import data
from scripts.experiments.tasks import guide_characters

SETTINGS = experiment.SETTINGS
SMALL = SETTINGS | {"E": 4, "H": 5, "updates": 6, "check_every": 2, "B": 3, "k": 7}


@pytest.fixture(scope="module")
def text() -> guide_characters.Text:
    return guide_characters.load()


@pytest.fixture(scope="module")
def small(text) -> tuple[experiment.Network, guide_characters.Text]:
    short = text._replace(train=text.train[:400], validation=text.validation[:90], test=text.test[:90])
    return experiment.trained(0, short, SMALL)[0], short


def test_the_five_gram_again_agrees_with_the_record(text):
    bits = experiment.counted(5, text).bits()
    assert bits["test"] == pytest.approx(data("next_character").ngram[5]["test"], rel=1e-4)
    assert bits["validation"] == pytest.approx(data("next_character").ngram[5]["validation"], rel=1e-4)


def test_pairs_again_agree_with_the_other_records_of_this_text(text):
    assert data("next_character").pairs == pytest.approx(guide_characters.pairs(text), rel=1e-4)
    assert data("next_character").pairs == pytest.approx(data("carried_context").baseline.pairs, rel=1e-4)


def test_the_network_is_given_back_with_the_weights_of_its_best_check(text, monkeypatch):
    seen, chances = [], iter([0.1, 0.3, 0.2])  # the second check is the best

    def given(network, part):
        assert part is text.validation
        seen.append(network.readout.weight.detach().clone())
        return np.full(9, next(chances))

    monkeypatch.setattr(experiment, "given", given)
    network, updates = experiment.trained(0, text, SMALL)
    assert updates == 4
    assert torch.equal(network.readout.weight, seen[1])
    assert not torch.equal(network.readout.weight, seen[2])
    assert not network.training


def test_each_character_is_scored_after_those_before_it_alone(small):
    network, short = small
    texts = [torch.cat([short.test[:50], torch.tensor([other]), short.test[51:]]) for other in range(79)]
    scored = np.array([experiment.given(network, changed) for changed in texts])
    assert scored.shape == (79, len(short.test) - 1)
    assert (scored[:, :49] == scored[0, :49]).all()
    assert scored[:, 49].sum() == pytest.approx(1.0, abs=1e-5)  # one distribution, which has not read the character
    assert not np.isclose(scored[0, 50], scored[1, 50])


def test_windows_continue_each_other_and_an_epoch_begins_at_zero(small, monkeypatch):
    states, asked, whole, cross_entropy = [], [], experiment.Network.forward, experiment.cross_entropy
    monkeypatch.setattr(
        experiment.Network,
        "forward",
        lambda self, x, state: (states.append((self.training, x, state)), whole(self, x, state))[1],
    )
    monkeypatch.setattr(experiment, "cross_entropy", lambda said, y: (asked.append(y), cross_entropy(said, y))[1])
    short = small[1]._replace(train=small[1].train[:64])  # three windows in an epoch
    experiment.trained(0, short, SMALL)
    read = [(x, state) for training, x, state in states if training]
    assert [state is not None for _, state in read] == [False, True, True, False, True, True]
    rows = torch.cat([x for x, _ in read[:3]])
    assert torch.equal(rows.t().flatten(), short.train[:63])
    assert torch.equal(torch.cat([y.view(-1, 3) for y in asked[:3]]).t().flatten(), short.train[1:])
    assert all(not array.requires_grad for _, state in read if state for array in state)


def test_the_mixture_is_no_worse_than_its_parts_where_its_share_was_chosen(text):
    rng = np.random.default_rng(0)
    p, q = (experiment.Scored(rng.random(200), rng.random(300)) for _ in range(2))
    found = experiment.mixed(p, q, SETTINGS)
    share = found["share"]
    assert found["test"] == pytest.approx(-np.log2(share * p.test + (1 - share) * q.test).mean())
    assert found["validation"] < min(p.bits()["validation"], q.bits()["validation"])


def test_a_sample_is_drawn_at_its_temperature_after_all_that_was_written(small, text):
    network, settings = small[0], SMALL | {"sample": {"beginning": "The gate", "characters": 30}}
    written = [text.alphabet.index(letter) for letter in "The gate"]
    torch.manual_seed(0)
    for _ in range(30):
        with torch.no_grad():
            scores = network(torch.tensor(written)[:, None], None)[0][-1, 0]  # everything is read anew
        written.append((scores / 0.5).softmax(0).multinomial(1).item())
    expected = guide_characters.shown(torch.tensor(written), text.alphabet)
    assert experiment.sample(network, 0.5, text.alphabet, settings) == expected


@pytest.mark.slow
def test_one_seed_again_agrees_with_the_record(text):
    network, _ = experiment.trained(0, text, SETTINGS)
    found = -np.log2(experiment.given(network, text.test)).mean()
    assert found == pytest.approx(data("next_character").lstm.test["values"][0], abs=0.06)


def test_counts_beat_the_lstm_from_order_five_and_the_mixture_beats_both():
    recorded = data("next_character")
    lstm, mixture = recorded.lstm.test["values"], recorded.mixture.test["values"]
    bits = {n: recorded.ngram[n].test for n in SETTINGS["orders"]}
    assert all(later < earlier for earlier, later in zip(list(bits.values()), list(bits.values())[1:], strict=False))
    assert bits[4] > max(lstm)
    assert bits[5] < min(lstm) - 0.05
    assert recorded.order == 8
    assert max(mixture) < bits[8] - 0.13


def test_every_network_was_best_at_its_last_check():
    assert data("next_character").lstm.updates == [SETTINGS["updates"]] * 3
