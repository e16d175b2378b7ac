"""What beam_width measures is what it says it is, and one seed comes out as recorded."""

import pytest
import torch

from scripts.experiments.networks.encoder_decoder import EncoderDecoder
from scripts.experiments.q29_beam_search import beam_width as experiment
from scripts.experiments.q29_beam_search import spelled_numbers
from scripts.experiments.records.record import DATA, read
from scripts.experiments.tasks.pairs import END, PAD, START
from scripts.reference import beam

SETTINGS = experiment.SETTINGS


@pytest.fixture(scope="module")
def recorded() -> dict:
    return read(DATA / "beam_width.json").results


@pytest.fixture(scope="module")
def untrained() -> EncoderDecoder:
    torch.manual_seed(5)
    return EncoderDecoder(spelled_numbers.SOURCES, spelled_numbers.TARGETS, 7, E=6)


def test_what_the_search_sees_is_the_network(untrained):
    """Its log-probabilities are those of one pass over the whole output, with PAD and START shut out."""
    source, said = torch.tensor([5, 3, 9]), [8, 4, END]
    found = beam.log_probability(experiment.model(untrained, source), tuple(said))
    state, memory = untrained.encode(source[:, None], torch.tensor([3]))
    logits = untrained.decode(torch.tensor([[START], *([y] for y in said[:-1])]), state, memory)[0][:, 0]
    logits[:, [PAD, START]] = float("-inf")
    assert found == pytest.approx(logits.log_softmax(-1)[range(3), said].sum().item(), abs=1e-5)


def test_hypotheses_do_not_mix(untrained):
    model = experiment.model(untrained, torch.tensor([4, 12, 7]))
    for answer in beam.search(model, 5, 6, beam.power(1.0)):
        assert answer.log_p == pytest.approx(beam.log_probability(model, answer.tokens), abs=1e-5)


def answer(tokens: tuple[int, ...], log_p: float) -> beam.Hypothesis:
    return beam.Hypothesis(tokens, log_p, log_p)


def test_an_error_is_the_models_if_it_prefers_the_wrong_answer_and_the_searchs_if_not():
    truth = (5, 6, END)
    judged = experiment.judge(
        [
            (answer((5, 6, END), -1.0), truth, -1.0),
            (answer((5, END), -2.0), truth, -3.0),
            (answer((5, 7, END), -4.0), truth, -3.0),
            (answer((5, 7, 6, END), -5.0), truth, -3.0),
        ]
    )
    assert judged == {
        "log_p": -3.0,
        "right": 0.25,
        "search_error": 0.5,
        "model_error": 0.25,
        "word_errors": 3 / 8,
        "length_ratio": 1.0,
    }


def test_whose_error_it_is_is_told_by_the_score_that_decides_and_not_by_log_p():
    """The wrong answer is longer than the truth, so its log P is lower and its score per token higher."""
    judged = experiment.judge([(beam.Hypothesis((5, 6, 7, END), -2.0, -0.5), (5, END), -1.5 / 2)])
    assert (judged["search_error"], judged["model_error"]) == (0, 1)
    assert judged["log_p"] == -2.0


def test_answer_and_truth_are_divided_by_the_factor_of_their_own_length(untrained, monkeypatch):
    seen = []
    monkeypatch.setattr(experiment, "judge", lambda answers: seen.extend(answers))
    settings = {**SETTINGS, "tests": 3}
    experiment.decode(untrained, 2, 0.6, settings)
    test = experiment.tests(settings)
    for n, (said, truth, score) in enumerate(seen):
        model = experiment.model(untrained, test.source[: test.lengths[n], n])
        assert said.score == pytest.approx(said.log_p / len(said.tokens) ** 0.6)
        assert score == pytest.approx(beam.log_probability(model, truth) / len(truth) ** 0.6)


@pytest.mark.parametrize(
    ("said", "truth", "edits"),
    [([], [1, 2], 2), ([1, 2], [1, 2], 0), ([1, 3, 2], [1, 2], 1), ([2, 1], [1, 2], 2), ([4, 5, 6], [5, 6, 4], 2)],
)
def test_edits_are_the_fewest(said, truth, edits):
    assert experiment.edits(said, truth) == experiment.edits(truth, said) == edits


def values(recorded: dict, name: str, what: str, width: int | None = None) -> list[float]:
    return (recorded[name] if width is None else recorded[name][str(width)])[what]["values"]


def test_width_8_is_right_more_often_than_greedy_in_every_seed_and_64_is_no_better(recorded):
    greedy, narrow, wide = values(recorded, "greedy", "right"), *(values(recorded, "raw", "right", k) for k in (8, 64))
    assert all(b > a + 0.02 for a, b in zip(greedy, narrow, strict=True))
    assert all(abs(c - b) < 0.01 for b, c in zip(narrow, wide, strict=True))


def test_from_width_8_on_the_search_misses_almost_nothing(recorded):
    assert min(values(recorded, "greedy", "search_error")) > 0.08
    assert max(values(recorded, "raw", "search_error", 8)) < 0.01
    for name in SETTINGS["alphas"]:
        assert max(values(recorded, name, "search_error", 8)) < 0.01
        assert max(values(recorded, name, "search_error", 64)) == 0
    assert min(values(recorded, "raw", "model_error", 64)) > 0.5


def test_dividing_by_more_keeps_more_of_the_length_and_costs_right_outputs_in_every_seed(recorded):
    assert max(values(recorded, "raw", "length_ratio", 64)) < 0.91
    assert min(values(recorded, "normalised", "length_ratio", 64)) > 0.97
    for raw, partly, divided in zip(*(values(recorded, name, "right", 64) for name in SETTINGS["alphas"]), strict=True):
        assert divided < partly < raw
    for raw, partly, divided in zip(
        *(values(recorded, name, "length_ratio", 64) for name in SETTINGS["alphas"]), strict=True
    ):
        assert raw + 0.04 < partly < divided - 0.04


def test_no_width_makes_outputs_worse_than_greedy_ones(recorded):
    for name in SETTINGS["alphas"]:
        for width in SETTINGS["widths"]:
            assert recorded[name][str(width)]["right"]["mean"] >= recorded["greedy"]["right"]["mean"]
            assert recorded[name][str(width)]["word_errors"]["mean"] < recorded["greedy"]["word_errors"]["mean"] + 0.002


@pytest.mark.slow
def test_one_seed_measured_again_agrees_with_the_record(recorded):
    network = experiment.train(SETTINGS["seeds"][0], SETTINGS)
    for again, before in (
        (experiment.decode(network, 0, 0.0, SETTINGS), recorded["greedy"]),
        (experiment.decode(network, 8, 0.0, SETTINGS), recorded["raw"]["8"]),
    ):
        assert again["right"] == pytest.approx(before["right"]["values"][0], abs=0.05)
        assert again["log_p"] == pytest.approx(before["log_p"]["values"][0], abs=0.3)
        assert again["length_ratio"] == pytest.approx(before["length_ratio"]["values"][0], abs=0.06)
