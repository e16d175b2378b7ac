import pytest
import torch

from scripts.experiments.tasks import adding


def test_one_marker_in_each_half_and_the_target_is_their_sum() -> None:
    T, B = 7, 200
    x, y = adding.draw(T, B, torch.Generator().manual_seed(0))
    assert x.shape == (T, B, 2)
    values, markers = x[..., 0], x[..., 1]
    assert set(markers.unique().tolist()) == {0.0, 1.0}
    assert (markers[: T // 2].sum(0) == 1).all()
    assert (markers[T // 2 :].sum(0) == 1).all()
    assert (markers.sum(1) > 0).all()  # every place is used
    for b in range(B):
        assert y[b] == pytest.approx(sum(v.item() for v, m in zip(values[:, b], markers[:, b], strict=True) if m))


def test_always_answering_the_mean_leaves_one_sixth() -> None:
    n = 400_000
    errors = (adding.draw(2, n, torch.Generator().manual_seed(1)).y.double() - 1.0).square()
    assert pytest.approx(1 / 6) == adding.VARIANCE
    standard_error = errors.std().item() / n**0.5
    assert abs(errors.mean().item() - adding.VARIANCE) < 4 * standard_error
    assert abs(errors.mean().item() - 0.1767) > 20 * standard_error  # the number in print


def test_too_short() -> None:
    with pytest.raises(ValueError, match="T is 1, expected at least 2"):
        adding.draw(1, 3, torch.Generator())
