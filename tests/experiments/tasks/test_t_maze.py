"""The T-maze: what is seen, what is paid, where an episode ends, and that no policy without memory beats one half."""

import pytest
import torch

from scripts.experiments.tasks import t_maze
from scripts.experiments.tasks.t_maze import EAST, NORTH, SOUTH, WEST, TMaze


def walk(actions: list[int], N: int = 3, signal: int = 0) -> tuple[TMaze, list[float]]:
    maze = TMaze(N, torch.tensor([signal]))
    return maze, [round(maze.step(torch.tensor([action])).item(), 2) for action in actions]


def test_the_signal_is_seen_at_the_start_alone():
    maze = TMaze(3, torch.tensor([[0, 1]]))
    assert maze.observe().tolist() == [[[0, 1, 1], [1, 1, 0]]]
    for expected in ([1, 0, 1], [1, 0, 1], [0, 1, 0]):
        maze.step(torch.full((1, 2), EAST))
        assert maze.observe().tolist() == [[expected, expected]]


@pytest.mark.parametrize(
    ("signal", "turn", "pay"), [(0, NORTH, 4.0), (0, SOUTH, -0.1), (1, NORTH, -0.1), (1, SOUTH, 4.0)]
)
def test_the_turn_ends_the_episode_and_pays_by_the_signal(signal, turn, pay):
    other = NORTH + SOUTH - turn  # too late
    maze, rewards = walk([EAST, EAST, EAST, turn, other], signal=signal)
    assert rewards == [0, 0, 0, pay, 0]
    assert maze.done.all()
    assert maze.right.item() == (pay > 0)


def test_every_step_that_does_not_lead_east_costs():
    maze, rewards = walk([WEST, NORTH, EAST, SOUTH, WEST, EAST, EAST, EAST, EAST, WEST])
    assert rewards == [-0.1, -0.1, 0, -0.1, -0.1, 0, 0, 0, -0.1, -0.1]
    assert maze.place.item() == 2
    assert not maze.done.any()


def test_what_has_ended_stays_as_it_is_while_others_go_on():
    maze = TMaze(1, torch.tensor([0, 0]))
    for first, second in ((EAST, WEST), (NORTH, EAST), (SOUTH, EAST), (WEST, SOUTH)):
        reward = maze.step(torch.tensor([first, second]))
    assert maze.right.tolist() == [True, False]
    assert maze.done.tolist() == [True, True]
    assert reward.tolist() == pytest.approx([0.0, -0.1])
    assert maze.place.tolist() == [1, 1]


def test_a_policy_that_sees_the_junction_alone_is_right_in_half():
    for turn in (NORTH, SOUTH):
        maze = TMaze(2, torch.tensor([0, 1]))
        for action in (EAST, EAST, turn):
            maze.step(torch.full((2,), action))
        assert maze.right.double().mean() == t_maze.CHANCE


def test_a_corridor_has_at_least_one_step():
    with pytest.raises(ValueError, match="the corridor has 0 steps"):
        TMaze(0, torch.tensor([0]))
