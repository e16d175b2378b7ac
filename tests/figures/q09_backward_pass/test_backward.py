"""The figures of the backward pass show what their captions say, on the arrays that are plotted."""

import itertools

import numpy as np
import pytest

from scripts.figures.kit.cell import LSTM, LSTM_NARROW, WIRES
from scripts.figures.q09_backward_pass import backward_check, backward_paths, backward_training
from scripts.reference import bptt, lstm


class TestPaths:
    def test_both_paths_together_are_the_gradient_at_the_first_cell_state(self):
        reached = backward_paths.arrays()
        np.testing.assert_allclose(reached["cell_path"] + reached["hidden_path"], reached["total"])

    def test_the_alternative_text_has_both_numbers(self):
        reached = backward_paths.arrays()
        assert f"{reached['cell_path'].item():.3f} the one way" in backward_paths.ALT
        assert f"{reached['hidden_path'].item():.3f} the other" in " ".join(backward_paths.ALT.split())

    @pytest.mark.parametrize("narrow", [False, True])
    def test_every_wire_runs_the_other_way(self, narrow):
        turned = {(wire.start, wire.end) for wire in backward_paths.turned(narrow).wires}
        assert turned == {(wire.end, wire.start) for wire in WIRES}

    @pytest.mark.parametrize("narrow", [False, True])
    def test_a_sum_stands_wherever_several_gradients_arrive_and_nowhere_else(self, narrow):
        drawing = backward_paths.turned(narrow)
        for name, node in drawing.nodes.items():
            arriving = sum(wire.end == name for wire in drawing.wires)
            assert (node.does == "plus") == (arriving > 1), name

    def test_the_factors_on_the_wires_give_the_reference_gradients(self):
        rng = np.random.default_rng(0)
        p = lstm.Params(rng.normal(size=(8, 3)), rng.normal(size=(8, 2)), rng.normal(size=8))
        _, _, caches = bptt.forward(rng.normal(size=(1, 4, 3)), *rng.normal(size=(2, 4, 2)), p)
        cache, dh, dc = caches[0], *rng.normal(size=(2, 4, 2))
        at_c = dc + dh * cache.o * (1 - cache.tanh_c**2)
        factors = {"g_t": cache.g, "c_{t{-}1}": cache.c_prev, "i_t": cache.i, r"\tanh c_t": cache.tanh_c}
        slopes = {gate: getattr(cache, gate) * (1 - getattr(cache, gate)) for gate in "ifo"} | {"g": 1 - cache.g**2}
        arriving = {"o": dh}
        dz = [arriving.get(n, at_c) * factors[backward_paths.FACTORS[n]] * slopes[n] for n in "ifgo"]
        np.testing.assert_allclose(np.hstack(dz).sum(0), lstm.step_backward(dh, dc, cache, p).db)

    @pytest.mark.parametrize("narrow", [False, True])
    def test_the_factor_stands_at_its_own_layer_in_its_colour(self, narrow):
        nodes, figure = backward_paths.turned(narrow).nodes, backward_paths.draw(narrow)
        figure.draw_without_rendering()
        written = {text.get_text(): text for text in figure.axes[0].texts}
        for gate, factor in backward_paths.FACTORS.items():
            text = written[rf"$\times\,{factor}$"]
            middle = text.get_window_extent().x0 / 2 + text.get_window_extent().x1 / 2
            assert min("ifgo", key=lambda layer: abs(nodes[layer].x - middle)) == gate
            assert text.get_color() == nodes[gate].tone

    def test_the_phone_has_the_nodes_of_its_own_cell_in_their_order(self):
        turned, cell = backward_paths.turned(narrow=True).nodes, LSTM_NARROW.nodes
        assert set(turned) == set(cell) == set(LSTM.nodes)
        for name, other in itertools.combinations(cell, 2):
            for axis in "xy":
                before, after = ((getattr(n[name], axis), getattr(n[other], axis)) for n in (cell, turned))
                assert (before[0] < before[1]) <= (after[0] <= after[1])


class TestCheck:
    @pytest.fixture
    def lines(self):
        return backward_check.arrays()

    def test_right_code_has_its_valley_at_1e_5(self, lines):
        widths, errors = lines["none"]
        assert widths[errors.mean(0).argmin()] == pytest.approx(1e-5)
        assert errors.min(0).min() < 1.2e-10
        assert (np.diff(errors.mean(0)) < 0).tolist() == [True] * 5 + [False] * 4

    def test_no_fault_ever_looks_right(self, lines):
        for fault in backward_check.NAMES:
            _, errors = lines[fault]
            assert errors.min() > 0.03
            np.testing.assert_allclose(errors, errors[:, [5]].repeat(errors.shape[1], 1), rtol=0.06)
        smallest = [lines[fault][1].min() for fault in backward_check.NAMES]
        assert f"{min(smallest):.3f}" == "0.037" == f"{lines['candidate_only'][1][:, 5].min():.3f}"

    def test_float32_stays_above_7e_5_and_hides_a_fault_at_1e_6(self, lines):
        widths, errors = lines["float32"]
        assert errors.min() > 7e-5
        assert errors[:, np.isclose(widths, 1e-6)].mean() > lines["candidate_only"][1].mean()


class TestTraining:
    @pytest.fixture
    def panels(self):
        return backward_training.arrays()

    def test_the_error_grows_from_row_to_row(self, panels):
        errors = [values.mean() for values in panels["error"].values()]
        assert errors[0] == 0.0
        assert errors == sorted(errors)

    def test_on_short_sentences_three_faults_do_as_well_as_the_right_code(self, panels):
        for fault in ("none", "c_for_c_prev", "candidate_only", "no_h_path"):
            assert panels["short"][fault].min() > 0.99
        smallest, largest = (panels["error"][fault].mean() for fault in ("c_for_c_prev", "no_h_path"))
        assert f"errors of {smallest:.2f} to {largest:.2f} do" in backward_training.ALT
        for fault in ("no_c_path", "no_sum"):
            assert panels["short"][fault].mean() < 0.9

    def test_on_long_ones_both_dropped_paths_are_at_chance(self, panels):
        for fault in ("no_h_path", "no_c_path"):
            assert panels["long"][fault].max() < 0.52
        assert panels["long"]["none"].min() > 0.6
