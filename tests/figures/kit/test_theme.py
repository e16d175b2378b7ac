"""What makes the plots one family: labels at the ends of lines, ticks at decades, small multiples."""

from itertools import pairwise

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.kit.theme import TEXT, _spread


@pytest.fixture
def axes():
    return kit.figure(height=3).add_subplot()


def labels(axes):
    axes.figure.draw_without_rendering()
    return {text.get_text(): text.get_window_extent() for text in axes.texts}


class TestEndLabels:
    def test_each_line_is_named_at_its_end_in_its_colour(self, axes):
        (line,) = axes.plot([0, 1, 2], [3, 2, 1], color=kit.CANDIDATE, label="gated")
        kit.end_labels(axes, [line])
        (text,) = axes.texts
        box = labels(axes)["gated"]
        end = axes.transData.transform((2, 1))
        assert text.get_color() == kit.CANDIDATE
        assert 0 < box.x0 - end[0] < 10
        assert abs((box.y0 + box.y1) / 2 - end[1]) < 4

    def test_labels_that_would_touch_are_pushed_apart_and_keep_their_order(self, axes):
        ends = (1.0, 1.02, 1.01, 3.0)
        lines = [axes.plot([0, 1], [0, end], color=kit.INK, label=str(end))[0] for end in ends]
        kit.end_labels(axes, lines)
        boxes = labels(axes)
        low, middle, high, alone = (boxes[str(end)] for end in sorted(ends))
        assert low.y1 <= middle.y0
        assert middle.y1 <= high.y0
        assert abs((alone.y0 + alone.y1) / 2 - axes.transData.transform((1, 3.0))[1]) < 4

    def test_they_stand_right_on_a_logarithmic_scale_too(self, axes):
        (line,) = axes.plot([1, 100], [1e-9, 1e-3], color=kit.INK, label="low")
        kit.log_decades(axes.yaxis, every=3)
        kit.end_labels(axes, [line])
        box = labels(axes)["low"]
        assert abs((box.y0 + box.y1) / 2 - axes.transData.transform((100, 1e-3))[1]) < 4

    def test_the_room_between_them_is_that_of_the_finished_layout(self, axes):
        axes.set(xlabel="a label", title="a title\nof two lines\nor of three")
        ends = [0.9, 0.95, 1.0, 1.05, 1.1]
        lines = [axes.plot([0, 1], [0, end], color=kit.INK, label=str(end))[0] for end in ends]
        kit.end_labels(axes, lines)
        boxes = labels(axes)
        middles = [(boxes[str(end)].y0 + boxes[str(end)].y1) / 2 for end in ends]
        assert np.diff(middles) == pytest.approx(np.full(4, TEXT * 1.25), abs=0.1)

    def test_the_figure_still_passes_as_legible(self, axes):
        lines = [axes.plot([0, 1], [0, 1 + k / 99], color=kit.INK, label=f"line {k}")[0] for k in range(6)]
        kit.end_labels(axes, lines)
        kit.render(axes.figure, "alt", "caption")


def test_spreading_moves_nothing_that_has_room_and_keeps_the_middle_of_what_has_not():
    assert _spread([0, 50, 100], 10) == [0, 50, 100]
    assert _spread([50, 50], 10) == [45, 55]
    assert _spread([51, 50, 49, 200], 10) == [60, 50, 40, 200]
    places = np.array(_spread([1, 2, 3, 12, 13, 100], TEXT))
    assert (np.diff(places) >= TEXT - 1e-9).all()


@pytest.mark.parametrize(
    ("value", "written"),
    [(1, "1"), (1000, "1,000"), (0.01, "0.01"), (1e4, r"$\mathregular{10^{4}}$"), (1e-31, r"$\mathregular{10^{-31}}$")],
)
def test_decades_are_written_out_near_one(value, written):
    assert kit.decade(value) == written


def test_ticks_stand_at_every_nth_decade(axes):
    axes.plot([1, 2], [1e-12, 1], color=kit.INK)
    kit.log_decades(axes.yaxis, every=4)
    ticks = [tick for tick in axes.get_yticks() if 1e-12 <= tick <= 1]
    assert ticks == pytest.approx([1e-12, 1e-8, 1e-4, 1])
    assert list(axes.get_yticks(minor=True)) == []


def test_small_multiples_share_their_scales():
    _, axes = kit.small_multiples(2, 3, height=4)
    assert axes.shape == (2, 3)
    axes[0, 0].set(xlim=(0, 7), ylim=(-2, 2))
    assert {(one.get_xlim(), one.get_ylim()) for one in axes.flat} == {((0, 7), (-2, 2))}


def test_on_a_narrow_figure_the_same_panels_stand_in_reading_order_one_below_the_other():
    figure, panels = kit.small_multiples(2, 2, height=8, narrow=True)
    assert panels.shape == (2, 2)
    figure.draw_without_rendering()
    boxes = [axes.get_position() for axes in panels.flat]
    assert all(above.y0 > below.y1 for above, below in pairwise(boxes))
    assert {(box.x0, box.x1) for box in boxes} == {(boxes[0].x0, boxes[0].x1)}
    assert kit.lowest(panels) == [panels[1, 1]]


@pytest.mark.parametrize(
    ("shape", "narrow", "below"), [((2, 3), False, [3, 4, 5]), ((2, 3), True, [4, 5]), ((1, 5), True, [3, 4])]
)
def test_the_lowest_panels_have_the_ticks_of_the_shared_axis(shape, narrow, below):
    figure, panels = kit.small_multiples(*shape, height=6, narrow=narrow, across=2)
    panels[0, 0].set_xticks([0, 1])
    figure.draw_without_rendering()
    every = list(panels.flat)
    assert [every.index(axes) for axes in kit.lowest(panels)] == below
    ticked = [at for at, axes in enumerate(every) if axes.xaxis.get_majorticklabels()]
    assert ticked == below
    assert len(figure.axes) == len(every)


def test_the_canvas_counts_in_points_from_bottom_left():
    figure, axes = kit.canvas(height=2)
    assert axes.transData.transform([(0, 0), (504, 144)]) == pytest.approx(np.array([[0, 0], [504, 144]]))
    assert figure.dpi == 72
