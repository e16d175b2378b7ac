"""The claim of stack_grid, on the rounds that it writes into the cells."""

from itertools import pairwise

import numpy as np
import pytest

from scripts.figures.q13_stacked_lstms import stack_grid
from scripts.reference import lstm, stacked
from tests.figures.says import says


@says(
    stack_grid,
    "Three LSTM layers unrolled over four steps.",
    "The first cell runs in round 1, the last in round 6, fewer rounds than the twelve cells; the three cells of round "
    "3 lie on a diagonal.",
    "A cell's number is the earliest round in which it can run: a diagonal, such as round 3, runs at once.",
)
def test_the_last_of_twelve_cells_runs_in_round_six_and_round_three_is_a_diagonal():
    rounds = stack_grid.arrays()["rounds"]
    assert rounds.shape == (3, 4)
    assert (rounds[0, 0], rounds[-1, -1], rounds.max()) == (1, 6, 6)
    assert rounds.max() < rounds.size == 12
    for (l, t), round_ in np.ndenumerate(rounds):
        waits_for = [rounds[before] for before in ((l - 1, t), (l, t - 1)) if min(before) >= 0]
        assert round_ == 1 + max(waits_for, default=0)
    assert stack_grid.SHOWN == 3
    shown = [(l, t) for l, t in zip(*(rounds == stack_grid.SHOWN).nonzero(), strict=True)]
    assert len(shown) == 3
    assert len({l + t for l, t in shown}) == 1


@says(
    stack_grid,
    "Upward goes only the hidden state; to the right go the hidden and the cell state.",
    "Up goes $h$, to the next layer; to the right go $h$ and $c$.",
)
def test_up_goes_the_hidden_state_alone_and_to_the_right_both():
    rng, (L, T, H) = np.random.default_rng(0), (3, 4, 2)
    layers = [
        lstm.Params(*(rng.normal(size=shape) for shape in ((4 * H, D), (4 * H, H), 4 * H))) for D in (5, *[H] * (L - 1))
    ]
    xs, zeros = rng.normal(size=(T, 1, 5)), np.zeros((L, 1, H))
    runs = stacked.forward(xs, stacked.State(zeros, zeros), layers).runs
    for l, run in enumerate(runs):
        h = c = np.zeros((1, H))
        for t in range(T):
            below = runs[l - 1].states.h[t] if l else xs[t]
            h, c, _ = lstm.step(below, h, c, layers[l])
            np.testing.assert_allclose((run.states.h[t], run.states.c[t]), (h, c))
    texts = [(*text.get_position(), text.get_text()) for text in stack_grid.draw().axes[0].texts]
    across = [(x, y) for x, y, text in texts if text == "$h,\\,c$"]
    assert len(across) == stack_grid.LAYERS * (stack_grid.STEPS - 1)
    for l, (low, high) in enumerate(pairwise(sorted({y for _, y in across})), 1):
        up = {text for _, y, text in texts if low < y < high and text.startswith("$h") and "_0" not in text}
        assert up == {f"$h^{l}_{t}$" for t in range(1, stack_grid.STEPS + 1)}


@says(
    stack_grid,
    "A cell's number is the earliest round in which it can run: a diagonal, such as round 3, runs at once.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_every_cell_shows_its_round(narrow):
    texts = [text.get_text() for text in stack_grid.draw(narrow=narrow).axes[0].texts]
    for round_ in range(1, 7):
        assert texts.count(str(round_)) == (stack_grid.arrays()["rounds"] == round_).sum()
