"""Policies for the T-maze that differ in what they remember, run and trained side by side, one for each seed.

An agent maps what is seen (S, B, D) and its own state to the logits of the actions and a value, (S, B, ACTIONS + 1).
S networks play B episodes each.
"""

from typing import Any, NamedTuple

import torch
from torch import nn

from scripts.experiments.networks.recurrent import start
from scripts.experiments.networks.stacked import Weights, steps
from scripts.experiments.tasks import t_maze

OUTPUTS = t_maze.ACTIONS + 1


class Frames(nn.Module):
    """A feed-forward network over the last k observations: one hidden layer of H tanh units."""

    def __init__(self, k: int, H: int) -> None:
        """Everything starts as PyTorch starts it."""
        super().__init__()
        self.k = k
        self.hidden = nn.Linear(k * t_maze.D, H)
        self.readout = nn.Linear(H, OUTPUTS)


class Played(NamedTuple):
    """Episodes of S networks, padded to the longest of them; `on` is true where a step was really taken."""

    outputs: torch.Tensor  # (T, S, B, OUTPUTS)
    actions: torch.Tensor  # (T, S, B)
    rewards: torch.Tensor  # (T, S, B)
    on: torch.Tensor  # (T, S, B)
    right: torch.Tensor  # (S, B)  whether it ended with the right turn


def network(model: dict[str, Any], seed: int) -> nn.Module:
    """An untrained network: an LSTM, or a feed-forward network over `frames` observations."""
    if "frames" in model:
        torch.manual_seed(seed)
        return Frames(model["frames"], model["H"])
    return start("lstm", t_maze.D, model["H"], OUTPUTS, seed, forget_bias=model["forget_bias"])


def respond(weights: Weights, model: dict[str, Any], seen: torch.Tensor, state: Any) -> tuple[torch.Tensor, Any]:
    """One step of all networks: outputs (S, B, OUTPUTS) and the next state; the state is None where episodes begin.

    The LSTM's state is (h, c), that of a stack the k - 1 observations before this one, zeros before the first.
    """
    if "frames" in model:
        before = seen.new_zeros(*seen.shape[:-1], (model["frames"] - 1) * t_maze.D) if state is None else state
        stack = torch.cat([before, seen], dim=-1)
        hidden = torch.baddbmm(weights["hidden.bias"][:, None], stack, weights["hidden.weight"].mT).tanh()
        state = stack[..., t_maze.D :]
    else:
        step = next(steps(weights, seen[None], state=state))
        hidden, state = step.h, (step.h, step.c)
    return torch.baddbmm(weights["readout.bias"][:, None], hidden, weights["readout.weight"].mT), state


def play(
    weights: Weights, model: dict[str, Any], N: int, B: int, generators: list[torch.Generator], spare: float
) -> Played:
    """B episodes for each network, actions drawn from its policy, until all have ended or the time is up.

    An episode has `spare` times the N + 1 steps that it needs; one that takes longer ends there, and is not right.
    """
    signal = torch.stack([torch.randint(0, 2, (B,), generator=generator) for generator in generators])
    maze, state, steps_taken = t_maze.TMaze(N, signal), None, []
    for _ in range(int(spare * (N + 1))):
        outputs, state = respond(weights, model, maze.observe(), state)
        with torch.no_grad():
            chances = outputs[..., : t_maze.ACTIONS].softmax(dim=-1).cumsum(dim=-1)
            drawn = torch.stack([torch.rand(B, 1, generator=generator) for generator in generators])
            action = (drawn > chances[..., :-1]).sum(dim=-1)
            on = ~maze.done
            reward = maze.step(action)
        steps_taken.append((outputs, action, reward, on))
        if maze.done.all():
            break
    return Played(*map(torch.stack, zip(*steps_taken, strict=True)), maze.right)


def returns(rewards: torch.Tensor, gamma: float) -> torch.Tensor:
    """The discounted sum of the rewards from each step on, (T, …)."""
    ahead, sums = torch.zeros_like(rewards[0]), []
    for reward in rewards.flip(0):
        ahead = reward + gamma * ahead
        sums.append(ahead)
    return torch.stack(sums[::-1])


def losses(played: Played, settings: dict[str, Any]) -> torch.Tensor:
    """REINFORCE with a learned baseline, (S,): policy, value and entropy, means over the steps that were taken."""
    log_p = played.outputs[..., : t_maze.ACTIONS].log_softmax(dim=-1)
    value = played.outputs[..., -1]
    G = returns(played.rewards, settings["gamma"])
    chosen = log_p.gather(-1, played.actions[..., None])[..., 0]
    entropy = -(log_p.exp() * log_p).sum(dim=-1)
    each = -(G - value.detach()) * chosen + settings["value"] * (G - value).square() - settings["entropy"] * entropy
    return (each * played.on).sum(dim=(0, 2)) / played.on.sum(dim=(0, 2))
