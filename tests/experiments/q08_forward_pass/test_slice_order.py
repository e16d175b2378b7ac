"""The gate blocks read in a wrong order: what is reordered, what is counted, and one seed measured again."""

import numpy as np
import pytest
import torch

from scripts.experiments.networks.recurrent import many_to_one, reference_weights
from scripts.experiments.networks.starts import BLOCKS
from scripts.experiments.q08_forward_pass import slice_order
from scripts.experiments.records import record
from scripts.experiments.tasks import nouns
from scripts.reference import bptt, lstm

ONE_SEED = slice_order.SETTINGS | {"seeds": [0]}


def test_reorder_puts_each_block_where_the_order_names_it():
    stacked = torch.arange(8.0).reshape(8, 1)  # i: 0 1, f: 2 3, g: 4 5, o: 6 7
    assert slice_order.reorder(stacked, "iofg").flatten().tolist() == [0, 1, 6, 7, 2, 3, 4, 5]
    assert torch.equal(slice_order.reorder(stacked, "ifgo"), stacked)


def test_a_wrong_order_is_the_cell_whose_blocks_are_named_wrongly():
    network = many_to_one("lstm", 5, 1, D=3)
    x = torch.randn(4, 2, 3, generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        read = slice_order.read_as(network, "iofg").layer(x)[0]
    W, U, b = reference_weights(network.layer)
    split = [dict(zip("ifgo", np.split(array, 4), strict=True)) for array in (W, U, b)]
    mislabelled = lstm.Params(*(np.concatenate([blocks[name] for name in "iofg"]) for blocks in split))
    hs, _, _ = bptt.forward(x.double().numpy(), np.zeros((2, 5)), np.zeros((2, 5)), mislabelled)
    np.testing.assert_allclose(read.numpy(), hs, atol=1e-6)


def test_there_are_23_wrong_orders_and_5_leave_the_candidate_in_place():
    assert (len(slice_order.ORDERS), len(slice_order.GATES_ONLY), len(slice_order.MOVED)) == (24, 5, 18)
    assert BLOCKS not in slice_order.GATES_ONLY + slice_order.MOVED


def test_a_count_is_right_when_its_nearest_whole_number_is_and_a_number_when_its_sign_is():
    def says(*values):
        return lambda x: torch.tensor(values)

    counts = nouns.Batch(torch.empty(0), torch.tensor([2.0, 3.0, 3.0, 6.0]))
    assert slice_order.share_right("count", says(2.4, 2.6, 3.4, 5.0), counts) == 0.75
    numbers = nouns.Batch(torch.empty(0), torch.tensor([0.0, 1.0, 1.0, 0.0]))
    assert slice_order.share_right("number", says(-0.1, 0.1, -0.1, -9.0), numbers) == 0.75


def test_signs_kept_are_those_of_the_last_cell_state():
    network = many_to_one("lstm", 5, 2, D=nouns.WORDS)
    batch = nouns.draw("number", 6, 40, torch.Generator().manual_seed(4))
    start = np.zeros((40, 5))
    last = [
        bptt.forward(
            batch.x.double().numpy(), start, start, reference_weights(slice_order.read_as(network, order).layer)
        )[1][-1]
        for order in ("ifgo", "iofg")
    ]
    kept = slice_order.signs_kept(network, "iofg", batch)
    assert kept == pytest.approx((np.sign(last[0]) == np.sign(last[1])).mean())
    assert kept < 1 == slice_order.signs_kept(network, "ifgo", batch)


def test_one_seed_measured_again_agrees_with_the_record():
    measured = record.read(record.DATA / "slice_order.json").results["number"]
    network = slice_order.train("number", 0, ONE_SEED)
    test = slice_order.test_sentences("number", 0, ONE_SEED)
    for order in ("ifgo", *slice_order.GATES_ONLY):
        share = slice_order.share_right("number", slice_order.read_as(network, order), test)
        assert share == pytest.approx(measured["order"][order]["values"][0], abs=0.02)
    share = slice_order.share_right("number", slice_order.read_as(network, "iofg"), test)
    assert share == pytest.approx(measured["order"]["iofg"]["mean"], abs=0.1)


def test_an_untrained_cell_changes_little_when_only_gates_are_shuffled():
    measured = record.read(record.DATA / "slice_order.json").results["untrained_change"]["order"]
    for order in ("iogf", "iofg"):
        assert slice_order.untrained_change(order, 0, ONE_SEED) == pytest.approx(measured[order]["values"][0], rel=1e-3)
