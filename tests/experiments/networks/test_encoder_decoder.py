"""The encoder–decoder: padding changes nothing, attention is what its equations say, and free running feeds itself."""

import pytest
import torch

from scripts.experiments.networks.encoder_decoder import EncoderDecoder
from scripts.experiments.tasks.pairs import END, PAD, START, padded

SOURCES, TARGETS, H = 9, 7, 12
PAIRS = padded([[3, 4, 5, 6, 7], [8], [5, 5, 4]], [[3, 4], [6, 5, 4, 3], [5]])


def network(attention: bool) -> EncoderDecoder:
    """With weights five times as large as they start: the answers differ, and some end."""
    torch.manual_seed(4)
    model = EncoderDecoder(SOURCES, TARGETS, H, attention=attention, E=4)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter *= 5.0
    return model


@pytest.mark.parametrize("attention", [False, True])
def test_each_pair_is_answered_as_if_it_were_alone(attention):
    model = network(attention)
    together = model(PAIRS)
    assert together.shape == (*PAIRS.target.shape, TARGETS)
    for n, length in enumerate(PAIRS.lengths):
        source = PAIRS.source[:length, n : n + 1]
        alone = model.decode(PAIRS.fed[:, n : n + 1], *model.encode(source, PAIRS.lengths[n : n + 1]))[0]
        assert torch.allclose(alone[:, 0], together[:, n], atol=1e-6)


def test_attention_by_its_equations_for_one_step_of_one_pair():
    model = network(attention=True)
    (h, _), memory = model.encode(PAIRS.source, PAIRS.lengths)
    context, weights = model.attend(h, memory)
    assert not weights[0, ~memory.real.T].any()
    n, T = 2, 3
    scores = torch.stack([h[0, n] @ model.score.weight.T @ memory.outputs[s, n] for s in range(T)])
    expected = torch.softmax(scores, dim=0)
    assert torch.allclose(weights[0, n, :T], expected, atol=1e-6)
    assert torch.allclose(context[0, n], sum(expected[s] * memory.outputs[s, n] for s in range(T)), atol=1e-6)


def test_context_and_state_together_decide_the_word():
    model = network(attention=True)
    state, memory = model.encode(PAIRS.source, PAIRS.lengths)
    h, _ = model.decoder(model.repeat(PAIRS.fed), state)
    context, _ = model.attend(h, memory)
    joined = torch.tanh(context @ model.join.weight[:, :H].T + h @ model.join.weight[:, H:].T)
    assert torch.allclose(model.readout(joined), model(PAIRS), atol=1e-5)


def test_one_step_after_the_other_is_the_same_as_all_at_once():
    model = network(attention=True)
    state, memory = model.encode(PAIRS.source, PAIRS.lengths)
    rows = []
    for token in PAIRS.fed:
        logits, state = model.decode(token[None], state, memory)
        rows.append(logits[0])
    assert torch.allclose(torch.stack(rows), model(PAIRS), atol=1e-6)


@pytest.mark.parametrize("attention", [False, True])
def test_greedy_feeds_back_what_it_says_and_pads_behind_the_end(attention):
    model = network(attention)
    said = model.greedy(PAIRS.source, PAIRS.lengths, limit=20)
    fed = torch.cat([torch.full_like(said[:1], START), said[:-1]])
    likeliest = model.decode(fed, *model.encode(PAIRS.source, PAIRS.lengths))[0].argmax(dim=-1)
    assert (said == END).any(dim=0).sum() in (1, 2)  # of the three answers, some end and some do not
    for n in range(said.shape[1]):
        ends = (said[:, n] == END).nonzero().flatten().tolist() or [len(said)]
        assert torch.equal(said[: ends[0] + 1, n], likeliest[: ends[0] + 1, n])
        assert (said[ends[0] + 1 :, n] == PAD).all()
    assert len(said) == 20
