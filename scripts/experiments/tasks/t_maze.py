"""T-maze: a signal at the start says which way to turn at the end of a corridor that looks the same everywhere.

After Bakker (2001). N steps east lead from the start to the junction, where north or south ends the episode; which of
the two is right is signalled at the start alone. The right turn pays 4, the wrong one -0.1; a step that does not lead
east costs 0.1. So the way is easily learned without memory, and the turn is a coin flip without it: the best policy
without memory is right in half of the episodes.

What is seen is one of four patterns: 0 1 1 or 1 1 0 at the start, 1 0 1 in the corridor, 0 1 0 at the
junction. Many episodes run at once; one that has ended stays where it is and pays nothing.
"""

import torch

NORTH, EAST, SOUTH, WEST = range(4)
ACTIONS = 4
SEEN = torch.tensor([[0.0, 1.0, 1.0], [1.0, 1.0, 0.0], [1.0, 0.0, 1.0], [0.0, 1.0, 0.0]])  # signals, corridor, junction
D = 3
CORRIDOR, JUNCTION = 2, 3
RIGHT, WRONG, ASTRAY = 4.0, -0.1, -0.1
CHANCE = 0.5


class TMaze:
    """Episodes of any shape (…), each in a maze of its own with a corridor of N steps."""

    def __init__(self, N: int, signal: torch.Tensor) -> None:
        """`signal` (…) is 0 where north is right and 1 where south is; a ValueError names an N below 1."""
        if N < 1:
            raise ValueError(f"the corridor has {N} steps, expected at least 1")
        self.N, self.signal = N, signal
        self.place = torch.zeros_like(signal)  # steps from the start
        self.done = torch.zeros_like(signal, dtype=torch.bool)
        self.right = torch.zeros_like(self.done)  # whether it has ended with the right turn

    def observe(self) -> torch.Tensor:
        """What is seen, (…, D)."""
        pattern = torch.full_like(self.signal, CORRIDOR)
        pattern = torch.where(self.place == 0, self.signal, pattern)
        return SEEN[torch.where(self.place == self.N, JUNCTION, pattern)]

    def step(self, action: torch.Tensor) -> torch.Tensor:
        """Take one action (…) in each episode that goes on, and return the rewards (…)."""
        at_junction = self.place == self.N
        turns = at_junction & ((action == NORTH) | (action == SOUTH)) & ~self.done
        right = turns & (action == torch.where(self.signal == 0, NORTH, SOUTH))
        onward = (action == EAST) & ~at_junction
        reward = torch.where(right, RIGHT, torch.where(turns, WRONG, torch.where(onward, 0.0, ASTRAY)))
        reward = torch.where(self.done, 0.0, reward)
        move = onward.long() - ((action == WEST) & (self.place > 0)).long()
        self.place = torch.where(self.done, self.place, self.place + move)
        self.right = self.right | right
        self.done = self.done | turns
        return reward
