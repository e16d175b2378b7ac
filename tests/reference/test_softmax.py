"""Log-probabilities from scores: against PyTorch, and where the exponential alone would overflow."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference.softmax import log_softmax
from tests.reference.samples import normal


@pytest.mark.parametrize("shape", [(7,), (5, 7), (3, 5, 7)])
def test_log_probabilities_agree_with_pytorch(shape):
    z = normal(440, *shape, scale=3.0)
    kept = z.copy()
    assert_allclose(log_softmax(z), torch.log_softmax(torch.tensor(z), -1), rtol=0, atol=1e-14)
    assert_array_equal(z, kept)


def test_large_scores_do_not_overflow():
    assert_allclose(log_softmax(np.array([1e4, 1e4 - np.log(3.0)])), np.log([0.75, 0.25]), rtol=0, atol=1e-12)
    assert_allclose(log_softmax(np.array([-1e4, -1e4])), -np.log(2.0), rtol=0, atol=1e-12)
