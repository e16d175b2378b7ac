import pytest
import torch

from scripts.experiments.networks import stacked
from scripts.experiments.tasks import adding
from scripts.experiments.training import side_by_side

SETTINGS = {"batch": 5, "rate": 0.01, "clip": 0.05, "updates": 4}


@pytest.mark.parametrize("clip", [0.05, 1.6])  # every gradient is shortened; some are
@pytest.mark.parametrize("kind", ["rnn", "lstm", "gru"])
def test_nothing_passes_between_the_seeds(kind: str, clip: float) -> None:
    T, H = 9, 3

    def trained(seeds: list[int]) -> stacked.Weights:
        alone = [stacked.start(kind, H, seed) for seed in seeds]
        weights = stacked.stack(alone)
        assert side_by_side.train(weights, alone[0], T, SETTINGS | {"clip": clip}, seeds) == SETTINGS["updates"]
        return weights

    both, second = trained([3, 4]), trained([4])
    for name in both:
        torch.testing.assert_close(both[name][1], second[name][0], rtol=1e-4, atol=1e-6)
        assert not torch.equal(both[name][0], both[name][1])


def test_clips_each_network_by_its_own_norm() -> None:
    a, b = torch.zeros(2, 2, requires_grad=True), torch.zeros(2, requires_grad=True)
    a.grad, b.grad = torch.tensor([[2.0, 4.0], [0.3, 0.0]]), torch.tensor([4.0, 0.4])  # norms 6 and 0.5
    side_by_side.clip({"a": a, "b": b}, 1.0)
    torch.testing.assert_close(a.grad, torch.tensor([[2 / 6, 4 / 6], [0.3, 0.0]]))
    torch.testing.assert_close(b.grad, torch.tensor([4 / 6, 0.4]))


def test_check_ends_the_training() -> None:
    alone = [stacked.start("rnn", 2, 0)]
    seen: list[int] = []
    made = side_by_side.train(stacked.stack(alone), alone[0], 4, SETTINGS, [0], lambda n: seen.append(n) or n == 2)
    assert made == 2
    assert seen == [1, 2]


def test_error_is_that_of_each_network() -> None:
    alone = [stacked.start("gru", 3, seed) for seed in range(2)]
    test = adding.draw(6, 50, torch.Generator().manual_seed(0))
    errors = side_by_side.test_errors(stacked.stack(alone), alone[0], test)
    expected = [(network(test.x) - test.y).square().mean().item() for network in alone]
    assert errors == pytest.approx(expected, rel=1e-5)
