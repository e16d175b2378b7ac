"""The figures of the backward pass show what their captions say, on the arrays that are plotted."""

import itertools

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from scripts.figures import kit
from scripts.figures.kit.cell import LSTM, LSTM_NARROW, WIRES
from scripts.figures.q09_backward_pass import backward_check, backward_paths, backward_training
from scripts.reference import bptt, lstm
from tests.figures.says import says


class TestPaths:
    def test_both_paths_together_are_the_gradient_at_the_first_cell_state(self):
        reached = backward_paths.arrays()
        np.testing.assert_allclose(reached["cell_path"] + reached["hidden_path"], reached["total"])

    @says(
        backward_paths,
        "In the worked example the first cell state gets 0.316 the one way, 0.225 the other.",
    )
    def test_the_alternative_text_has_both_numbers(self):
        reached = backward_paths.arrays()
        assert f"{reached['cell_path'].item():.3f} the one way" in backward_paths.ALT
        assert f"{reached['hidden_path'].item():.3f} the other" in " ".join(backward_paths.ALT.split())

    @says(
        backward_paths,
        "The gradient at c goes back times the forget gate; that at h comes back through U from all four layers.",
    )
    def test_c_goes_back_times_f_and_h_through_the_four_blocks_of_u(self):
        rng, H = np.random.default_rng(0), 2
        p = lstm.Params(rng.normal(size=(8, 3)), rng.normal(size=(8, H)), rng.normal(size=8))
        _, _, caches = bptt.forward(rng.normal(size=(1, 4, 3)), *rng.normal(size=(2, 4, H)), p)
        (dh, dc), none = rng.normal(size=(2, 4, H)), np.zeros((4, H))
        assert_allclose(lstm.step_backward(none, dc, caches[0], p).dc_prev, dc * caches[0].f)
        whole = lstm.step_backward(dh, dc, caches[0], p).dh_prev
        through = []
        for block in range(4):
            kept = (np.arange(4 * H) // H == block)[:, None]
            through.append(lstm.step_backward(dh, dc, caches[0], p._replace(U=p.U * kept)).dh_prev)
            assert abs(through[-1]).min() > 0
        assert_allclose(sum(through), whole)
        for narrow in (False, True):
            written = " ".join(" ".join(t.get_text().split()) for t in backward_paths.draw(narrow).axes[0].texts)
            assert r"cell path $\times\,f_t$" in written
            assert r"hidden path $\times\,U^\top$, four blocks added" in written

    @says(backward_paths, "The cell with every arrow turned round.")
    @pytest.mark.parametrize("narrow", [False, True])
    def test_every_wire_runs_the_other_way(self, narrow):
        turned = {(wire.start, wire.end) for wire in backward_paths.turned(narrow).wires}
        assert turned == {(wire.end, wire.start) for wire in WIRES}

    @says(
        backward_paths,
        "Where the forward pass copied a value, the backward pass adds gradients: the circles with a plus.",
    )
    @pytest.mark.parametrize("narrow", [False, True])
    def test_a_sum_stands_wherever_several_gradients_arrive_and_nowhere_else(self, narrow):
        drawing = backward_paths.turned(narrow)
        for name, node in drawing.nodes.items():
            arriving = sum(wire.end == name for wire in drawing.wires)
            assert (node.does == "plus") == (arriving > 1), name
            assert (node.does == "plus") == (LSTM.nodes[name].kind == "fork"), name
            assert node.does != "plus" or (node.kind, node.width) == ("pointwise", node.height)

    @says(
        backward_paths,
        "Beside a wire stands its factor.",
        "Each layer then multiplies by the slope of its σ or tanh.",
    )
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

    @says(backward_paths, "Beside a wire stands its factor.")
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
    STAYS = (
        "Right code falls to 1e-10 at a width of 1e-5, then rises again; each of five faults stays above 0.03 at "
        "every width and for every seed; right code checked in float32 stays above 7e-5."
    )

    @pytest.fixture
    def lines(self):
        return backward_check.arrays()

    @says(
        backward_check,
        STAYS,
        "Right code has a valley: left of it rounding dominates, right of it the third derivative.",
    )
    def test_right_code_has_its_valley_at_1e_5(self, lines):
        widths, errors = lines["none"]
        assert widths[errors.mean(0).argmin()] == pytest.approx(1e-5)
        assert 0.8e-10 < errors.mean(0).min() < 1.2e-10
        assert (np.diff(errors.mean(0)) < 0).tolist() == [True] * 5 + [False] * 4
        decades = np.diff(np.log10(errors.mean(0)))
        assert_allclose(decades[:4], -1, atol=0.1)  # rounding: the error of a sum, divided by the width
        assert_allclose(decades[6:], 2, atol=0.01)  # the first term that a central difference leaves out

    @says(backward_check, STAYS, "No fault falls below 0.037.")
    def test_no_fault_ever_looks_right(self, lines):
        assert set(lines) == {"none", "float32", *backward_check.NAMES}
        assert len(backward_check.NAMES) == 5
        for fault in backward_check.NAMES:
            widths, errors = lines[fault]
            assert_array_equal(widths, lines["none"][0])
            assert errors.min() > 0.03
            np.testing.assert_allclose(errors, errors[:, [5]].repeat(errors.shape[1], 1), rtol=0.06)
        smallest = [lines[fault][1].min() for fault in backward_check.NAMES]
        assert f"{min(smallest):.3f}" == "0.037" == f"{lines['candidate_only'][1][:, 5].min():.3f}"

    @says(backward_check, STAYS)
    def test_float32_stays_above_7e_5_and_hides_a_fault_at_1e_6(self, lines):
        widths, errors = lines["float32"]
        assert errors.min() > 7e-5
        assert errors[:, np.isclose(widths, 1e-6)].mean() > lines["candidate_only"][1].mean()

    @says(backward_check, "Lines: geometric means of 5 seeds; bands: smallest to largest.")
    @pytest.mark.parametrize("narrow", [False, True])
    def test_lines_are_geometric_means_and_bands_reach_from_the_smallest_to_the_largest(self, lines, narrow):
        axes = backward_check.draw(narrow).axes[0]
        drawn = [*backward_check.NAMES, "float32", "none"]
        assert len(kit.settings("backward_faults").seeds) == 5
        for name, line, band in zip(drawn, axes.lines, axes.collections, strict=True):
            widths, errors = lines[name]
            assert errors.shape == (5, len(widths))
            assert_array_equal(line.get_xdata(), widths)
            assert_allclose(line.get_ydata(), errors.prod(0) ** (1 / 5))
            corners = {tuple(corner) for corner in band.get_paths()[0].vertices}
            assert corners == {*zip(widths, errors.min(0), strict=True), *zip(widths, errors.max(0), strict=True)}


class TestTraining:
    THREE = (
        "On short sentences three faults with errors of 0.02 to 0.35 do as well as the right one; on long ones the "
        "dropped hidden path falls to chance."
    )

    @pytest.fixture
    def panels(self):
        return backward_training.arrays()

    def test_the_error_grows_from_row_to_row(self, panels):
        errors = [values.mean() for values in panels["error"].values()]
        assert errors[0] == 0.0
        assert errors == sorted(errors)

    @says(backward_training, THREE)
    def test_on_short_sentences_three_faults_do_as_well_as_the_right_code(self, panels):
        for fault in ("none", "c_for_c_prev", "candidate_only", "no_h_path"):
            assert panels["short"][fault].min() > 0.99
        smallest, largest = (panels["error"][fault].mean() for fault in ("c_for_c_prev", "no_h_path"))
        assert smallest < panels["error"]["candidate_only"].mean() < largest
        assert f"errors of {smallest:.2f} to {largest:.2f} do" in backward_training.ALT
        for fault in ("no_c_path", "no_sum"):
            assert panels["short"][fault].mean() < 0.9

    @says(backward_training, THREE)
    def test_on_long_ones_both_dropped_paths_are_at_chance(self, panels):
        for fault in ("no_h_path", "no_c_path"):
            assert panels["long"][fault].max() < 0.52
            assert panels["long"][fault].mean() == pytest.approx(
                kit.data("backward_faults").long.commonest_answer, abs=0.01
            )
        assert kit.settings("backward_faults").conditions.short.T < kit.settings("backward_faults").conditions.long.T
        assert panels["long"]["none"].min() > 0.6

    def test_both_figures_call_a_fault_the_same(self):
        names = {fault: name for fault, name in backward_training.NAMES.items() if fault != "none"}
        assert names == backward_check.NAMES
        assert backward_training.NAMES["none"] == "right code"

    @says(
        backward_training,
        "The right and five faulty backward passes: error of the first gradient, and share right after training.",
        "Each dot is one seed; dashed: always the commonest answer.",
    )
    @pytest.mark.parametrize("narrow", [False, True])
    def test_a_row_has_the_seeds_of_its_backward_pass(self, panels, narrow):
        names, measured = list(backward_training.NAMES), kit.data("backward_faults")
        assert (names[0], len(names), len(kit.settings("backward_faults").seeds)) == ("none", 6, 5)
        axes = backward_training.draw(narrow).axes
        labels = {tick.get_text(): y for tick, y in zip(axes[0].get_yticklabels(), axes[0].get_yticks(), strict=True)}
        for panel, (name, values) in zip(axes, panels.items(), strict=True):
            dots = [line for line in panel.lines if not line.is_dashed()]
            for fault, line in zip(names, dots, strict=True):
                assert_array_equal(line.get_data(), [values[fault], 5 * [labels[backward_training.NAMES[fault]]]])
            dashed = [line.get_xdata()[0] for line in panel.lines if line.is_dashed()]
            assert dashed == ([] if name == "error" else [measured[name].commonest_answer])
