"""Swaps on a network whose memory is known, what looking would say of it, and one network measured again."""

import random

import pytest
import torch

from scripts.experiments.networks.recurrent import Recurrent, start
from scripts.experiments.q02_three_gates import number_units as experiment
from scripts.experiments.q02_three_gates.agreement_grammar import (
    NOUNS,
    PLACES,
    WORDS,
    nearest_noun,
    one_hot,
    pairs,
    verbs,
)
from scripts.experiments.q02_three_gates.unit_looks import catching_the_eye, example, gates_of
from scripts.experiments.q02_three_gates.unit_swaps import after_swaps, effects, flips, log_odds, right
from scripts.experiments.records.record import DATA, read

SETTINGS = experiment.SETTINGS
H, HOLDS, IDLE, SHARED = 4, 2, 0, 3
OPEN, SHUT = 20.0, -20.0


def known(parts: tuple[tuple[int, float], ...] = ((HOLDS, 1.0),)) -> Recurrent:
    """A network set by hand: each unit of `parts` holds the last noun's number, and the readout weighs it so.

    IDLE keeps whatever the first word wrote, with a forget gate of 1, and nothing reads it.
    """
    model = Recurrent("lstm", len(WORDS), H, 1)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.zero_()
        W, _, b, _ = model.layer.parameters()
        for block, at in enumerate((SHUT, 3.0, 0.0, OPEN)):  # i, f, g, o
            b[block * H : (block + 1) * H] = at
        for unit, weight in parts:
            for noun in NOUNS:
                for number, word in enumerate(noun):
                    W[unit, PLACES[word]] = 2 * OPEN  # the input gate opens at nouns
                    W[H + unit, PLACES[word]] = 2 * SHUT  # and what was there is erased
                    W[2 * H + unit, PLACES[word]] = 5.0 if number else -5.0
            model.readout.weight[0, unit] = weight
        b[IDLE] = b[H + IDLE] = OPEN
        b[2 * H + IDLE] = 0.1
    return model


@pytest.fixture(scope="module")
def twins():
    return pairs(1, 60, random.Random(0))


@pytest.fixture(scope="module")
def recorded() -> dict:
    return read(DATA / "number_units.json").results


def test_a_network_that_follows_the_nearest_noun_is_right_only_where_there_is_none_between(twins):
    assert right(known(), pairs(0, 60, random.Random(0))) == 1.0
    assert right(known(), twins) == 0.0


def test_the_swap_finds_the_unit_that_holds_the_number_and_no_other(twins):
    t = twins.subject + experiment.BEFORE_NOUN
    none = pairs(0, 60, random.Random(0))
    moved = effects(known(), none, none.subject)
    assert moved.tolist() == pytest.approx([0.0, 0.0, 1.0, 0.0], abs=1e-4)
    assert flips(known(), none, none.subject, [[], [IDLE], [HOLDS], [HOLDS, 1]]) == [0.0, 0.0, 1.0, 1.0]
    # The noun between overwrites it: a swap before that noun changes nothing in the end.
    said = after_swaps(known(), twins, t, [[], list(range(H))])
    assert torch.allclose(said[0], said[1], atol=1e-3)


def test_a_swap_goes_on_as_pytorchs_layer_does_from_the_swapped_state(twins):
    model = start("lstm", len(WORDS), H, 1, 0)
    t = twins.subject
    own, other = one_hot(twins.own), one_hot(twins.other)
    with torch.no_grad():
        c = model.layer(other[: t + 1])[1][1]  # all cell states are those of the twin,
        opened = torch.sigmoid(output_gate(model.layer, own, t))  # read through the sentence's own output gate
        said = model.readout(model.layer(own[t + 1 :], (opened * c.tanh(), c))[0][-1])[:, 0]
    swapped = after_swaps(model, twins, t, [list(range(H))])[0]
    torch.testing.assert_close(swapped, said * torch.where(twins.plural, 1.0, -1.0))


def output_gate(layer: torch.nn.LSTM, x: torch.Tensor, t: int) -> torch.Tensor:
    """What the output gates (B, H) of step t take the sigmoid of."""
    W, U, b, b_h = (parameter[3 * H :] for parameter in layer.parameters())
    return x[t] @ W.T + layer(x[:t])[0][-1] @ U.T + b + b_h


def test_a_number_that_two_units_share_takes_both():
    none = pairs(0, 60, random.Random(0))
    model = known(((HOLDS, 1.0), (SHARED, 0.9)))
    assert effects(model, none, none.subject)[[HOLDS, SHARED]].tolist() == pytest.approx([1 / 1.9, 0.9 / 1.9], abs=1e-3)
    assert flips(model, none, none.subject, [[SHARED], [HOLDS, SHARED]]) == [0.0, 1.0]


def test_looking_at_forget_gates_takes_the_idle_unit_for_the_memory(twins):
    model = known()
    looks = catching_the_eye(model, twins, twins.subject)
    assert looks["keeps_most"].argmax() == IDLE
    assert looks["keeps_most"][IDLE] == pytest.approx(1.0)
    assert looks["widest_gap"].argmax() == HOLDS
    seen = gates_of(model, HOLDS, twins, twins.subject + experiment.BEFORE_NOUN)
    assert seen["i_subject"] == seen["i_noun"] == pytest.approx(1.0)
    assert seen["f_clause"] == pytest.approx((3 * 0.9526 + 0.0) / 4, abs=1e-3)
    assert seen["gap_subject"] == pytest.approx(2.0, abs=1e-3)
    assert seen["gap_t"] == pytest.approx(2.0 * 0.9526**3, abs=1e-2)


def test_a_gate_that_shuts_at_plural_nouns_alone_is_seen_beside_the_mean(twins):
    model = known()
    with torch.no_grad():
        model.layer.weight_ih_l0[HOLDS, [PLACES[many] for _, many in NOUNS]] = 0.0
    seen = gates_of(model, HOLDS, twins, twins.subject + experiment.BEFORE_NOUN)
    assert seen["i_noun"] == pytest.approx(twins.plural.float().mean().item(), abs=1e-3)
    assert seen["i_noun_least"] == pytest.approx(0.0, abs=1e-3)
    assert gates_of(known(), HOLDS, twins, twins.subject)["i_noun_least"] == pytest.approx(1.0)


def test_a_plural_is_as_likely_as_all_its_forms():
    torch.manual_seed(0)
    h = torch.randn(7, 5)
    model = Recurrent("lstm", 3, 5, len(WORDS))
    p = model.readout(h).softmax(-1)
    plural = p[:, [PLACES[word] for word in ("are", "were", "hold", "see")]].sum(1)
    singular = p[:, [PLACES[word] for word in ("is", "was", "holds", "sees")]].sum(1)
    torch.testing.assert_close(log_odds(model, h), (plural / singular).log())


def test_the_example_is_a_trace_of_the_named_units():
    shown = example(known(), {"idle": (IDLE, 0.0), "holds": (HOLDS, 1.0)}, SETTINGS["texts"])
    c = shown["holds"]["plural"]["c"]
    assert shown["holds"]["unit"] == HOLDS
    assert c[1] == pytest.approx(1.0, abs=1e-3)  # keys
    assert c[5] == pytest.approx(-1.0, abs=1e-3)  # cabinet
    assert shown["idle"]["plural"] == shown["idle"]["singular"]


def test_the_counts_are_of_networks():
    one = {"units_needed": 1, "strongest": 3, "strongest_after_subject": 2}
    one |= {"keeps_most": {"unit": 3}, "widest_gap": {"unit": 0}}
    counts = experiment.counted([{"found": one}, {"found": one | {"units_needed": 2}}])
    assert counts == {"one_unit": 1, "keeps_most": 2, "widest_gap": 0, "after_subject": 0}


def test_the_record_counts_what_it_lists(recorded):
    for objective in SETTINGS["objectives"]:
        found = recorded[objective]["found"]
        assert recorded[objective]["seeds"]["one_unit"] == found["units_needed"].count(1)
        same = zip(found["keeps_most"]["unit"], found["strongest"], strict=True)
        assert recorded[objective]["seeds"]["keeps_most"] == sum(a == b for a, b in same)


def test_the_record_has_the_counts_that_the_page_puts_in_words(recorded):
    forced = recorded["next_word"]["forced"]
    assert forced["latch"]["2"]["values"].count(1.0) == 6
    assert [seed for seed, share in enumerate(forced["shut"]["2"]["values"]) if share == 1.0] == [0]
    assert sum(least < 0.51 for least in recorded["verb_number"]["gates"]["i_noun_least"]["values"]) > 4


def test_next_words_teach_a_verb_the_noun_before_it_within_a_few_updates():
    model = experiment.train("next_word", 0, SETTINGS | {"updates": 500})
    assert model.readout.out_features == len(WORDS)
    assert right(model, pairs(0, 100, random.Random(1))) > 0.9


def test_the_baselines_are_those_of_the_test_streams(recorded):
    words = experiment.long_streams(SETTINGS)
    is_verb, is_plural = verbs(words)
    plural = is_plural[is_verb].float().mean().item()
    nearest = (nearest_noun(words) == is_plural)[is_verb].float().mean().item()
    assert recorded["baseline"]["commoner"] == pytest.approx(max(plural, 1 - plural), abs=1e-4)
    assert recorded["baseline"]["nearest_noun"] == pytest.approx(nearest, abs=1e-4)


@pytest.mark.slow
def test_one_network_trained_again_agrees_with_the_record(recorded):
    model = experiment.train("verb_number", 0, SETTINGS)
    again, before = experiment.measure(model, SETTINGS | {"random_sets": 2}), recorded["verb_number"]
    assert again["stream"] > 0.99
    assert min(again["right"][n] for n in "0123") > 0.99
    assert 2 <= again["found"]["units_needed"] <= max(before["found"]["units_needed"]) + 2
    assert again["found"]["effect"] < max(before["found"]["effect"]["values"]) + 0.15
    assert again["forced"]["open"]["2"] > 0.95
    assert again["gates"]["i_noun"] > 0.4
    assert set(again) | {"seeds"} == set(before)
