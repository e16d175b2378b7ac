"""Training side by side: nothing passes between the networks, each gradient has its own limit, divergence stays."""

from functools import partial

import pytest
import torch

from scripts.experiments.networks import stacked
from scripts.experiments.networks.recurrent import many_to_one
from scripts.experiments.tasks import adding
from scripts.experiments.training import side_by_side

SETTINGS = {"rate": 0.01, "clip": 0.05, "updates": 4}


def trained(kind: str, seeds: list[int], settings=SETTINGS, **options) -> tuple[stacked.Weights, side_by_side.Trained]:
    alone = [many_to_one(kind, 3, seed) for seed in seeds]
    weights = stacked.stack(alone)
    errors = side_by_side.squared_errors(
        partial(stacked.predict, weights, alone[0]), partial(adding.draw, 9, 5), side_by_side.generators(seeds)
    )
    return weights, side_by_side.fit(weights, errors, settings, **options)


@pytest.mark.parametrize("clip", [0.05, 1.6])  # every gradient is shortened; some are
@pytest.mark.parametrize("kind", ["rnn", "lstm", "gru"])
def test_nothing_passes_between_the_seeds(kind, clip):
    (both, made), (second, _) = (trained(kind, seeds, SETTINGS | {"clip": clip}) for seeds in ([3, 4], [4]))
    assert made.updates == SETTINGS["updates"]
    assert made.norms.shape == (4, 2)
    assert made.finite.all()
    for name in both:
        torch.testing.assert_close(both[name][1], second[name][0], rtol=1e-4, atol=1e-6)
        assert not torch.equal(both[name][0], both[name][1])


def test_it_is_adam_with_clipping_on_the_network_alone():
    weights, made = trained("lstm", [1])
    network, generator = many_to_one("lstm", 3, 1), torch.Generator().manual_seed(1)
    adam, norms = torch.optim.Adam(network.parameters(), SETTINGS["rate"]), []
    for _ in range(SETTINGS["updates"]):
        batch = adding.draw(9, 5, generator)
        adam.zero_grad()
        (network(batch.x) - batch.y).square().mean().backward()
        norms.append(torch.nn.utils.clip_grad_norm_(network.parameters(), SETTINGS["clip"]).item())
        adam.step()
    assert made.norms[:, 0].tolist() == pytest.approx(norms, rel=1e-4)
    for name, value in network.named_parameters():
        torch.testing.assert_close(weights[name][0], value, rtol=1e-4, atol=1e-5)


def test_shortens_each_gradient_to_its_own_limit():
    a, b = torch.zeros(2, 2, requires_grad=True), torch.zeros(2, requires_grad=True)
    a.grad, b.grad = torch.tensor([[2.0, 4.0], [0.3, 0.0]]), torch.tensor([4.0, 0.4])
    weights = {"a": a, "b": b}
    lengths = side_by_side.norms(weights)
    assert lengths.tolist() == pytest.approx([6.0, 0.5])
    side_by_side.shorten(weights, lengths, 1.0)
    torch.testing.assert_close(a.grad, torch.tensor([[2 / 6, 4 / 6], [0.3, 0.0]]))
    torch.testing.assert_close(b.grad, torch.tensor([4 / 6, 0.4]))
    side_by_side.shorten(weights, side_by_side.norms(weights), torch.tensor([torch.inf, 0.25]))
    torch.testing.assert_close(a.grad, torch.tensor([[2 / 6, 4 / 6], [0.15, 0.0]]))


def test_norms_in_float64_do_not_overflow():
    a = torch.zeros(1, 2, requires_grad=True)
    a.grad = torch.tensor([[3e25, 4e25]])
    assert side_by_side.norms({"a": a}).isinf().all()
    assert side_by_side.norms({"a": a}, torch.float64).item() == pytest.approx(5e25)


def test_the_check_sees_the_losses_and_ends_the_training():
    seen = []

    def check(n, losses):
        seen.append((n, losses.shape))
        return n == 2

    _, made = trained("rnn", [0, 1], check=check)
    assert made.updates == 2
    assert seen == [(1, (2,)), (2, (2,))]


def spoilt(at: int, value: float):
    """The losses of two networks that are single weights; that of the first is not finite at update `at`."""
    weights = {"w": torch.ones(2, 1, requires_grad=True)}
    count = iter(range(1, 100))

    def losses():
        each = weights["w"][:, 0].square()
        return each * torch.tensor([value if next(count) == at else 1.0, 1.0])

    return weights, losses


@pytest.mark.parametrize("value", [torch.nan, torch.inf])
def test_a_network_that_diverges_stays_where_it_was_and_disturbs_no_other(value):
    weights, losses = spoilt(3, value)
    made = side_by_side.fit(weights, losses, SETTINGS | {"updates": 5})
    two, losses = spoilt(0, 1.0)
    side_by_side.fit(two, losses, SETTINGS | {"updates": 2})
    five, losses = spoilt(0, 1.0)
    plain = side_by_side.fit(five, losses, SETTINGS | {"updates": 5})
    assert made.finite.tolist() == [False, True]
    assert weights["w"][0].item() == two["w"][0].item()
    assert weights["w"][1].item() == five["w"][1].item()
    assert made.largest().tolist() == [plain.norms[0, 0].item(), plain.norms[0, 1].item()]


def test_one_that_had_diverged_before_stays_too():
    weights, losses = spoilt(0, 1.0)
    made = side_by_side.fit(weights, losses, SETTINGS, finite=torch.tensor([False, True]))
    assert made.finite.tolist() == [False, True]
    assert weights["w"][0].item() == 1.0 > weights["w"][1].item()


def test_the_rate_falls_to_a_hundredth():
    weights, losses = spoilt(0, 1.0)
    adam = torch.optim.Adam(weights.values(), 0.01)
    side_by_side.fit(weights, losses, SETTINGS, falling=True, adam=adam)
    assert adam.param_groups[0]["lr"] == pytest.approx(1e-4)


def test_an_adam_that_was_used_goes_on():
    through, losses = spoilt(0, 1.0)
    side_by_side.fit(through, losses, SETTINGS)
    halves, losses = spoilt(0, 1.0)
    adam = torch.optim.Adam(halves.values(), SETTINGS["rate"])
    for _ in range(2):
        side_by_side.fit(halves, losses, SETTINGS | {"updates": 2}, adam=adam)
    assert torch.equal(through["w"], halves["w"])


def test_copies_get_the_same_batches():
    x, y = side_by_side.batches(partial(adding.draw, 7, 3), side_by_side.generators([0, 1]), copies=2)
    assert x.shape == (7, 4, 3, 2)
    assert y.shape == (4, 3)
    assert torch.equal(x[:, :2], x[:, 2:])
    assert not torch.equal(x[:, 0], x[:, 1])


def test_the_test_error_is_that_of_each_network():
    alone = [many_to_one("gru", 3, seed) for seed in range(2)]
    test = adding.draw(6, 50, torch.Generator().manual_seed(0))
    errors = side_by_side.test_errors(partial(stacked.predict, stacked.stack(alone), alone[0]), 2, test)
    expected = [(network(test.x) - test.y).square().mean().item() for network in alone]
    assert errors == pytest.approx(expected, rel=1e-5)
