"""The cell drawings: wires meet their ports, and a spotlight mutes the rest; `test_meaning` has what they compute."""

from itertools import pairwise

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import FancyBboxPatch, PathPatch, Polygon

from scripts.figures import kit
from scripts.figures.kit.cell import KEY, KEY_NARROW, LSTM, LSTM_NARROW
from scripts.figures.kit.cells import small
from scripts.figures.kit.diagram import Diagram, Node, Wire
from scripts.figures.kit.gru import AFTER, AFTER_NARROW, BEFORE, BEFORE_NARROW
from scripts.figures.kit.pen import Pen
from scripts.figures.q01_lstm_architecture import lstm_unrolled
from scripts.figures.q11_lstm_variants import peephole_cell

DRAWINGS = {
    "lstm": LSTM,
    "narrow lstm": LSTM_NARROW,
    "gru after": AFTER,
    "gru before": BEFORE,
    "narrow gru after": AFTER_NARROW,
    "narrow gru before": BEFORE_NARROW,
    "unrolled": lstm_unrolled.unrolled(),
    "narrow unrolled": lstm_unrolled.unrolled(lstm_unrolled.NARROW),
    "peepholes": peephole_cell.peepholes(),
    "narrow peepholes": peephole_cell.peepholes(narrow=True),
    "half-size lstm": small(LSTM, 62),
    "narrow half-size lstm": small(LSTM_NARROW, 66),
    "key": KEY,
    "narrow key": KEY_NARROW,
}
SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1))


@pytest.fixture(params=DRAWINGS)
def drawing(request):
    return DRAWINGS[request.param]


@pytest.fixture
def axes():
    return kit.canvas(height=5.5)[1]


class TestGeometry:
    def test_both_ends_of_every_wire_are_ports_of_its_nodes(self, drawing):
        for wire in drawing.wires:
            start, *_, end = drawing.route(wire)
            assert start in [drawing.nodes[wire.start].port(side) for side in SIDES], wire.name
            assert end in [drawing.nodes[wire.end].port(side) for side in SIDES], wire.name

    def test_wires_are_level_or_upright_and_never_double_back(self, drawing):
        for wire in drawing.wires:
            legs = list(pairwise(drawing.route(wire)))
            for (x0, y0), (x1, y1) in legs:
                assert (x0 == x1) != (y0 == y1), wire.name
            for (a, b), (_, c) in pairwise(legs):
                assert (a[0] == b[0]) != (b[0] == c[0]), wire.name

    def test_wires_leave_a_node_outwards_and_arrive_from_outside(self, drawing):
        for wire in drawing.wires:
            route = drawing.route(wire)
            for name, port, beyond in ((wire.start, route[0], route[1]), (wire.end, route[-1], route[-2])):
                node = drawing.nodes[name]
                out = np.sign([beyond[0] - port[0], beyond[1] - port[1]])
                assert node.port(tuple(int(s) for s in out)) == port, wire.name

    def test_no_wire_runs_through_a_node_that_it_does_not_serve(self, drawing):
        for wire in drawing.wires:
            for (x0, y0), (x1, y1) in pairwise(drawing.route(wire)):
                for name, node in drawing.nodes.items():
                    if name in (wire.start, wire.end) or node.kind in ("box", "port", "state"):
                        continue
                    apart_x = max(min(x0, x1) - node.x, node.x - max(x0, x1)) >= max(node.width / 2, 3)
                    apart_y = max(min(y0, y1) - node.y, node.y - max(y0, y1)) >= max(node.height / 2, 3)
                    assert apart_x or apart_y, f"{wire.name} runs through {name}"

    def test_wires_cross_only_where_one_runs_over_the_other(self, drawing):
        for wire in drawing.wires:
            assert wire.over or not drawing.crossings(wire), wire.name

    def test_no_two_wires_lie_on_each_other(self, drawing):
        legs = [(wire, *leg) for wire in drawing.wires for leg in pairwise(drawing.route(wire))]
        for k, (wire, a, b) in enumerate(legs):
            for other, c, d in legs[k + 1 :]:
                for axis in (0, 1):
                    if a[axis] == b[axis] == c[axis] == d[axis]:
                        along = 1 - axis
                        overlap = min(max(a[along], b[along]), max(c[along], d[along])) - max(
                            min(a[along], b[along]), min(c[along], d[along])
                        )
                        assert overlap <= 0, f"{wire.name} lies on {other.name}"

    def test_every_wire_is_drawn_from_port_to_port(self, drawing, axes):
        Pen(axes, drawing).draw(None)
        lines = [
            (p.get_path().vertices[0], p.get_path().vertices[-1]) for p in axes.patches if isinstance(p, PathPatch)
        ]
        tips = [p.get_xy()[0] for p in axes.patches if isinstance(p, Polygon)]
        for wire in drawing.wires:
            start, before, end = (drawing.route(wire)[k] for k in (0, -2, -1))
            drawn_to = [last for first, last in lines if np.hypot(*(first - start)) < 1e-9]
            if drawing.nodes[wire.end].kind in ("merge", "fork"):
                assert min(np.hypot(*(last - end)) for last in drawn_to) < 1e-9, wire.name
            else:
                assert min(np.hypot(*(tip - end)) for tip in tips) < 1e-9, wire.name
                level = int(before[1] == end[1])
                on_the_way = [last for last in drawn_to if last[level] == end[level]]
                assert 0 < min(np.hypot(*(last - end)) for last in on_the_way) < 10, wire.name

    def test_ports_lie_on_the_outline_that_is_drawn(self, axes):
        nodes = {
            "box": Node("layer", 100, 100, "tanh", width=60, height=40),
            "op": Node("pointwise", 200, 100, "times"),
        }
        nodes["op"] = nodes["op"]._replace(width=20, height=20)
        Pen(axes, Diagram(nodes, ())).draw(None)
        (box,) = (patch for patch in axes.patches if isinstance(patch, FancyBboxPatch))
        assert nodes["box"].port((1, 0)) == (box.get_x() + box.get_width(), 100) == (130, 100)
        assert nodes["box"].port((0, -1)) == (100, box.get_y()) == (100, 80)
        (circle,) = axes.lines
        assert circle.get_markersize() == 20
        assert nodes["op"].port((-1, 0)) == (200 - circle.get_markersize() / 2, 100)

    def test_an_oblique_wire_has_to_say_which_way_it_goes(self):
        nodes = {"a": Node("fork", 0, 0), "b": Node("fork", 9, 9)}
        wire = Wire("a", "b")
        with pytest.raises(ValueError, match="neither level nor upright"):
            Diagram(nodes, (wire,)).route(wire)


class TestSpotlight:
    def test_every_part_names_nodes_and_wires_that_exist(self, drawing):
        everything = drawing.lit(None)
        for part, names in drawing.parts.items():
            assert names <= everything, part
            assert names, part

    def test_a_lit_wire_has_both_its_ends_lit_or_an_arrow_into_what_is_muted(self):
        for part, names in LSTM.parts.items():
            for wire in LSTM.wires:
                if wire.name in names and LSTM.nodes[wire.end].kind in ("pointwise", "fork", "merge", "state"):
                    assert wire.end in names, f"{part}: {wire.name}"

    def test_the_four_steps_together_are_the_whole_cell(self):
        steps = LSTM.lit(["layers", "keep", "add", "show"])
        assert steps == LSTM.lit(None)

    @pytest.mark.parametrize(("gate", "tone"), [("forget", kit.FORGET), ("output", kit.OUTPUT)])
    def test_the_lit_layer_has_its_colour_and_the_others_are_muted(self, axes, gate, tone):
        kit.cell(axes, {gate})
        edges = [to_hex(p.get_edgecolor()) for p in axes.patches if isinstance(p, FancyBboxPatch)]
        assert sorted(edges) == sorted([tone, kit.RULE, kit.RULE, kit.RULE])
        wires = {to_hex(p.get_edgecolor()) for p in axes.patches if isinstance(p, PathPatch)}
        assert wires & {kit.FORGET, kit.INPUT, kit.CANDIDATE, kit.OUTPUT} == {tone}
        letters = {text.get_text(): text.get_color() for text in axes.texts}
        assert letters[LSTM.nodes[gate[0]].letter] == tone
        assert {letters[f"${k}_t$"] for k in "ifgo" if k != gate[0]} == {kit.MUTED}

    def test_without_a_spotlight_nothing_is_muted(self, axes):
        kit.cell(axes)
        assert kit.RULE not in {to_hex(p.get_edgecolor()) for p in axes.patches}
        assert kit.MUTED not in {text.get_color() for text in axes.texts}

    def test_an_unknown_part_is_refused_with_those_that_exist(self, axes):
        with pytest.raises(ValueError, match=r"no part forgot .* it has add, candidate, cell_path"):
            kit.cell(axes, {"forgot"})
        with pytest.raises(ValueError, match="expected 'after' or 'before'"):
            kit.gru(axes, reset="around")
