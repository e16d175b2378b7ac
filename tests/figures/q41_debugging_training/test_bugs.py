"""The figures of the planted bugs show what their texts and the page say, on the arrays that are plotted."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q41_debugging_training import bug_checks, bug_curves
from scripts.figures.q41_debugging_training.bug_checks import CHECKS, LOOKS

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
    def test_every_bug_and_every_check_is_drawn(self, alarms, measured):
        assert set(alarms) == set(measured.bugs)
        assert set(CHECKS) == set(measured.checks["none"])
        assert all(set(row) == {*CHECKS, *LOOKS} for row in alarms.values())

    def test_without_a_bug_nothing_fires_on_further_seeds_either(self, alarms, measured):
        assert not any(alarms["none"].values())
        assert not any(measured.false_alarms[name] for name in CHECKS)

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

    def test_cut_windows_escape_every_check_and_nothing_else_does(self, alarms):
        silent = [name for name, row in alarms.items() if not any(row[check] for check in CHECKS)]
        assert silent == ["none", "windows_cut"]
        assert alarms["windows_cut"]["memory"] == SEEDS
        assert alarms["windows_cut"]["curve"] == 0

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


class TestCurves:
    def test_the_alternative_text_has_the_right_numbers(self):
        plotted = bug_curves.arrays()
        served = {name: of_bug["served"].mean() for name, of_bug in plotted.items()}
        assert f"{served['unshifted']:.1f}" in bug_curves.ALT
        assert f"{served['both_directions']:.1f}" in bug_curves.ALT
        assert all(plotted[name]["curve"][:, -1].mean() < 0.05 for name in bug_curves.TOO_GOOD)

    def test_three_stay_far_above_the_pair_table(self, measured):
        plotted, pairs = bug_curves.arrays(), measured.baselines.pairs
        for name in bug_curves.TOO_BAD:
            assert plotted[name]["curve"][:, -5:].mean() > pairs + 0.5
        assert len(bug_curves.TOO_BAD) == 3

    def test_the_last_row_reports_less_than_the_pair_table(self, measured):
        for name in bug_curves.LOOKS_FINE:
            assert measured.bugs[name].reported.mean < measured.baselines.pairs
        assert measured.bugs["pads_counted"].reported.mean < measured.bugs["none"].reported.mean
        assert np.all(bug_curves.arrays()["pads_counted"]["served"] > bug_curves.arrays()["none"]["served"].min())

    def test_four_bugs_report_better_and_serve_no_better(self, measured):
        right = measured.bugs["none"]
        better = [name for name in bug_checks.NAMES if measured.bugs[name].reported.mean < right.reported.mean]
        assert sorted(better) == ["both_directions", "pads_counted", "pads_divide", "unshifted"]
        assert all(measured.bugs[n].served.loss.mean > right.served.loss.mean - right.served.loss.sd for n in better)
