"""The claim of stack_grid, on the rounds that it writes into the cells."""

import pytest

from scripts.figures.q13_stacked_lstms import stack_grid


def test_the_last_of_twelve_cells_runs_in_round_six_and_round_three_is_a_diagonal():
    rounds = stack_grid.arrays()["rounds"]
    assert rounds.shape == (3, 4)
    assert (rounds[0, 0], rounds[-1, -1], rounds.max()) == (1, 6, 6)
    shown = [(l, t) for l, t in zip(*(rounds == stack_grid.SHOWN).nonzero(), strict=True)]
    assert len(shown) == 3
    assert len({l + t for l, t in shown}) == 1


@pytest.mark.parametrize("narrow", [False, True])
def test_every_cell_shows_its_round(narrow):
    texts = [text.get_text() for text in stack_grid.draw(narrow=narrow).axes[0].texts]
    for round_ in range(1, 7):
        assert texts.count(str(round_)) == (stack_grid.arrays()["rounds"] == round_).sum()
