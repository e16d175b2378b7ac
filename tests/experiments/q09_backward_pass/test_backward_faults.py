"""Faults in the backward pass: each is the fault it is called, and the cheapest measurements come out again."""

import numpy as np
import pytest

from scripts.experiments.q09_backward_pass import backward_faults
from scripts.experiments.q09_backward_pass.faulty_backward import FAULTS, backward, error
from scripts.experiments.records import record
from scripts.reference import bptt, lstm

T, B, D, H = 5, 2, 3, 4


@pytest.fixture
def run():
    rng = np.random.default_rng(1)
    p = lstm.Params(rng.normal(size=(4 * H, D)), rng.normal(size=(4 * H, H)), rng.normal(size=4 * H))
    xs, (h0, c0), dhs = rng.normal(size=(T, B, D)), rng.normal(size=(2, B, H)), rng.normal(size=(T, B, H))
    return dhs, bptt.forward(xs, h0, c0, p)[2], p


@pytest.fixture(scope="module")
def recorded():
    return record.read(record.DATA / "backward_faults.json").results


class TestFaults:
    def test_without_a_fault_it_is_the_reference(self, run):
        right = bptt.backward(*run)
        for found, expected in zip(backward(*run, "none"), (right.dW, right.dU, right.db), strict=True):
            np.testing.assert_array_equal(found, expected)

    def test_each_fault_changes_the_gradient(self, run):
        right = backward(*run, "none")
        assert all(error(backward(*run, fault), right) > 0.01 for fault in FAULTS if fault != "none")

    def test_without_a_sum_the_first_step_is_left(self, run):
        dhs, caches, p = run
        back = dhs[-1], np.zeros((B, H))
        for cache, dh in zip(caches[:0:-1], dhs[-2::-1], strict=True):
            step = lstm.step_backward(*back, cache, p)
            back = step.dh_prev + dh, step.dc_prev
        first = lstm.step_backward(*back, caches[0], p)
        np.testing.assert_allclose(backward(*run, "no_sum").W, first.dW)

    def test_without_either_path_only_the_loss_of_each_step_counts(self, run):
        dhs, caches, p = run
        cut = bptt.truncated_backward(dhs, caches, p, 1)
        no_u = p._replace(U=np.zeros_like(p.U))
        np.testing.assert_allclose(backward(dhs, caches, no_u, "no_c_path").W, cut.dW)

    def test_the_wrong_cell_touches_no_block_but_the_forget_gate_s_at_one_step(self, run):
        dhs, caches, p = run
        wrong, right = (backward(dhs[:1], caches[:1], p, fault) for fault in ("c_for_c_prev", "none"))
        blocks = [np.abs(w - r).max() for w, r in zip(np.split(wrong.W, 4), np.split(right.W, 4), strict=True)]
        assert blocks[1] > 0.01
        assert blocks[0] == blocks[2] == blocks[3] == 0.0

    def test_the_candidate_alone_is_not_the_whole_hidden_path(self, run):
        right, alone, dropped = (backward(*run, fault) for fault in ("none", "candidate_only", "no_h_path"))
        assert error(alone, right) > 0
        assert error(alone, dropped) > 0

    def test_an_unknown_fault_is_named(self, run):
        with pytest.raises(ValueError, match="fault is 'typo', expected one of none,"):
            backward(*run, "typo")


class TestRecord:
    def test_the_check_of_one_seed_comes_out_again(self, recorded):
        sizes = backward_faults.SETTINGS["check"] | {"decades": [-1, -5]}
        measured = backward_faults.check(0, sizes)
        for fault in FAULTS:
            then = recorded["check"][fault]
            assert measured["check"][fault]["-1"] == pytest.approx(then["-1"]["values"][0], rel=1e-3)
            if fault == "none":
                assert measured["check"][fault]["-5"] < 1e-9
                assert measured["one_step"][fault] < 1e-9
            else:
                assert measured["check"][fault]["-5"] == pytest.approx(then["-5"]["values"][0], rel=1e-3)

    @pytest.mark.parametrize("name", backward_faults.SETTINGS["conditions"])
    def test_the_first_gradients_of_one_seed_come_out_again(self, recorded, name):
        settings = backward_faults.SETTINGS
        measured = backward_faults.first_gradient(2, settings["conditions"][name], settings)
        for part in ("gradient", "truncated"):
            for key, value in measured[part].items():
                assert value == pytest.approx(recorded[name][part][key]["values"][2], rel=1e-3, abs=1e-12)

    @pytest.mark.parametrize("name", backward_faults.SETTINGS["conditions"])
    def test_the_test_sentences_are_those_of_the_record(self, recorded, name):
        settings = backward_faults.SETTINGS
        y = backward_faults.test_sentences(settings["conditions"][name], settings).y
        assert recorded[name]["commonest_answer"] == pytest.approx(max(y.mean().item(), 1 - y.mean().item()))

    def test_the_cheapest_training_comes_out_again(self, recorded):
        settings = backward_faults.SETTINGS
        short = settings["conditions"]["short"]
        for fault in ("none", "no_sum"):
            then = recorded["short"]["accuracy"][fault]
            reached = backward_faults.train(fault, 0, short, settings)
            assert abs(reached - then["values"][0]) <= max(0.02, 2 * then["sd"])
