"""Training one network: clipped, counted, and ended in time."""

import torch
from torch import nn

from scripts.experiments.training.fit import fit

SETTINGS = {"rate": 0.1, "clip": 1.0, "updates": 50}


def line() -> tuple[nn.Linear, list[float]]:
    model = nn.Linear(1, 1, bias=False)
    nn.init.ones_(model.weight)
    return model, []


def test_it_learns_and_counts_its_updates():
    model, losses = line()
    assert fit(model, lambda: (model.weight - 3).square().sum(), SETTINGS, lambda n, loss: losses.append(loss)) == 50
    assert len(losses) == 50
    assert losses[0] == 4
    assert losses[-1] < 0.1


def test_it_ends_when_the_check_says_so_or_the_loss_is_no_number():
    model, _ = line()
    assert fit(model, lambda: model.weight.square().sum(), SETTINGS, lambda n, loss: n == 7) == 7
    assert fit(model, lambda: (model.weight * torch.inf).sum(), SETTINGS) == 1
    assert fit(model, lambda: (model.weight * torch.nan).sum(), SETTINGS) == 1


def test_the_gradient_is_shortened(monkeypatch):
    model, norms = line(), []
    model = model[0]
    step = torch.optim.Adam.step

    def watched(self, *arguments):
        norms.append(model.weight.grad.norm().item())
        return step(self, *arguments)

    monkeypatch.setattr(torch.optim.Adam, "step", watched)
    fit(model, lambda: 1000 * model.weight.sum(), SETTINGS | {"updates": 1, "clip": 0.25})
    assert norms == [0.25]


def test_the_rate_falls_to_a_hundredth_where_it_is_asked_to(monkeypatch):
    rates = []
    step = torch.optim.Adam.step

    def watched(self, *arguments):
        rates.append(self.param_groups[0]["lr"])
        return step(self, *arguments)

    monkeypatch.setattr(torch.optim.Adam, "step", watched)
    model, _ = line()
    fit(model, lambda: model.weight.square().sum(), SETTINGS | {"updates": 100}, falling=True)
    assert rates[0] == 0.1
    assert rates[-1] < 0.0021
    assert rates == sorted(rates, reverse=True)
