"""Beam search against every output there is, and against PyTorch's LSTM, which reads each output in one go."""

import itertools
from math import exp, log

import pytest
import torch

from scripts.reference import beam

START, END, V, H, LIMIT = 1, 0, 5, 4, 4
SEEDS = range(12)
FACTORS = {"raw": beam.power(0.0), "mean": beam.power(1.0), "gnmt": beam.gnmt(0.7)}


class Decoder(torch.nn.Module):
    """A decoder of two layers with random weights, wide enough apart to have opinions."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        torch.manual_seed(seed)
        self.embed, self.lstm, self.out = torch.nn.Embedding(V, 3), torch.nn.LSTM(3, H, 2), torch.nn.Linear(H, V)
        self.double()
        for weight in self.parameters():
            weight.data.mul_(2.5)
        self.h, self.c = torch.randn(2, 2, 1, H).double()

    @torch.no_grad()
    def log_p(self, tokens: tuple[int, ...]) -> float:
        """Of a whole output, in one call over all its steps."""
        fed, said = torch.tensor([START, *tokens[:-1]]), torch.tensor(tokens)
        outputs, _ = self.lstm(self.embed(fed)[:, None], (self.h, self.c))
        return self.out(outputs[:, 0]).log_softmax(-1).gather(1, said[:, None]).sum().item()

    def model(self) -> beam.Model:
        """The same decoder, one step at a time, with the hypotheses on axis 0 of h and c."""

        @torch.no_grad()
        def step(state, tokens):
            h, c = (torch.from_numpy(array).transpose(0, 1).contiguous() for array in state)
            outputs, state = self.lstm(self.embed(torch.from_numpy(tokens))[None], (h, c))
            return self.out(outputs[0]).log_softmax(-1).numpy(), tuple(a.transpose(0, 1).numpy() for a in state)

        return beam.Model(step, tuple(a.transpose(0, 1).numpy() for a in (self.h, self.c)), START, END)


def outputs():
    """All complete outputs, by a rule that has nothing to do with a tree."""
    for length in range(1, LIMIT + 1):
        for tokens in itertools.product(range(V), repeat=length):
            if END not in tokens[:-1] and (tokens[-1] == END or length == LIMIT):
                yield tokens


def test_all_outputs_are_enumerated_and_their_probabilities_add_up_to_one():
    decoder = Decoder(0)
    leaves = beam.exhaustive(decoder.model(), LIMIT)
    assert sorted(leaf.tokens for leaf in leaves) == sorted(outputs())
    assert sum(exp(leaf.log_p) for leaf in leaves) == pytest.approx(1.0, abs=1e-12)
    for leaf in leaves:
        assert leaf.log_p == pytest.approx(decoder.log_p(leaf.tokens), abs=1e-12)


@pytest.mark.parametrize("name", FACTORS)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_beam_as_wide_as_the_tree_finds_the_best_output(seed, name):
    decoder = Decoder(seed)
    found = beam.search(decoder.model(), V ** (LIMIT - 1), LIMIT, FACTORS[name])[0]
    best = max(outputs(), key=lambda tokens: decoder.log_p(tokens) / FACTORS[name](len(tokens)))
    assert found.tokens == best
    enumerated = beam.exhaustive(decoder.model(), LIMIT, FACTORS[name])[0]
    assert enumerated.tokens == best
    assert enumerated[1:] == pytest.approx(found[1:], abs=1e-12)


@pytest.mark.parametrize("width", [1, 2, 3, 7])
@pytest.mark.parametrize("seed", SEEDS)
def test_each_hypothesis_has_the_score_that_the_model_alone_gives_it(seed, width):
    decoder = Decoder(seed)
    found = beam.search(decoder.model(), width, LIMIT, beam.power(0.6))
    assert len(found) == len({h.tokens for h in found})
    for h in found:
        assert h.log_p == pytest.approx(decoder.log_p(h.tokens), abs=1e-12)
        assert h.log_p == pytest.approx(beam.log_probability(decoder.model(), h.tokens), abs=1e-12)
        assert h.score == pytest.approx(h.log_p / len(h.tokens) ** 0.6, abs=1e-12)
    assert [h.score for h in found] == sorted((h.score for h in found), reverse=True)


@pytest.mark.parametrize("seed", SEEDS)
def test_width_one_is_greedy(seed):
    decoder = Decoder(seed)
    said = beam.greedy(decoder.model(), LIMIT)
    best = beam.search(decoder.model(), 1, LIMIT)[0]
    assert (said.tokens, said.score) == (best.tokens, pytest.approx(best.score, abs=1e-12))
    likeliest: list[int] = []
    while len(likeliest) < LIMIT and END not in likeliest:
        likeliest.append(max(range(V), key=lambda y: decoder.log_p((*likeliest, y))))
    assert said.tokens == tuple(likeliest)


def test_a_normalised_search_goes_on_behind_the_first_end():
    short_or_long = beam.from_table({"": {".": 0.6, "a": 0.4}, "a": {"a": 1.0}, "aa": {"a": 1.0}, "aaa": {".": 1.0}})
    assert beam.search(short_or_long, 1, 4)[0].tokens == (0,)
    assert beam.search(short_or_long, 1, 4, beam.power(1.0))[0].tokens == (1, 1, 1, 0)  # -0.92 / 4 against -0.51


def test_it_stops_when_none_that_lives_can_win():
    calls = []
    model = beam.from_table({"": {".": 0.6, "a": 0.4}, "a": {"a": 1.0}, "aa": {"a": 1.0}, "aaa": {".": 1.0}})
    counted = model._replace(step=lambda *given: calls.append(1) or model.step(*given))
    beam.search(counted, 2, 4)
    assert len(calls) == 1


def test_ends_take_no_place_from_those_that_go_on():
    """Both best candidates of the second step end; the two that live on are the third and the fourth."""
    rows = {"": {"a": 0.5, "b": 0.5}}
    rows |= {p: {".": 0.6, "a": 0.4} for p in "ab"} | {p: {".": 1.0} for p in ("aa", "ba")}
    found = beam.search(beam.from_table(rows), 2, 3, beam.power(3.0))
    assert [len(h.tokens) for h in found] == [3, 3, 2, 2]


def test_impossible_tokens_are_never_followed():
    found = beam.search(beam.from_table({"": {"a": 1.0}, "a": {".": 1.0}}), 5, 3)
    assert [h.tokens for h in found] == [(1, 0)]


def test_an_output_is_cut_at_the_limit():
    assert beam.search(beam.from_table({p: {"a": 0.9, ".": 0.1} for p in ("", "a", "aa")}), 1, 3)[0].tokens == (1, 1, 1)


def test_dividing_by_a_power_of_the_length_helps_the_long():
    """-3.0 at 3 tokens and -4.5 at 6: the order turns at α = log2 1.5 for |Y|^α, and later for GNMT's lp."""
    turn = log(1.5) / log(2)
    for factor, at in ((beam.power, turn), (beam.gnmt, log(1.5) / log(11 / 8))):
        assert -3.0 / factor(at - 0.01)(3) > -4.5 / factor(at - 0.01)(6)
        assert -3.0 / factor(at + 0.01)(3) < -4.5 / factor(at + 0.01)(6)
    assert (turn, log(1.5) / log(11 / 8)) == (pytest.approx(0.585, abs=1e-3), pytest.approx(1.273, abs=1e-3))


def test_both_factors_are_one_at_alpha_zero_and_gnmts_at_length_one():
    assert {f(0.0)(n) for f in (beam.power, beam.gnmt) for n in (1, 2, 9)} == {1.0}
    assert beam.gnmt(0.7)(1) == 1.0
    assert beam.gnmt(0.7)(7) == pytest.approx(2**0.7)


@pytest.mark.parametrize("factor", [beam.power, beam.gnmt])
@pytest.mark.parametrize("alpha", [-0.1, float("nan")])
def test_a_negative_alpha_is_refused(factor, alpha):
    with pytest.raises(ValueError, match="expected 0 or more"):
        factor(alpha)


@pytest.mark.parametrize("sizes", [{"width": 0, "limit": 3}, {"width": 2, "limit": 0}])
def test_a_search_of_no_width_or_length_is_refused(sizes):
    with pytest.raises(ValueError, match="is 0, expected a whole number from 1 up"):
        beam.search(beam.from_table({"": {".": 1.0}}), **sizes)
