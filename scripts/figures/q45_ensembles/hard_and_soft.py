"""Three members, three ways to combine them, two cases: one confident member is outvoted, decides, or vetoes."""

import numpy as np

from scripts.figures import kit
from scripts.reference import voting

ALT = (
    "Two examples with three members each, answer A above one half. At 0.51, 0.51 and 0.05 the vote says A, the mean "
    "probability 0.36 says B. At 0.8, 0.8 and 0.01 the vote and the mean probability 0.54 say A, the mean of the "
    "logits 0.35 says B."
)
CAPTION = (
    "Compare the lower three bars of each panel with the line at one half. A vote ignores confidence; averaged "
    "probabilities use it; averaged logits let one very sure member veto."
)
CASES = {"lukewarm": (0.51, 0.51, 0.05), "veto": (0.8, 0.8, 0.01)}
TIE = 0.5
NAMES = ("member 1", "member 2", "member 3", "votes", "probabilities", "logits")


def arrays() -> dict[str, np.ndarray]:
    """Return for each case what the members, and what three ways to combine them, give answer A: (6,)."""
    return {name: np.array([*case, *combined(case)]) for name, case in CASES.items()}


def combined(case: tuple[float, ...]) -> tuple[float, float, float]:
    """The share of the votes, the mean probability and that of the mean logits, for answer A."""
    a = np.array(case)
    p = np.stack([a, 1 - a], axis=-1)[:, None]
    votes = (p.argmax(axis=2)[:, 0] == 0).mean()
    return votes, voting.soft(p)[0, 0], voting.geometric(np.log(p))[0, 0]


def draw(narrow=False):
    """Plot the bars of both cases."""
    figure, panels = kit.small_multiples(1, 2, height=5.4 if narrow else 3.0, narrow=narrow)
    places = np.array([6.4, 5.4, 4.4, 2.6, 1.6, 0.6])
    for axes, (name, bars) in zip(panels.flat, arrays().items(), strict=True):
        says = ["A" if bar > TIE else "B" for bar in bars]
        colours = [kit.MUTED] * 3 + [kit.INPUT, kit.CANDIDATE, kit.FORGET]
        axes.barh(places, bars, height=0.72, color=colours, alpha=0.75)
        axes.axvline(TIE, color=kit.INK, lw=1.2, ls="--")
        for place, bar, say in zip(places, bars, says, strict=True):
            axes.text(max(bar, TIE) + 0.03, place, f"{bar:.2f}: {say}", va="center", color=kit.INK, fontsize=10)
        axes.set_yticks(places, NAMES)
        axes.set_xlim(0, 1.08)
        axes.set_title(", ".join(str(p) for p in CASES[name]), loc="left", fontsize=11)
    for axes in kit.lowest(panels):
        axes.set_xlabel("share of answer A")
    return figure
