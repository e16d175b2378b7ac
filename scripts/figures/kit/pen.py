"""How the five primitives look: learned layer, pointwise operation, wire, merge and fork."""

from collections.abc import Iterable

from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.patches import FancyBboxPatch, Patch, PathPatch, Polygon
from matplotlib.path import Path

from scripts.figures.kit.diagram import Diagram, Node, Point, Wire
from scripts.figures.kit.palette import DASHES, INK, MUTED, PAPER, RULE

CORNER = 9.0
HEAD = (7.0, 3.3)  # an arrow head's length and half its width
CLEAR = 3.2  # paper on either side of a wire that runs over another
TINT = 0.15
ROOMY = 60.0  # width of a layer that holds its name in full size
ACTIVATION = {"sigmoid": ("σ", 13), "tanh": ("tanh", 11), "linear": ("affine", 11)}


class Pen:
    """Draws a diagram on axes whose unit is the point, moved to `origin` and scaled; type keeps its size."""

    def __init__(self, axes: Axes, diagram: Diagram, *, origin: Point = (0, 0), scale: float = 1, brief=False) -> None:
        """Take the place to draw in. `brief` leaves out the names in layers, for drawings at half size."""
        self.axes, self.diagram, self.origin, self.scale, self.brief = axes, diagram, origin, scale, brief
        self.small = 15 if scale == 1 else 12
        self.line = scale**0.5  # lines get thinner with the drawing, though less than it gets smaller

    def draw(self, spotlight: Iterable[str] | None) -> None:
        """Draw every wire and node: those in the spotlight in full, the rest muted and beneath them."""
        lit = self.diagram.lit(spotlight)
        for wire in self.diagram.wires:
            self._wire(wire, wire.name in lit)
        for name, node in self.diagram.nodes.items():
            getattr(self, f"_{node.kind}")(node, name in lit)

    def _place(self, point: Point) -> Point:
        return self.origin[0] + self.scale * point[0], self.origin[1] + self.scale * point[1]

    def _wire(self, wire: Wire, lit: bool) -> None:
        points = [self._place(point) for point in self.diagram.route(wire)]
        tone, weight = (wire.tone, wire.weight * self.line) if lit else (RULE, 1.0 * self.line)
        level = (3.0 if lit else 2.0) + (0.4 if wire.over else 0.0)
        if self.diagram.nodes[wire.end].kind not in ("merge", "fork"):
            points[-1] = self._head(points[-2:], tone, weight, level)
        for x, y in self.diagram.crossings(wire) if wire.over else ():
            gap = Path([self._place((x - CLEAR, y)), self._place((x + CLEAR, y))])
            self._stroke(gap, PAPER, weight + 2 * CLEAR * self.line, level - 0.1)
        self._stroke(self._rounded(points), tone, weight, level, ls=DASHES.get(tone, "-"))

    def _head(self, leg: list[Point], tone: str, weight: float, level: float) -> Point:
        """Draw an arrow head at the end of a wire's last leg and return where the line has to stop beneath it."""
        (x0, y0), (x1, y1) = leg
        length = abs(x1 - x0) + abs(y1 - y0)
        dx, dy = (x1 - x0) / length, (y1 - y0) / length
        grown = self.line * (0.75 + 0.17 * weight)
        long, half = HEAD[0] * grown, HEAD[1] * grown
        base = (x1 - dx * long, y1 - dy * long)
        corners = [(x1, y1), (base[0] - dy * half, base[1] + dx * half), (base[0] + dy * half, base[1] - dx * half)]
        self._add(Polygon(corners, closed=True, fc=tone, ec="none", zorder=level + 0.2))
        return x1 - dx * long * 0.8, y1 - dy * long * 0.8

    def _rounded(self, points: list[Point]) -> Path:
        """Return the path along the points, its corners rounded."""
        vertices, codes = [points[0]], [Path.MOVETO]
        for before, corner, after in zip(points, points[1:], points[2:], strict=False):
            vertices += [self._toward(corner, before), corner, self._toward(corner, after)]
            codes += [Path.LINETO, Path.CURVE3, Path.CURVE3]
        return Path([*vertices, points[-1]], [*codes, Path.LINETO])

    def _toward(self, corner: Point, other: Point) -> Point:
        """Return where the rounding of a corner ends on the leg toward the other point."""
        length = abs(other[0] - corner[0]) + abs(other[1] - corner[1])
        part = min(CORNER * self.scale, length / 2) / length
        return corner[0] + (other[0] - corner[0]) * part, corner[1] + (other[1] - corner[1]) * part

    def _disc(self, at: Point, radius: float, fill: str, edge: str, weight: float) -> None:
        """Draw a circle, as a marker: the SVG then holds its outline once."""
        style = {"mfc": fill, "mec": edge, "mew": weight, "clip_on": False, "zorder": 5}
        self.axes.plot(*at, marker="o", ms=2 * radius, **style)

    def _add(self, patch: Patch) -> None:
        self.axes.add_patch(patch).set_clip_on(False)

    def _stroke(self, path: Path, tone: str, weight: float, level: float, **options) -> None:
        options = {"capstyle": "butt"} | options
        self._add(PathPatch(path, fc="none", ec=tone, lw=weight, zorder=level, **options))

    def _write(self, at: Point, text: str, size: float, tone: str, **options) -> None:
        options = {"ha": "center", "va": "center_baseline"} | options
        self.axes.text(*self._place(at), text, size=size, color=tone, zorder=6, **options)

    def _layer(self, node: Node, lit: bool) -> None:
        corner = self._place((node.x - node.width / 2, node.y - node.height / 2))
        size = (node.width * self.scale, node.height * self.scale)
        tone, box = node.tone if lit else RULE, f"round,pad=0,rounding_size={5 * self.scale}"
        weight = (1.8 if lit else 1.0) * self.line
        tint = to_rgba(tone, TINT if lit else 0.0)
        self._add(FancyBboxPatch(corner, *size, boxstyle=box, fc=tint, ec=tone, lw=weight, zorder=5))
        if self.brief:
            self._write((node.x, node.y), node.letter or node.text, self.small, node.tone if lit else MUTED)
            return
        activation, points = ACTIVATION[node.does]
        size = 14 if node.text.startswith("$") else 11 if node.width >= ROOMY else 9.5
        self._write((node.x, node.y + node.height * 0.2), node.text, size, INK if lit else MUTED)
        self._write((node.x, node.y - node.height * 0.22), activation, points, INK if lit else MUTED)
        beside = (node.x + 7, node.y + node.height / 2 + 12)
        self._write(beside, node.letter, 15, node.tone if lit else MUTED, ha="left")

    def _pointwise(self, node: Node, lit: bool) -> None:
        self._pill(node, INK if lit else RULE, (1.7 if lit else 1.0) * self.line)
        ink = INK if lit else MUTED
        if node.does not in ("times", "plus"):
            self._write((node.x, node.y), node.text, 9.5 if self.brief else 11, ink)
            if not self.brief:
                beside = (node.x + node.width / 2 + 6, node.y)
                self._write(beside, node.letter, 15, node.tone if lit else MUTED, ha="left")
            return
        reach, turn = node.height * 0.27, 0.5**0.5
        for dx, dy in ((1, 0), (0, 1)) if node.does == "plus" else ((turn, turn), (turn, -turn)):
            ends = [self._place((node.x + sign * dx * reach, node.y + sign * dy * reach)) for sign in (-1, 1)]
            self._stroke(Path(ends), ink, 1.7 * self.line, 6, capstyle="round")

    def _pill(self, node: Node, tone: str, weight: float) -> None:
        """Draw a circle, or a pill if the node is wider than high."""
        (x, y), radius = self._place((node.x, node.y)), node.height / 2 * self.scale
        reach = (node.width - node.height) / 2 * self.scale
        if not reach:
            self._disc((x, y), radius, PAPER, tone, weight)
            return
        right, left = Path.arc(-90, 90), Path.arc(90, 270)
        ends = [right.vertices * radius + (x + reach, y), left.vertices * radius + (x - reach, y)]
        codes = [*right.codes, Path.LINETO, *left.codes[1:], Path.CLOSEPOLY]
        outline = Path([*ends[0], *ends[1], ends[0][0]], codes)
        self._add(PathPatch(outline, fc=PAPER, ec=tone, lw=weight, zorder=5))

    def _box(self, node: Node, lit: bool) -> None:
        """Draw a whole cell seen from outside, its name near its lower edge."""
        corner = self._place((node.x - node.width / 2, node.y - node.height / 2))
        size, box = (node.width * self.scale, node.height * self.scale), f"round,pad=0,rounding_size={9 * self.scale}"
        tone, weight = INK if lit else RULE, (1.5 if lit else 1.0) * self.line
        self._add(FancyBboxPatch(corner, *size, boxstyle=box, fc="none", ec=tone, lw=weight, zorder=1))
        self._write((node.x, node.y - node.height * 0.12), node.text, 11, INK if lit else MUTED)

    def _port(self, node: Node, lit: bool) -> None:
        """Draw nothing: a port is only where a wire meets a box."""

    def _merge(self, node: Node, lit: bool) -> None:
        tone, at = INK if lit else RULE, self._place((node.x, node.y))
        self._disc(at, 4.2 * self.line, PAPER, tone, 1.6 * self.line)

    def _fork(self, node: Node, lit: bool) -> None:
        radius = (3.2 if lit else 2.3) * self.line
        tone = INK if lit else RULE
        self._disc(self._place((node.x, node.y)), radius, tone, tone, 0.0)

    def _state(self, node: Node, lit: bool) -> None:
        """Write the state's symbol beyond the wire's end, on the side that the table says."""
        dx, dy = {"left": (-1, 0), "right": (1, 0), "top": (0, 1), "bottom": (0, -1)}[node.does]
        align = {"ha": {-1: "right", 1: "left"}.get(dx, "center")}
        if dy:
            align["va"] = "top" if dy < 0 else "bottom"
        at, size = (node.x + 6 * dx, node.y + 5 * dy), max(self.small, 17 * self.scale)
        self._write(at, node.text, size, INK if lit else MUTED, **align)
