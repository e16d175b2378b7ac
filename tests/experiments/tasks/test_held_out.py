"""Test sequences are the same at every call, differ by their offset, and come from no seed that trains."""

import json

import torch

from scripts.experiments.tasks import held_out
from scripts.rooms import ROOT


def test_the_same_again_and_others_with_another_offset():
    draws = [torch.rand(4, generator=held_out.generator(offset)) for offset in (0, 0, 7)]
    assert torch.equal(draws[0], draws[1])
    assert not torch.equal(draws[0], draws[2])


def test_no_record_was_trained_from_such_a_seed():
    for path in sorted((ROOT / "figures" / "data").glob("*.json")):
        assert max(json.loads(path.read_text(encoding="utf-8"))["seeds"]) < held_out.TEST_SEED, path.name
