"""Gates and states of a two-unit LSTM that carries a subject's number past another noun to the verb."""

import numpy as np

from scripts.figures import kit
from scripts.reference import bptt, lstm

ALT = (
    "Gates of one unit over 'The keys to the old cabinet are': the input gate opens at keys and stays shut at cabinet, "
    "the output gate opens at the verb. The cell state holds the number all the way; without U, cabinet erases it."
)
CAPTION = (
    "A two-unit cell with weights set by hand. Solid: keys, cabinet, are. Hollow: key, cabinets, is, with the same "
    "gates. Crosses: without $U$ the second noun cancels the number."
)

NOUN, NUMBER, VERB = np.eye(3)
WORDS = ("The", "keys", "to", "the", "old", "cabinet", "are")
PLURAL, SINGULAR = NOUN + NUMBER, NOUN - NUMBER
GATES = {"i": kit.INPUT, "f": kit.FORGET, "o": kit.OUTPUT}


def cell(recurrent: bool = True) -> lstm.Params:
    """Return the hand-set weights: unit 1 holds the number, unit 2 that a noun has been seen."""
    W = np.array([8 * NOUN, 8 * NOUN, 0 * NOUN, 0 * NOUN, 2 * NUMBER, 2 * NOUN, 8 * VERB, 0 * VERB])
    U = np.zeros((8, 2))
    U[0, 1] = -12.0 if recurrent else 0.0  # "a noun was seen" closes the input gate of the number
    b = np.array([-4.0, -4.0, 5.0, 5.0, 0.0, 0.0, -4.0, 4.0])
    return lstm.Params(W, U, b)


def trajectory(subject: np.ndarray, other: np.ndarray, recurrent: bool = True) -> dict[str, np.ndarray]:
    """Return i, f, g, o, c, h of unit 1, one number per word."""
    xs = np.zeros((len(WORDS), 1, 3))
    xs[1, 0], xs[5, 0], xs[6, 0] = subject, other, VERB
    start = np.zeros((1, 2))
    hs, cs, caches = bptt.forward(xs, start, start, cell(recurrent))
    gates = {name: np.array([getattr(cache, name)[0, 0] for cache in caches]) for name in "ifgo"}
    return gates | {"c": cs[:, 0, 0], "h": hs[:, 0, 0]}


def arrays() -> dict[str, dict[str, np.ndarray]]:
    """Return the three runs that are drawn."""
    return {
        "plural": trajectory(PLURAL, SINGULAR),
        "singular": trajectory(SINGULAR, PLURAL),
        "no U": trajectory(PLURAL, SINGULAR, recurrent=False),
    }


def draw(narrow=False):
    """Draw five strips, one bar per word: three gates, then the cell state and the hidden state."""
    runs = arrays()
    figure = kit.figure(height=5.0 if narrow else 4.6, narrow=narrow)
    figure.get_layout_engine().set(h_pad=0.05)
    strips = figure.subplots(5, 1, sharex=True, height_ratios=[2, 2, 2, 3, 3])
    places = np.arange(len(WORDS))

    for axes, (name, colour) in zip(strips, GATES.items(), strict=False):
        axes.bar(places, runs["plural"][name], 0.6, color=colour)
        axes.set(ylim=(0, 1.05), yticks=[0, 1])
        _name(axes, f"${name}_t$", colour)
    for axes, name in zip(strips[3:], ("c", "h"), strict=True):
        axes.bar(places, runs["plural"][name], 0.6, color=kit.INK)
        axes.bar(places, runs["singular"][name], 0.6, fill=False, edgecolor=kit.INK, lw=1.2)
        axes.plot(places[-2:], runs["no U"][name][-2:], "x", color=kit.PAPER, ms=11, mew=5)
        axes.plot(places[-2:], runs["no U"][name][-2:], "x", color=kit.MUTED, ms=8, mew=2.2)
        axes.plot([-0.6, 6.35], [0, 0], color=kit.RULE, lw=0.9)
        axes.set(ylim=(-1.15, 1.15), yticks=[-1, 1])
        _name(axes, f"${name}_t$", kit.INK)
        for height, label in ((0.6, "keys"), (0.0, "no $U$"), (-0.6, "key")):
            axes.text(6.45, height, label, va="center", fontsize=10, color=kit.INK if height else kit.MUTED)
    for axes in strips:
        for drawn in (*axes.patches, *axes.lines):
            drawn.set_clip_on(False)  # nothing reaches beyond, and a clip's name hangs on the last bit of the layout
        axes.set_xlim(-0.6, 7.15)
        axes.spines["bottom"].set_visible(False)
        axes.tick_params(axis="x", length=0)
    strips[-1].set_xticks(places, WORDS)
    strips[-1].tick_params(axis="x", labelcolor=kit.INK, labelsize=10 if narrow else 11)
    return figure


def _name(axes, text: str, colour: str) -> None:
    axes.set_ylabel(text, rotation=0, ha="right", va="center", color=colour, fontsize=14)
