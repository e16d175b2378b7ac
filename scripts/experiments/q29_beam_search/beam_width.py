"""What a wider beam finds: likelier outputs, and better ones perhaps.

A fixed-vector encoder–decoder learns to write numbers in words from digits that are partly wrong. It is decoded with
beams of many widths, by log P and by log P / |Y|^α; greedy decoding is the baseline. Where the answer is wrong, the
truth tells whose fault it is, by the score that decides: if the truth scores higher than the answer, the search missed
it; if not, the model prefers a wrong answer to the truth.
"""

import random
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import torch

from scripts.experiments.networks.encoder_decoder import EncoderDecoder
from scripts.experiments.q29_beam_search import spelled_numbers
from scripts.experiments.records.spread import spreads
from scripts.experiments.tasks import held_out, pairs
from scripts.experiments.training.fit import fit
from scripts.reference import beam

QUESTION = "Does a wider beam find likelier outputs, and are they better, with and without length normalisation?"
SETTINGS = {
    "seeds": [0, 1, 2],
    "digits": 6,
    "dropped": 0.1,
    "replaced": 0.1,
    "H": 64,
    "batch": 64,
    "updates": 1000,
    "rate": 0.003,  # falls linearly to a hundredth
    "clip": 1.0,
    "tests": 300,
    "widths": [1, 2, 4, 8, 16, 32, 64],
    "alphas": {"raw": 0.0, "partly": 0.6, "normalised": 1.0},  # log P / |Y|^α
    "limit": 14,  # words and the end: the longest target has 12
}


def train(seed: int, settings: dict[str, Any]) -> EncoderDecoder:
    """One network, trained by teacher forcing."""
    torch.manual_seed(seed)
    network = EncoderDecoder(spelled_numbers.SOURCES, spelled_numbers.TARGETS, settings["H"])
    rng = random.Random(seed)

    def loss_of_a_batch() -> torch.Tensor:
        batch = spelled_numbers.draw(settings["batch"], rng, settings)
        return pairs.loss(network(batch), batch.target)

    fit(network, loss_of_a_batch, settings, falling=True)
    return network


def tests(settings: dict[str, Any]) -> pairs.Pairs:
    """The pairs on which every network is tested."""
    return spelled_numbers.draw(settings["tests"], random.Random(held_out.TEST_SEED), settings)


def model(network: EncoderDecoder, source: torch.Tensor) -> beam.Model:
    """What a search goes through for one source (T_x,): hypotheses on axis 0; PAD and START are never said."""

    @torch.no_grad()
    def step(state: beam.State, tokens: Any) -> tuple[Any, beam.State]:
        h, c = (torch.from_numpy(array)[None] for array in state)
        logits, (h, c) = network.decode(torch.from_numpy(tokens)[None], (h, c), memory)
        logits[..., [pairs.PAD, pairs.START]] = float("-inf")
        return logits[0].double().log_softmax(dim=-1).numpy(), (h[0].numpy(), c[0].numpy())

    with torch.no_grad():
        (h, c), memory = network.encode(source[:, None], torch.tensor([len(source)]))
    return beam.Model(step, (h[0].numpy(), c[0].numpy()), pairs.START, pairs.END)


def judge(answers: list[tuple[beam.Hypothesis, tuple[int, ...], float]]) -> dict[str, float]:
    """Over answers, each with its truth and the truth's score: means and shares. Lengths are in words."""
    count = len(answers)
    wrong = [(answer.score, score) for answer, truth, score in answers if answer.tokens != truth]
    missed = sum(said < score for said, score in wrong)
    return {
        "log_p": sum(answer.log_p for answer, _, _ in answers) / count,
        "right": 1 - len(wrong) / count,  # word for word
        "search_error": missed / count,  # wrong, and the model knows better
        "model_error": (len(wrong) - missed) / count,  # wrong, and the model prefers it
        "word_errors": sum(edits(answer.tokens, truth) for answer, truth, _ in answers)
        / words(truth for _, truth, _ in answers),
        "length_ratio": words(answer.tokens for answer, _, _ in answers) / words(truth for _, truth, _ in answers),
    }


def words(sequences: Iterable[Sequence[int]]) -> int:
    """How many tokens they have together, without the end."""
    return sum(token != pairs.END for sequence in sequences for token in sequence)


def edits(said: Sequence[int], truth: Sequence[int]) -> int:
    """How many words have to be changed, put in or taken out to make one of the other."""
    row = list(range(len(truth) + 1))
    for n, word in enumerate(said, 1):
        before, row[0] = row[0], n
        for m, wanted in enumerate(truth, 1):
            before, row[m] = row[m], min(row[m] + 1, row[m - 1] + 1, before + (word != wanted))
    return row[-1]


def decode(network: EncoderDecoder, width: int, alpha: float, settings: dict[str, Any]) -> dict[str, float]:
    """How the best outputs of one search do on the test pairs; a width of 0 stands for greedy decoding."""
    test, factor = tests(settings), beam.power(alpha)
    answers = []
    for n, length in enumerate(test.lengths.tolist()):
        of_source = model(network, test.source[:length, n])
        truth = tuple(token for token in test.target[:, n].tolist() if token != pairs.PAD)
        if width:
            answer = beam.search(of_source, width, settings["limit"], factor)[0]
        else:
            answer = beam.greedy(of_source, settings["limit"])
        answers.append((answer, truth, beam.log_probability(of_source, truth) / factor(len(truth))))
    return judge(answers)


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """Over the seeds: greedy decoding, then for each way of scoring what every width gives."""
    made: list[dict[str, Any]] = []
    jobs = 1 + len(settings["alphas"]) * len(settings["widths"])
    for s, seed in enumerate(settings["seeds"]):
        network = train(seed, settings)
        made.append({"greedy": decode(network, 0, 0.0, settings)})
        for a, (name, alpha) in enumerate(settings["alphas"].items()):
            made[-1][name] = {}
            for w, width in enumerate(settings["widths"], 1):
                made[-1][name][str(width)] = one = decode(network, width, alpha, settings)
                done = s + (1 + a * len(settings["widths"]) + w) / jobs
                text = f"seed {seed}, {name}, width {width}: log P {one['log_p']:.2f}, right {one['right']:.0%}"
                progress(done / len(settings["seeds"]), text)
    return spreads(made)
