"""The figures of the planted bugs show what their texts and the page say, on the arrays that are plotted."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q41_debugging_training import bug_checks, bug_curves
from scripts.figures.q41_debugging_training.bug_checks import CHECKS, LOOKS
from tests.figures.says import says

SEEDS = 4


@pytest.fixture(scope="module")
def alarms():
    return bug_checks.arrays()


@pytest.fixture(scope="module")
def measured():
    return kit.data("training_bugs")


def exposed(alarms, column):
    return [name for name, row in alarms.items() if row[column] == SEEDS]


class TestChecks:
    @says(bug_checks, "Matrix of 15 bugs against 11 checks and 4 looks at the trained network.")
    def test_every_bug_and_every_check_is_drawn(self, alarms, measured):
        assert (len(set(alarms) - {"none"}), len(CHECKS), len(LOOKS)) == (15, 11, 4)
        assert set(alarms) == set(measured.bugs)
        assert set(CHECKS) == set(measured.checks["none"])
        assert all(set(row) == {*CHECKS, *LOOKS} for row in alarms.values())

    @says(bug_checks, "Without a bug nothing fires.")
    def test_without_a_bug_nothing_fires_on_further_seeds_either(self, alarms, measured):
        assert not any(alarms["none"].values())
        assert not any(measured.false_alarms[name] for name in CHECKS)

    @says(bug_checks, "The loss at the start exposes 1 bug, overfitting one batch 9, the loss curve 6.")
    def test_how_many_bugs_each_way_exposes(self, alarms):
        assert exposed(alarms, "first_loss") == ["pads_divide"]
        assert len(exposed(alarms, "overfit")) == 9
        assert len(exposed(alarms, "curve")) == 6
        assert sum(row["curve"] > 0 for row in alarms.values()) == 7
        assert exposed(alarms, "served") == [
            "unshifted",
            "shifted_twice",
            "pads_counted",
            "pads_divide",
            "both_directions",
            "softmax_twice",
        ]

    def test_a_check_fires_in_all_seeds_or_in_none(self, alarms):
        assert {row[check] for row in alarms.values() for check in CHECKS} == {0, SEEDS}

    @says(bug_checks, "Cut windows escape every check and show only at the steps that need memory.")
    def test_cut_windows_escape_every_check_and_nothing_else_does(self, alarms):
        silent = [name for name, row in alarms.items() if not any(row[check] for check in CHECKS)]
        assert silent == ["none", "windows_cut"]
        assert alarms["windows_cut"]["memory"] == SEEDS
        assert [look for look in LOOKS if exposed({"cut": alarms["windows_cut"]}, look)] == ["memory"]
        assert alarms["windows_cut"]["curve"] == alarms["windows_cut"]["served"] == 0

    @says(bug_checks, "A full square is an alarm in all 4 seeds, a pale one in as many as it says.")
    @pytest.mark.parametrize("narrow", [False, True])
    def test_full_squares_are_alarms_in_all_seeds_and_pale_ones_say_in_how_many(self, alarms, narrow):
        assert len(kit.settings("training_bugs").seeds) == SEEDS
        (axes,) = bug_checks.draw(narrow).axes
        columns = dict(zip(axes.get_xticks(), [label.get_text() for label in axes.get_xticklabels()], strict=True))
        keys = {label: name for name, label in (CHECKS | LOOKS).items()}
        rows = list(alarms.values())
        squares = {
            (x, y): line.get_alpha()
            for line in axes.lines
            if line.get_marker() == "s"
            for x, y in np.reshape(line.get_xydata(), (-1, 2))
        }
        said = {text.get_position(): text.get_text() for text in axes.texts}
        for x, label in columns.items():
            for y, row in enumerate(rows):
                count = row[keys[label]]
                expected = {0: None, SEEDS: 1}.get(count, 0.25)
                assert squares.get((x, y)) == expected
                assert said.get((x, y)) == (str(count) if 0 < count < SEEDS else None)

    def test_on_a_phone_eight_columns_show_every_bug_and_say_how_many_are_left_out(self, alarms):
        shown = bug_checks.ON_A_PHONE
        assert len(shown) == 8
        assert all(SEEDS in (row[column] for column in shown) for name, row in alarms.items() if name != "none")
        figure = bug_checks.draw(narrow=True)
        labels = [label.get_text() for label in figure.axes[0].get_xticklabels()]
        assert labels == [(CHECKS | LOOKS)[column] for column in shown]
        assert figure.get_supxlabel() == "7 columns more on a wide screen"

    def test_a_carried_state_trips_six_checks(self, alarms):
        row = alarms["state_carried"]
        assert sum(row[check] == SEEDS for check in CHECKS) == 6
        assert not any(row[look] for look in LOOKS)

    def test_nine_of_eleven_bugs_of_data_and_state_keep_the_norms(self, measured):
        def kept(name):
            right, bug = measured.bugs["none"], measured.bugs[name]
            ratios = [bug[p][b].mean / right[p][b].mean for p in ("early", "late") for b in right[p]]
            return min(ratios) > 1 / 3 and max(ratios) < 3

        of_loss_or_optimiser = {"softmax_twice", "rate_too_high", "gradients_add", "layer_left_out"}
        others = set(bug_checks.NAMES) - of_loss_or_optimiser - {"none"}
        assert len(others) == 11
        assert sum(map(kept, others)) == 9
        assert not any(map(kept, of_loss_or_optimiser))


TOLD = (
    "Two fall to 0 and serve 11.1 and 1.8; three stay far above the pair table; the last row looks right, and padding "
    "in the loss even better than right."
)


class TestCurves:
    @says(bug_curves, "Training loss without a bug and with eight.")
    def test_eight_bugs_have_a_panel_beside_none(self):
        assert len(set(bug_curves.PANELS) - {"none"}) == 8
        assert bug_curves.PANELS[0] == "none"
        assert list(bug_curves.arrays()) == list(bug_curves.PANELS)
        titles = [axes.get_title("left") for axes in bug_curves.draw().axes]
        assert titles == [bug_checks.NAMES[name] for name in bug_curves.PANELS]

    @says(bug_curves, TOLD)
    def test_the_alternative_text_has_the_right_numbers(self):
        plotted = bug_curves.arrays()
        served = {name: of_bug["served"].mean() for name, of_bug in plotted.items()}
        assert bug_curves.TOO_GOOD == ("unshifted", "both_directions")
        assert [f"{served[name]:.1f}" for name in bug_curves.TOO_GOOD] == ["11.1", "1.8"]
        assert all(plotted[name]["curve"][:, -1].mean() < 0.05 for name in bug_curves.TOO_GOOD)

    @says(bug_curves, TOLD)
    def test_three_stay_far_above_the_pair_table(self, measured):
        plotted, pairs = bug_curves.arrays(), measured.baselines.pairs
        for name in bug_curves.TOO_BAD:
            assert plotted[name]["curve"][:, -5:].mean() > pairs + 0.5
            assert plotted[name]["curve"].min() > pairs + 0.5
        assert len(bug_curves.TOO_BAD) == 3

    @says(bug_curves, TOLD)
    def test_the_last_row_reports_less_than_the_pair_table(self, measured):
        assert bug_curves.PANELS[-bug_curves.COLUMNS :] == bug_curves.LOOKS_FINE
        for name in bug_curves.LOOKS_FINE:
            assert measured.bugs[name].reported.mean < measured.baselines.pairs
        assert measured.bugs["pads_counted"].reported.mean < measured.bugs["none"].reported.mean
        assert max(measured.bugs["pads_counted"].reported["values"]) < min(measured.bugs["none"].reported["values"])
        assert np.all(bug_curves.arrays()["pads_counted"]["served"] > bug_curves.arrays()["none"]["served"].min())

    @says(
        bug_curves,
        "Line: the loss that training reports.",
        "Diamond: the loss of the same network in service, with a number where it lies above the panel.",
        "Dashed: a table of pairs; dotted: the source.",
    )
    @pytest.mark.parametrize("narrow", [False, True])
    def test_each_panel_has_its_loss_its_diamond_and_both_baselines(self, measured, narrow):
        panels, plotted = bug_curves.draw(narrow).axes, bug_curves.arrays()
        for axes, of_bug in zip(panels, plotted.values(), strict=True):
            dashed, dotted, line, diamond = axes.lines
            assert dashed.get_ydata() == [measured.baselines.pairs] * 2
            assert dotted.get_ydata() == [measured.baselines.source] * 2
            long, short = (line._dash_pattern[1][0] / line.get_linewidth() for line in (dashed, dotted))
            assert long > 2 * short
            (top,) = {axes.get_ylim()[1]}
            np.testing.assert_array_equal(line.get_ydata(), np.minimum(of_bug["curve"], top).mean(0))
            served = of_bug["served"].mean()
            assert diamond.get_marker() == "D"
            inside = served <= top
            assert (diamond.get_ydata() == [served]) == inside
            assert [text.get_text() for text in axes.texts] == ([] if inside else [f"{served:.1f}"])

    def test_four_bugs_report_better_and_serve_no_better(self, measured):
        right = measured.bugs["none"]
        better = [name for name in bug_checks.NAMES if measured.bugs[name].reported.mean < right.reported.mean]
        assert sorted(better) == ["both_directions", "pads_counted", "pads_divide", "unshifted"]
        assert all(measured.bugs[n].served.loss.mean > right.served.loss.mean - right.served.loss.sd for n in better)
