"""The agents of the T-maze: what each remembers, how episodes are padded, and the loss against the reference."""

import numpy as np
import pytest
import torch

from scripts.experiments.networks.stacked import stack
from scripts.experiments.q48_reinforcement_learning import corridor_memory, maze_agents
from scripts.experiments.tasks import t_maze
from scripts.experiments.training.side_by_side import generators
from scripts.reference import advantage, policy_gradient

MODELS, SETTINGS = corridor_memory.SETTINGS["models"], corridor_memory.SETTINGS
S, B, N = 2, 7, 3


def played(model: dict, spare: float = SETTINGS["spare"]) -> maze_agents.Played:
    weights = stack(maze_agents.network(model, seed) for seed in range(S))
    return maze_agents.play(weights, model, N, B, generators(range(S)), spare)


@pytest.mark.parametrize(("name", "reach"), [("one", 1), ("four", 4), ("twelve", 12), ("lstm", 99)])
def test_an_agent_remembers_as_many_observations_as_it_says(name, reach):
    model = MODELS[name]
    weights = stack(maze_agents.network(model, seed) for seed in range(S))
    seen = torch.rand(20, S, B, t_maze.D, generator=torch.Generator().manual_seed(1))
    for back in (reach - 1, reach):
        if back < len(seen):
            outputs = []
            for shift in (0.0, 1.0):
                state = None
                for t, one in enumerate(seen):
                    now = one + shift if t == len(seen) - 1 - back else one
                    out, state = maze_agents.respond(weights, model, now, state)
                outputs.append(out)
            assert (outputs[0] != outputs[1]).any() == (back < reach)


def test_the_lstm_agent_is_the_layer_of_pytorch():
    model = MODELS["lstm"]
    networks = [maze_agents.network(model, seed) for seed in range(S)]
    seen, state, ours = torch.rand(5, S, B, t_maze.D), None, []
    for one in seen:
        out, state = maze_agents.respond(stack(networks), model, one, state)
        ours.append(out)
    for s, network in enumerate(networks):
        torch.testing.assert_close(torch.stack(ours)[:, s], network(seen[:, s]), rtol=0, atol=1e-6)


@pytest.mark.parametrize("name", MODELS)
def test_steps_after_an_end_are_marked_and_pay_nothing(name):
    run = played(MODELS[name], spare=20)
    assert run.on[0].all()
    assert (run.on[1:] <= run.on[:-1]).all(), "what has ended does not begin again"
    assert not run.rewards[~run.on].any()
    paid = run.rewards == t_maze.RIGHT
    assert (paid.any(dim=0) == run.right).all()
    assert paid[:-1].any()
    assert not run.on[1:][paid[:-1]].any(), "the right turn is the last step"


def test_an_episode_that_takes_too_long_is_broken_off():
    run = played(MODELS["one"])
    assert len(run.on) == SETTINGS["spare"] * (N + 1)


def test_the_loss_and_its_gradient_are_those_of_the_reference():
    run = played(MODELS["lstm"])
    run = run._replace(outputs=run.outputs.detach().requires_grad_())
    losses = maze_agents.losses(run, SETTINGS)
    losses.sum().backward()
    for s in range(S):
        rewards = run.rewards[:, s].double().numpy()
        G = advantage.returns(rewards, np.zeros_like(rewards), SETTINGS["gamma"])
        out = run.outputs[:, s].detach().double().numpy()
        heads = policy_gradient.Heads(np.eye(5)[:4], np.zeros(4), np.eye(5)[4], np.zeros(()))
        batch = policy_gradient.Batch(run.actions[:, s].numpy(), G - out[..., 4], G, run.on[:, s].double().numpy())
        weights = SETTINGS["value"], SETTINGS["entropy"]
        loss, cache = policy_gradient.forward(out, batch, heads, *weights)
        assert losses[s].item() == pytest.approx(loss, rel=1e-5)
        dout = policy_gradient.backward(cache, batch, heads, *weights).dhs
        np.testing.assert_allclose(run.outputs.grad[:, s], dout, rtol=0, atol=1e-6)
