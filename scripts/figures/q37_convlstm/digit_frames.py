"""What three networks make of the next frames of one film."""

import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from scripts.figures import kit

ALT = (
    "One test film, forecast 1, 2 and 4 frames ahead. All forecasts blur. With about as many weights, the ConvLSTM "
    "keeps the digit's place for two frames and has faded at the fourth; the flattened LSTM draws a cloud. With 82 "
    "times the weights the flattened LSTM follows to the fourth."
)
CAPTION = (
    "Compare each row with the first: all blur. One ahead, the ConvLSTM has place and hole; the flattened LSTM "
    "of its size draws a cloud. Four ahead only the large one follows."
)
ROWS = (
    ("to_come", "what came"),
    ("conv", "ConvLSTM"),
    ("full", "LSTM, about as\nmany weights"),
    ("full_wide", "LSTM, 82 times\nthe weights"),
)
STEPS = (1, 2, 4)  # ahead
LEVELS = 4  # of grey: few make a small file


def arrays() -> dict[str, np.ndarray]:
    """Return the last frame seen (16, 16), and of each of ROWS the frames at STEPS (3, 16, 16), in sixteenths."""
    film = kit.data("moving_digits").film
    ahead = [step - 1 for step in STEPS]
    return {"seen": np.array(film.seen[-1]), **{name: np.array(film[name])[ahead] for name, _ in ROWS}}


def draw(narrow=False):
    """Draw a row of frames for each network, below what came."""
    cell, left, gap = (2.8, 108.0, 9.0) if narrow else (4.4, 140.0, 16.0)
    side, head = 16 * cell, 28.0
    height = head + len(ROWS) * (side + gap)
    figure, axes = kit.canvas(height=height / 72, narrow=narrow)
    plotted, top = arrays(), height - head
    for j, says in enumerate(["last seen", *(f"{step} ahead" for step in STEPS)]):
        at = left + j * (side + gap)
        axes.text(at + side / 2, top + 8, says, size=9.5 if narrow else 10, ha="center", color=kit.MUTED)
        shown = [plotted["seen"]] if j == 0 else [plotted[name][j - 1] for name, _ in ROWS]
        for i, image in enumerate(shown):
            frame(axes, (at, top - i * (side + gap) - side), image, cell)
    for i, (_, says) in enumerate(ROWS):
        axes.text(6, top - i * (side + gap) - side / 2, says, va="center", linespacing=1.3)
    return figure


def frame(axes, corner: tuple[float, float], image: np.ndarray, cell: float) -> None:
    """Draw one frame: a path for each level of grey, of runs of pixels."""
    outline = box(corner, 16 * cell, 16 * cell)
    axes.add_patch(PathPatch(Path(*outline), fc="none", ec=kit.RULE, lw=0.7))
    levels = np.round(image / 16 * LEVELS).astype(int)
    for level in range(1, LEVELS + 1):
        boxes = [
            box((corner[0] + n * cell, corner[1] + (15 - m) * cell), width * cell, cell)
            for m, row in enumerate(levels)
            for n, width in runs(row == level)
        ]
        if boxes:
            whole = Path.make_compound_path(*(Path(*one) for one in boxes))
            axes.add_patch(PathPatch(whole, fc=kit.INK, alpha=level / LEVELS, lw=0))


def runs(lit: np.ndarray) -> list[tuple[int, int]]:
    """Where runs of lit pixels begin in a row, and how long they are."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], lit, [False]]).astype(int)))
    return [(int(a), int(b - a)) for a, b in edges.reshape(-1, 2)]


def box(corner: tuple[float, float], width: float, height: float) -> tuple[list, list]:
    """The points and codes of a rectangle's path."""
    x, y = corner
    points = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
    return points, [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
