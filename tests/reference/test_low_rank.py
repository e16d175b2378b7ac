"""Two thin factors: against PyTorch's SVD, the error that is left, and the rank up to which they are smaller."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from scripts.reference import low_rank
from tests.reference.samples import normal

W = normal(911, 8, 5)


@pytest.mark.parametrize("r", [1, 3, 5])
def test_the_product_is_pytorchs_truncated_svd(r):
    A, B = low_rank.factors(W, r)
    assert A.shape == (8, r)
    assert B.shape == (r, 5)
    left, values, right = torch.linalg.svd(torch.tensor(W), full_matrices=False)
    theirs = left[:, :r] @ torch.diag(values[:r]) @ right[:r]
    assert_allclose(A @ B, theirs.numpy(), atol=1e-12)


def test_the_error_is_that_of_the_values_left_out_and_no_factors_do_better():
    A, B = low_rank.factors(W, 2)
    values = np.linalg.svd(W, compute_uv=False)
    assert ((A @ B - W) ** 2).sum() == pytest.approx((values[2:] ** 2).sum())
    for step in (1e-2, 1e-3):
        for seed in range(5):
            moved = (A + step * normal(920 + seed, *A.shape)) @ (B + step * normal(930 + seed, *B.shape))
            assert ((moved - W) ** 2).sum() > ((A @ B - W) ** 2).sum()


def test_both_factors_carry_the_same_scale():
    A, B = low_rank.factors(W, 3)
    assert_allclose(np.linalg.norm(A, axis=0), np.linalg.norm(B, axis=1))


@pytest.mark.parametrize(("m", "n"), [(2048, 512), (160, 52), (8, 5), (1, 9), (4, 4)])
def test_the_largest_rank_saves_and_the_next_does_not(m, n):
    r = low_rank.largest_rank(m, n)
    assert r * (m + n) < m * n <= (r + 1) * (m + n)


def test_the_largest_rank_of_a_layers_matrix():
    assert low_rank.largest_rank(2048, 512) == 409


@pytest.mark.parametrize(
    "wrong",
    [lambda: low_rank.factors(W, 0), lambda: low_rank.factors(W, 6), lambda: low_rank.largest_rank(0, 4)],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=r"expected|empty"):
        wrong()
