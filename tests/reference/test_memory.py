"""Bytes against the arrays that the reference keeps and the tensors that PyTorch has."""

import itertools

import numpy as np
import pytest
import torch

from scripts.reference import bptt, gru, lstm, memory, over_time, params, rnn
from tests.reference.samples import B, D, H, T, gru_params, lstm_params, normal, rnn_params

STACKS = list(itertools.product((1, 2), (False, True)))


def bytes_of(arrays) -> int:
    """Bytes of these arrays, each counted once however often it is named."""
    return sum({id(array): array.nbytes for array in arrays}.values())


def fields(caches, *names: str) -> list[np.ndarray]:
    return [getattr(cache, name) for cache in caches for name in names]


def test_lstm_activations_are_what_the_caches_add():
    xs = normal(95, T, B, D)
    hs, cs, caches = bptt.forward(xs, normal(96, B, H), normal(97, B, H), lstm_params())
    assert bytes_of(fields(caches, "i", "f", "g", "o", "c", "tanh_c")) == memory.lstm_activations(H, T, B, itemsize=8)
    assert bytes_of(fields(caches, "x")) == memory.sequence(D, T, B, itemsize=8) == xs.nbytes
    assert bytes_of(fields(caches, "h_prev")) == memory.sequence(H, T, B, itemsize=8) == hs.nbytes == cs.nbytes
    everything = fields(caches, *caches[0]._fields)
    c0 = memory.sequence(H, 1, B, itemsize=8)  # the only c_prev that is not the c of another step
    expected = memory.lstm_activations(H, T, B, 8) + memory.sequence(D, T, B, 8) + memory.sequence(H, T, B, 8) + c0
    assert bytes_of(everything) == expected


def test_gru_and_rnn_activations_are_what_the_caches_add():
    xs, h0 = normal(95, T, B, D), normal(96, B, H)
    sequences = memory.sequence(D, T, B, 8) + memory.sequence(H, T, B, 8)
    activations = memory.gru_activations(H, T, B, itemsize=8)
    after, before = (
        over_time.forward(cell, xs, gru.State(h0), gru_params()).caches for cell in (gru.RESET_AFTER, gru.RESET_BEFORE)
    )
    assert bytes_of(fields(after, "r", "z", "n", "u_n")) == activations
    assert bytes_of(fields(after, *gru.CacheAfter._fields)) == activations + sequences
    assert bytes_of(fields(before, *gru.CacheBefore._fields)) == activations * 3 // 4 + sequences
    hs, caches = rnn.forward(xs, h0, rnn_params())
    last = hs[-1].nbytes  # every h but the last is the h_prev of another step
    assert bytes_of(fields(caches, *rnn.Cache._fields)) == sequences + last


@pytest.mark.parametrize("dtype", [torch.float16, torch.float32, torch.float64])
@pytest.mark.parametrize(("layers", "bidirectional"), STACKS)
def test_state_and_weights_agree_with_pytorch(layers, bidirectional, dtype):
    width, options = dtype.itemsize, {"num_layers": layers, "bidirectional": bidirectional}
    for proj in (0, 1, 2):
        module = torch.nn.LSTM(D, H, proj_size=proj, dtype=torch.float64, **options)
        _, state = module(torch.zeros(T, B, D, dtype=torch.float64))
        assert memory.lstm_state(H, layers, B, bidirectional, proj, width) == sum(s.to(dtype).nbytes for s in state)
        count = params.lstm(D, H, layers, bidirectional, proj, "torch")
        assert memory.weights(count, itemsize=width) == sum(w.to(dtype).nbytes for w in module.parameters())
    for kind, state_bytes in ((torch.nn.GRU, memory.gru_state), (torch.nn.RNN, memory.rnn_state)):
        _, state = kind(D, H, **options)(torch.zeros(T, B, D))
        assert state_bytes(H, layers, B, bidirectional, width) == state.to(dtype).nbytes


def saved_by_pytorch(program, parameters) -> dict[torch.dtype, list[int]]:
    """By type the bytes of the storages that autograd keeps of a program's run, those of the parameters left out."""
    own, alive, kept = {p.untyped_storage().data_ptr() for p in parameters}, [], {}

    def pack(tensor):
        alive.append(tensor)
        storage = tensor.untyped_storage()
        if storage.data_ptr() not in own:
            kept[storage.data_ptr()] = (tensor.dtype, storage.nbytes())
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        program()
    return {dtype: [size for of, size in kept.values() if of == dtype] for dtype in {of for of, _ in kept.values()}}


V = 7


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_a_language_model_keeps_what_pytorch_saves(layers):
    """In float64, which no fused kernel takes: h as a step's and in the stacked outputs, and one scalar of the loss."""
    embed = torch.nn.Embedding(V, D, dtype=torch.float64)
    lstm = torch.nn.LSTM(D, H, layers, dtype=torch.float64)
    readout = torch.nn.Linear(H, V, dtype=torch.float64)
    parts = torch.nn.ModuleList([embed, lstm, readout])
    tokens, targets = torch.randint(V, (2, T, B)).clone().unbind()

    def loss():
        return torch.nn.functional.cross_entropy(readout(lstm(embed(tokens))[0]).flatten(0, 1), targets.flatten())

    saved = saved_by_pytorch(loss, parts.parameters())
    scalar = 8
    assert sum(saved[torch.float64]) == memory.language_model(V, D, H, T, B, layers, copies=2, itemsize=8) + scalar
    on_paper = memory.language_model(V, D, H, T, B, layers, itemsize=8)
    once = memory.language_model(V, D, H, T, B, layers, copies=2, itemsize=8) - on_paper
    assert once == layers * memory.sequence(H, T, B, itemsize=8)


def kept_in_segments(segments: int, widths: list[int]) -> int:
    """Bytes of the states at each segment's begin, and of what the longest one adds: its caches' arrays and its hs."""
    xs, begins, longest = normal(95, T, B, widths[0]), [], 0
    states = [(normal(96, B, H), normal(97, B, H)) for _ in widths]
    for piece in np.array_split(xs, segments):
        begins += [array for state in states for array in state]
        below, kept = piece, []
        for layer, width in enumerate(widths):
            weights = lstm.Params(normal(1, 4 * H, width), normal(1, 4 * H, H), normal(1, 4 * H))
            below, cs, caches = bptt.forward(below, *states[layer], weights)
            states[layer] = below[-1].copy(), cs[-1].copy()
            kept += [*fields(caches, "i", "f", "g", "o", "c", "tanh_c"), below]
        longest = max(longest, bytes_of(kept))
    return bytes_of(begins) + longest


@pytest.mark.parametrize("segments", range(1, T + 1))
def test_checkpoints_are_states_and_the_caches_of_the_longest_segment(segments):
    for widths in ([D], [D, H], [D, H, H]):
        assert memory.checkpointed(H, T, segments, B, len(widths), itemsize=8) == kept_in_segments(segments, widths)


@pytest.mark.parametrize("copies", [1, 2])
def test_no_number_of_segments_is_cheaper_than_the_best(copies):
    costs = {k: memory.checkpointed(8, 3600, k, copies=copies) for k in range(1, 3601) if 3600 % k == 0}
    cheapest, best = min(costs, key=costs.get), memory.best_segments(3600, copies)
    assert abs(cheapest - best) < 9  # the divisors of 3,600 lie so far apart there
    least = memory.lstm_state(8) * 2 * best  # both halves of the bill alike
    assert least <= costs[cheapest] < 1.01 * least


def test_equal_costs_make_it_the_root_of_the_steps():
    assert memory.best_segments(100, copies=2) == 20
    assert memory.best_segments(100) == pytest.approx(350**0.5)


OPTIMISERS = {
    "sgd": lambda weights: torch.optim.SGD(weights),
    "momentum": lambda weights: torch.optim.SGD(weights, momentum=0.9),
    "adam": lambda weights: torch.optim.Adam(weights),
}


@pytest.mark.parametrize("name", OPTIMISERS)
def test_copies_of_the_weights_agree_with_pytorchs_optimisers(name):
    module = torch.nn.LSTM(D, H)
    optimiser = OPTIMISERS[name](list(module.parameters()))
    module(torch.ones(T, B, D))[0].sum().backward()
    optimiser.step()
    kept = [value for state in optimiser.state.values() for key, value in state.items() if key != "step"]
    kept += [tensor for weight in module.parameters() for tensor in (weight, weight.grad)]
    expected = sum(tensor.nbytes for tensor in kept if torch.is_tensor(tensor))
    assert memory.weights(params.lstm(D, H, convention="torch"), name) == expected


def test_training_memory_is_activations_more_than_weights():
    assert round(memory.lstm_activations(128, 100, 32) / 1e6, 1) == 9.8
    assert round(memory.weights(params.lstm(64, 128), "adam") / 1e6, 1) == 1.6


def test_numbers_are_float32_of_one_sequence_in_one_layer_unless_told():
    assert memory.weights(9) == 9 * 4
    assert memory.sequence(H, T) == T * H * 4
    assert memory.lstm_activations(H, T) == 6 * T * H * 4
    assert memory.language_model(V, D, H) == (D + 7 * H + V) * 4
    assert memory.checkpointed(H, T, 1) == (2 * H + 7 * T * H) * 4
    assert memory.gru_activations(H, T) == 4 * T * H * 4
    assert memory.lstm_state(H) == 2 * H * 4
    assert memory.gru_state(H) == memory.rnn_state(H) == H * 4


def test_inference_carries_the_state_alone():
    assert memory.lstm_state(512, layers=2) == 8_192


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: memory.weights(0), "count is 0, expected a whole number from 1 up"),
        (lambda: memory.weights(9, "lion"), "optimiser is 'lion', expected one of none, sgd, momentum, adam"),
        (lambda: memory.lstm_activations(8, 0), "T is 0, expected a whole number from 1 up"),
        (lambda: memory.gru_activations(8, 8, itemsize=0), "itemsize is 0, expected a whole number from 1 up"),
        (lambda: memory.sequence(1.5, 8), "width is 1.5, expected a whole number from 1 up"),
        (lambda: memory.lstm_state(0), "H is 0, expected a whole number from 1 up"),
        (lambda: memory.lstm_state(8, proj=8), "proj is 8, expected 0 (none) or a width from 1 to H - 1 = 7"),
        (lambda: memory.language_model(0, 8, 8), "V is 0, expected a whole number from 1 up"),
        (lambda: memory.language_model(8, 0, 8), "D is 0, expected a whole number from 1 up"),
        (lambda: memory.language_model(8, 8, 8, copies=0), "copies is 0, expected a whole number from 1 up"),
        (lambda: memory.checkpointed(8, 5, 0), "segments is 0, expected a whole number from 1 up"),
        (lambda: memory.checkpointed(8, 5, 6), "segments is 6, expected at most T = 5"),
        (lambda: memory.best_segments(0), "T is 0, expected a whole number from 1 up"),
        (lambda: memory.gru_state(8, layers=0), "layers is 0, expected a whole number from 1 up"),
    ],
)
def test_what_does_not_exist_is_refused(call, message):
    with pytest.raises(ValueError, match="expected") as caught:
        call()
    assert str(caught.value) == message
