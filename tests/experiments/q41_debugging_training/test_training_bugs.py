"""The cheapest trainings of the record come out again, and what is measured is what it is called."""

import pytest
import torch

from scripts.experiments.q41_debugging_training import keyed_sentences, training_bugs
from scripts.experiments.q41_debugging_training.planted_bugs import BUGS
from scripts.experiments.q41_debugging_training.small_training import Training, gradient_norms, served
from scripts.experiments.records import record

SETTINGS = training_bugs.SETTINGS


@pytest.fixture(scope="module")
def recorded():
    return record.read(record.DATA / "training_bugs.json").results


class TestRecord:
    def test_the_baselines_come_out_again(self, recorded):
        for name, loss in training_bugs.baselines(SETTINGS).items():
            assert loss == pytest.approx(recorded["baselines"][name], rel=1e-3)

    @pytest.mark.parametrize("name", ["none", "unshifted", "pads_divide"])
    def test_a_training_comes_out_again(self, recorded, name):
        then, now = recorded["bugs"][name], training_bugs.train(BUGS[name], 0, SETTINGS)
        assert now["first"] == pytest.approx(then["first"]["values"][0], rel=1e-3)
        assert now["reported"] == pytest.approx(then["reported"]["values"][0], abs=0.05)
        assert now["served"]["loss"] == pytest.approx(
            then["served"]["loss"]["values"][0], abs=0.5 if name == "unshifted" else 0.05
        )
        assert now["early"]["W_g"] == pytest.approx(then["early"]["W_g"]["values"][0], rel=0.1)

    def test_what_the_checks_measure_comes_out_again(self, recorded):
        for name in ("first_loss", "reach", "step_size"):
            check = training_bugs.CHECKS[name]
            found = check(lambda: Training(0, SETTINGS))
            assert found.value == pytest.approx(recorded["checks"]["none"][name]["value"]["values"][0], rel=1e-3)


class TestParts:
    def test_service_shows_no_future(self):
        """A model whose logits at t are those of x_{t+1} is perfect on whole sentences and at a loss in service."""

        class Cheat(Training):
            def logits(self, x):
                following = torch.cat([x[:, 1:], torch.zeros_like(x[:, :1])], dim=1)
                return 20.0 * torch.nn.functional.one_hot(following, keyed_sentences.SYMBOLS)

        symbols = keyed_sentences.draw(20, torch.Generator().manual_seed(3))
        cheat = Cheat(0, SETTINGS)
        assert cheat.loss(*cheat.pair(symbols))[()] < 3
        assert served(cheat, symbols)["loss"] > 15

    def test_service_counts_keys(self):
        class Sure(Training):
            def logits(self, x):
                return torch.nn.functional.one_hot(x[:, :1].expand_as(x), keyed_sentences.SYMBOLS).float()

        symbols = keyed_sentences.draw(20, torch.Generator().manual_seed(3))
        assert served(Sure(0, SETTINGS), symbols)["key"] == 1.0

    def test_the_norms_are_those_of_the_blocks(self):
        training = Training(0, SETTINGS)
        training.loss(*training.draw(8, torch.Generator().manual_seed(0))).backward()
        norms, gradient = gradient_norms(training.model), training.model.lstm.weight_hh_l0.grad
        for k, gate in enumerate("ifgo"):
            assert norms[f"U_{gate}"] == pytest.approx(gradient[32 * k : 32 * (k + 1)].norm().item())
        assert norms["readout"] == pytest.approx(training.model.readout.weight.grad.norm().item())

    def test_a_block_without_a_gradient_has_norm_0(self):
        assert set(gradient_norms(Training(0, SETTINGS).model).values()) == {0.0}

    def test_windows_hold_every_target_once(self):
        symbols = keyed_sentences.draw(50, torch.Generator().manual_seed(4))
        x, y = BUGS["windows_cut"](0, SETTINGS).pair(symbols)
        assert x.shape[1] == 4
        real = y != keyed_sentences.PAD
        assert real.sum() == (symbols[:, 1:] != keyed_sentences.PAD).sum()
        assert torch.equal(y[real].sort().values, symbols[:, 1:][symbols[:, 1:] != keyed_sentences.PAD].sort().values)
