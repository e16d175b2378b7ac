"""How far a policy remembers: success in a T-maze, over the length of its corridor.

The networks differ in what they see of the past: one observation, the last `frames`, or all of them through an LSTM.
They learn by the same policy gradient, REINFORCE with a learned baseline, from the same number of episodes. Success is
the share of fresh episodes that end with the right turn, with actions drawn from the policy; a policy without memory
cannot exceed one half. `first_right` is the update at which a look first found `learned` or more, null if none did.
"""

from collections.abc import Callable
from typing import Any

import torch

from scripts.experiments.networks.stacked import stack
from scripts.experiments.q48_reinforcement_learning import maze_agents
from scripts.experiments.records.spread import spread
from scripts.experiments.tasks import held_out, t_maze
from scripts.experiments.training import side_by_side

QUESTION = (
    "Which policy still turns the right way at the end of a T-maze: one observation, a stack of them, or an LSTM?"
)
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],
    "lengths": [2, 5, 10, 20, 40],  # steps from the start to the junction
    "models": {
        "one": {"frames": 1, "H": 32},
        "four": {"frames": 4, "H": 32},
        "twelve": {"frames": 12, "H": 32},
        "lstm": {"H": 16, "forget_bias": 1.0},
        "lstm_bias_4": {"H": 16, "forget_bias": 4.0},
    },
    "batch": 32,  # episodes per update and network
    "updates": 500,
    "rate": 0.01,
    "clip": 1.0,
    "gamma": 0.98,
    "value": 0.5,  # weight of the value's squared error
    "entropy": 0.05,
    "spare": 2,  # times the steps needed, until an episode is broken off
    "look_every": 50,
    "test_episodes": 200,
    "learned": 0.95,
}


def learn(model: dict[str, Any], N: int, settings: dict[str, Any]) -> dict[str, Any]:
    """Train the networks of all seeds on one corridor; `success` is that of the last look."""
    seeds = settings["seeds"]
    weights = stack(maze_agents.network(model, seed) for seed in seeds)
    training = side_by_side.generators(seeds)
    looks: list[list[float]] = []
    first: list[int | None] = [None] * len(seeds)

    def batch() -> torch.Tensor:
        played = maze_agents.play(weights, model, N, settings["batch"], training, settings["spare"])
        return maze_agents.losses(played, settings)

    def look(n: int, _losses: torch.Tensor) -> bool:
        if n % settings["look_every"] == 0:
            with torch.no_grad():
                test = [held_out.generator(N) for _ in seeds]
                played = maze_agents.play(weights, model, N, settings["test_episodes"], test, settings["spare"])
            looks.append(played.right.double().mean(dim=1).tolist())
            for s, success in enumerate(looks[-1]):
                if first[s] is None and success >= settings["learned"]:
                    first[s] = n
        return False

    side_by_side.fit(weights, batch, settings, look)
    return {"success": spread(looks[-1]), "first_right": first}


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """By model its weights, and by length of the corridor what `learn` gives; `chance` is what needs no memory."""
    results: dict[str, Any] = {"chance": t_maze.CHANCE}
    total, done = len(settings["models"]) * sum(settings["lengths"]), 0
    for name, model in settings["models"].items():
        count = sum(parameter.numel() for parameter in maze_agents.network(model, 0).parameters())
        results[name] = {"parameters": count}
        for N in settings["lengths"]:
            results[name][str(N)] = learn(model, N, settings)
            done += N
            progress(done / total, f"{name}, {N} steps: {results[name][str(N)]['success']['values']}")
    return results
