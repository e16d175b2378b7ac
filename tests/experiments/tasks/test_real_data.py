"""What holds for every real data set: no network, no heavy import, the same values each time and everywhere."""

import hashlib
import socket
import sys

import pytest
import torch

from scripts.experiments.tasks import (
    co2,
    daphnet,
    digits,
    guide_characters,
    italy_power_demand,
    japanese_vowels,
    kdd_tsad_135,
    sunspots,
)

# The first digits of the SHA-256 over the bytes of all tensors of a task, in order.
DIGESTS = {
    co2: "3d7580f4277b9a84",
    daphnet: "cf3a3a7e1fb7d95f",
    digits: "86e349eb9e5523dc",
    guide_characters: "15bf1bb3c0f752a2",
    italy_power_demand: "42a2f477280df13e",
    japanese_vowels: "91f00fc4b1bc3c6e",
    kdd_tsad_135: "314a3bde02fab14f",
    sunspots: "a31ed022846244b0",
}
HEAVY = {"aeon", "numba", "pandas", "scipy", "sklearn", "statsmodels"}
every_task = pytest.mark.parametrize("task", DIGESTS, ids=lambda task: task.__name__.rpartition(".")[2])


def tensors(value):
    """All tensors in a named tuple, in order."""
    if isinstance(value, torch.Tensor):
        yield value
    elif isinstance(value, tuple):
        for field in value:
            yield from tensors(field)


def digest(value) -> str:
    together = hashlib.sha256()
    for tensor in tensors(value):
        together.update(f"{tensor.dtype}{tuple(tensor.shape)}".encode())
        together.update(tensor.contiguous().numpy().tobytes())
    return together.hexdigest()[:16]


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("a data set asked for the network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@every_task
def test_two_loads_agree_and_are_what_was_measured_with(task):
    first, second = task.load(), task.load()
    assert digest(first) == digest(second) == DIGESTS[task]


@every_task
def test_what_a_caller_changes_is_not_kept(task):
    for tensor in tensors(task.load()):
        tensor.zero_()
    assert digest(task.load()) == DIGESTS[task]


@every_task
def test_numbers_are_float32_and_finite(task):
    loaded = list(tensors(task.load()))
    assert {tensor.dtype for tensor in loaded} <= {torch.float32, torch.int64, torch.bool}
    assert all(tensor.isfinite().all() for tensor in loaded)


@every_task
def test_the_package_that_ships_a_file_is_not_imported(task):
    before = {name.partition(".")[0] for name in sys.modules}
    task.load()
    assert not ({name.partition(".")[0] for name in sys.modules} - before) & HEAVY


@every_task
def test_the_docstring_says_where_the_data_come_from_and_under_which_licence(task):
    assert "Source" in task.__doc__
    assert "icence" in task.__doc__ or "public domain" in task.__doc__
