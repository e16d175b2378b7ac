"""What fixed_vector measures is what it says it is, and one seed comes out as recorded."""

from itertools import pairwise

import pytest
import torch

from scripts.experiments.q22_encoder_decoder import fixed_vector as experiment
from scripts.experiments.records.results import data
from scripts.experiments.tasks.pairs import END

SETTINGS = experiment.SETTINGS


class Says:
    """In place of a network: answers as it is told to."""

    def __init__(self, answer) -> None:
        self.answer = answer

    def greedy(self, source, lengths, limit):
        assert limit > source.shape[0]
        return self.answer(source)


def ended(said: torch.Tensor) -> torch.Tensor:
    return torch.cat([said, torch.full_like(said[:1], END)])


def test_right_is_the_whole_string_and_its_end():
    def score(answer) -> float:
        return experiment.right(Says(answer), 4, True, SETTINGS)

    assert score(lambda source: ended(source.flip(0))) == 1
    assert score(lambda source: source.flip(0)) == 0
    assert score(lambda source: ended(source.flip(0)[:-1])) == 0
    assert score(ended) < 0.05  # palindromes


def test_half_is_where_the_line_crosses_it():
    assert experiment.half([1.0, 0.9, 0.4, 0.0]) == pytest.approx(2.8)
    assert experiment.half([0.6, 0.5, 0.4]) == 2
    with pytest.raises(ValueError, match="do not fall through a half"):
        experiment.half([1.0, 0.9])


def test_one_seed_again_agrees_with_the_record():
    model, recorded = SETTINGS["models"]["narrow_early"], data("fixed_vector").narrow_early.right
    network = experiment.train(model, SETTINGS["seeds"][0], SETTINGS)
    for n in (1, 2, 3):
        again = experiment.right(network, n, model["backwards"], SETTINGS)
        assert again == pytest.approx(recorded[n]["values"][0], abs=0.1)


def halves(name: str) -> list[float]:
    return data("fixed_vector")[name].half["values"]


def test_twice_the_width_carries_the_fall_to_longer_strings_in_every_seed():
    assert max(halves("narrow")) < min(halves("middle")) < max(halves("middle")) < min(halves("wide"))


def test_read_forwards_the_widest_gives_out_sooner():
    assert max(halves("wide_forwards")) < min(halves("wide")) - 1


def test_more_updates_help_the_narrowest_but_not_as_much_as_twice_the_width():
    assert max(halves("narrow")) < min(halves("narrow_longer"))
    assert max(halves("narrow_longer")) < min(halves("middle"))


def test_the_shares_fall_with_the_length_and_all_beat_a_guess_where_any_is_right():
    measured = data("fixed_vector")
    for name in SETTINGS["models"]:
        shares = [measured[name].right[n].mean for n in range(1, SETTINGS["longest"] + 1)]
        assert all(later <= sooner + 0.01 for sooner, later in pairwise(shares))
        assert all(s > measured.guess[n] for n, s in enumerate(shares, 1) if s > 0)
