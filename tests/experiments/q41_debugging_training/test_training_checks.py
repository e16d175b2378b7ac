"""Each check is silent on a right training, fires on the bugs that the matrix shows, and on some that it does not."""

from functools import partial
from math import log

import numpy as np
import pytest
import torch
from torch import nn

from scripts.experiments.networks import gate_trace
from scripts.experiments.q41_debugging_training import training_checks
from scripts.experiments.q41_debugging_training.keyed_sentences import PAD
from scripts.experiments.q41_debugging_training.planted_bugs import BUGS
from scripts.experiments.q41_debugging_training.small_training import Training
from scripts.experiments.q41_debugging_training.training_bugs import SETTINGS
from scripts.experiments.q41_debugging_training.training_checks import CHECKS

SEED = 11  # not among those of the record
QUICK = [name for name in CHECKS if name != "overfit"]
FIRES = {
    "none": set(),
    "unshifted": {"targets"},
    "shifted_twice": {"targets"},
    "inputs_sorted": {"targets"},
    "windows_cut": set(),
    "pads_counted": {"padding"},
    "pads_divide": {"first_loss", "padding"},
    "axes_swapped": {"others", "reach"},
    "both_directions": {"future", "padding"},
    "state_carried": {"future", "others", "twice", "padding", "own_gradient"},
    "state_detached": {"reach"},
    "forget_shut": {"reach", "gates"},
    "softmax_twice": set(),
    "rate_too_high": {"step_size"},
    "gradients_add": {"own_gradient"},
    "layer_left_out": {"step_size", "own_gradient"},
}


def alarms(bug: type[Training], checks: list[str] = QUICK) -> set[str]:
    return {name for name in checks if CHECKS[name](partial(bug, SEED, SETTINGS)).alarm}


class TestPlanted:
    def test_every_bug_has_its_row(self):
        assert set(FIRES) == set(BUGS)

    @pytest.mark.parametrize("name", BUGS)
    def test_on_a_new_seed_the_same_checks_fire(self, name):
        assert alarms(BUGS[name]) == FIRES[name]

    @pytest.mark.parametrize(
        ("name", "sign"), [("none", 0), ("unshifted", 0), ("softmax_twice", 1), ("both_directions", -1)]
    )
    def test_one_batch_comes_to_its_floor_or_misses_it_on_one_side(self, name, sign):
        found = CHECKS["overfit"](partial(BUGS[name], SEED, SETTINGS))
        assert found.alarm == (sign != 0)
        assert found.value * sign >= 0.01 * abs(sign)


class TestOthers:
    """Bugs that no check was written for."""

    def test_dropout_left_on(self):
        class Dropping(Training):
            def build(self):
                model = super().build()
                model.readout = nn.Sequential(nn.Dropout(0.5), model.readout)
                return model

        assert alarms(Dropping) >= {"twice"}

    def test_a_sum_for_a_mean(self):
        class Summed(Training):
            def loss(self, x, y):
                return super().loss(x, y) * (y != PAD).sum()

        assert alarms(Summed) == {"first_loss"}

    def test_a_readout_that_starts_too_large(self):
        class Loud(Training):
            def build(self):
                model = super().build()
                model.readout.weight.data.mul_(40)
                return model

        assert "first_loss" in alarms(Loud)

    def test_an_embedding_that_was_frozen(self):
        class Frozen(Training):
            def optimise(self):
                kept = [p for name, p in self.model.named_parameters() if "embedding" not in name]
                return torch.optim.Adam(kept, self.settings["rate"])

        assert "step_size" in alarms(Frozen)

    @pytest.mark.parametrize(("sizes", "seen"), [((5, 13), True), ((4, 12), False)])
    def test_a_view_where_a_transpose_belongs_is_seen_where_the_sizes_share_no_factor(self, monkeypatch, sizes, seen):
        class Viewed(Training):
            def logits(self, x):
                return self.model(x.reshape(x.shape[1], x.shape[0])).reshape(*x.shape, -1)

        for name, value in zip(("FEW", "LENGTH"), sizes, strict=True):
            monkeypatch.setattr(training_checks, name, value)
        assert ("others" in alarms(Viewed, ["others"])) == seen

    def test_a_state_that_is_reset_within_the_sentence(self):
        class Resetting(Training):
            def logits(self, x):
                outs = [self.model.lstm(part)[0] for part in self.model.embedding(x).split(4, dim=1)]
                return self.model.readout(torch.cat(outs, dim=1))

        assert alarms(Resetting) == {"reach"}
        assert CHECKS["overfit"](partial(Resetting, SEED, SETTINGS)).alarm

    def test_a_batch_norm_that_mixes_rows_steps_and_padding(self):
        class Normed(Training):
            def logits(self, x):
                out = self.model.lstm(self.model.embedding(x))[0]
                return self.model.readout((out - out.mean((0, 1))) / out.std((0, 1)))

        assert alarms(Normed) >= {"future", "others", "padding"}

    def test_a_mask_one_step_short_escapes_them_all(self):
        class Short(Training):
            def loss(self, x, y):
                last = (y != PAD).sum(1, keepdim=True) - 1
                return super().loss(x, y.scatter(1, last.clamp(min=0), PAD))

        assert alarms(Short, list(CHECKS)) == set()


class Copying(Training):
    """Another sound training: random symbols, the last one a copy of the first."""

    def draw(self, count, generator):
        T = int(torch.randint(6, 14, (1,), generator=generator))
        symbols = torch.randint(1, 16, (count, T), generator=generator)
        symbols[:, -1] = symbols[:, 0]
        return symbols[:, :-1], symbols[:, 1:]


class TestFalseAlarms:
    @pytest.mark.parametrize(("changed", "fire"), [({}, set()), ({"forget_bias": 3.0}, {"gates"})])
    def test_on_another_task_only_a_large_forget_bias_is_taken_for_a_fault(self, changed, fire):
        found = {name for name in CHECKS if CHECKS[name](partial(Copying, SEED, SETTINGS | changed)).alarm}
        assert found == fire

    def test_a_low_rate_needs_more_updates_than_the_check_allows(self):
        make = partial(Copying, SEED, SETTINGS | {"rate": 0.003})
        assert training_checks.overfit(make).alarm
        assert not training_checks.overfit(make, updates=600).alarm


class TestParts:
    def test_the_floor_of_a_batch_counts_beginnings(self):
        x = torch.tensor([[2, 6], [2, 6], [3, 6]])
        y = torch.tensor([[6, 7], [6, 8], [6, PAD]])
        assert training_checks.floor(x, y) == pytest.approx(2 * log(2) / 5)

    def test_saturation_counts_what_the_reference_computes(self):
        training = Training(SEED, SETTINGS)
        training.model.lstm.weight_ih_l0.data.mul_(8)
        x = training_checks.batch(training)[0]
        inputs = training.model.embedding(x).detach().transpose(0, 1)
        lstm = nn.LSTM(16, 32)
        lstm.load_state_dict(training.model.lstm.state_dict())
        trace = gate_trace.trace(lstm, inputs)
        real = (x != PAD).T.numpy()
        for gate, share in training_checks.saturation(training).items():
            values = getattr(trace, gate)[real]
            assert share == pytest.approx(np.mean((values < 0.05) | (values > 0.95)), abs=0.002)
            assert share > 0.05
