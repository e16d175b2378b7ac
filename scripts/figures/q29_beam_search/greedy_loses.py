"""A tree of outputs in which greedy decoding takes the likelier first token and loses."""

import math
from typing import Any

from scripts.figures import kit
from scripts.reference import beam

ALT = (
    "A tree of outputs with their probabilities. Greedy decoding takes A (0.6) and ends with AA, 0.12. A beam of width "
    "2 also keeps B (0.4), behind which BB follows with 0.9, and finds BB, 0.252, the best output of all."
)
CAPTION = (
    "Follow B: greedy decoding drops it, a beam of width 2 keeps it and wins. Heavy lines: kept by the beam; dashed: "
    "greedy. Behind “=”: the probability of the prefix; “end” is the end token."
)
ROWS = {
    "": {"A": 0.6, "B": 0.4},
    "A": {"A": 0.4, "B": 0.35, ".": 0.25},
    "B": {"A": 0.05, "B": 0.9, ".": 0.05},
    "AA": {"A": 0.3, "B": 0.2, ".": 0.5},
    "AB": {"A": 0.3, "B": 0.3, ".": 0.4},
    "BA": {"A": 0.3, "B": 0.3, ".": 0.4},
    "BB": {"A": 0.16, "B": 0.14, ".": 0.7},
}
WIDTH, LIMIT = 2, 3
LETTERS = ".AB"
HIDDEN = {"AB", "BA"}  # dropped by the beam, so nothing behind them is drawn


def arrays() -> dict[str, Any]:
    """Return probabilities by prefix, those that greedy and beam went through, and what each of the two found."""
    model, live = beam.from_table(ROWS), set()

    def watched(state: beam.State, tokens: Any) -> tuple[Any, beam.State]:
        log_q, after = model.step(state, tokens)
        live.update(after[0])
        return log_q, after

    found = beam.search(model._replace(step=watched), WIDTH, LIMIT)[0]
    greedy = beam.greedy(model, LIMIT)
    every = beam.exhaustive(model, LIMIT)
    probabilities = {
        prefix + y: math.exp(beam.log_probability(model, tuple(map(LETTERS.index, prefix + y))))
        for prefix, row in ROWS.items()
        for y in row
    }
    return {
        "p": probabilities,
        "kept": live - {""} | {_letters(found)},
        "greedy": {_letters(greedy)[:n] for n in range(1, len(greedy.tokens) + 1)},
        "found": _letters(found),
        "said": _letters(greedy),
        "best": _letters(every[0]),
    }


def _letters(output: beam.Hypothesis) -> str:
    return "".join(LETTERS[token] for token in output.tokens)


def places(narrow: bool) -> dict[str, tuple[float, float]]:
    """Return where each prefix stands: a column per step, a row per leaf, in points."""
    columns = (7, 18, 74, 176) if narrow else (14, 54, 164, 318)
    leaves = ["AAA", "AAB", "AA.", "AB", "A.", "BA", "BBA", "BBB", "BB.", "B."]
    at = {leaf: (columns[len(leaf)], 268 - 26 * row) for row, leaf in enumerate(leaves)}
    for prefix in ("AA", "BB", "A", "B", ""):
        rows = [at[prefix + y][1] for y in ROWS[prefix]]
        at[prefix] = (columns[len(prefix)], sum(rows) / len(rows))
    return at


def draw(narrow=False):
    """Draw the tree, with the beam's lines heavy and the greedy ones dashed."""
    plotted, at = arrays(), places(narrow)
    figure, axes = kit.canvas(height=290 / 72, narrow=narrow)
    size = 9.5 if narrow else 11
    axes.plot(*at[""], "o", color=kit.INK, ms=6)
    for name, (x, y) in at.items():
        if not name:
            continue
        parent = at[name[:-1]]
        kept, greedy = name in plotted["kept"], name in plotted["greedy"]
        begin = (parent[0] + _label_width(name[:-1], narrow), parent[1])
        tone = kit.INK if kept else kit.RULE
        axes.plot([begin[0], x - 3], [begin[1], y], color=tone, lw=2.4 if kept else 0.9, solid_capstyle="butt")
        if greedy:
            axes.plot([begin[0], x - 3], [begin[1] + 4, y + 4], color=kit.FORGET, lw=1.8, ls=kit.DASHES[kit.OUTPUT])
        lit = kept or greedy
        axes.text(
            x, y, _label(name, plotted["p"][name]), va="center_baseline", size=size, color=kit.INK if lit else kit.MUTED
        )
    for name, who in ((plotted["said"], "greedy"), (plotted["found"], "beam")):
        x, y = at[name]
        tone = kit.FORGET if who == "greedy" else kit.INK
        axes.text(x + _label_width(name, narrow), y, who, va="center_baseline", size=size, color=tone, weight="bold")
    return figure


def _label(name: str, p: float) -> str:
    token = "end" if name[-1] == "." else name[-1]
    step = ROWS[name[:-1]][name[-1]]
    return f"{token} {p:g}" if len(name) == 1 else f"{token} ×{step:g} = {p:.3g}"


def _label_width(name: str, narrow: bool) -> float:
    """Return how far a prefix's label reaches, in points."""
    wide = {0: 4, 1: 36, 2: 94, 3: 118}[len(name)]
    return {0: 4, 1: 32, 2: 78, 3: 94}[len(name)] if narrow else wide
