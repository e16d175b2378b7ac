"""The faded error against the exponentially weighted mean of pandas, and its limits."""

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from scripts.reference import prequential
from tests.reference.samples import normal

LOSSES = normal(1, 40) ** 2


@pytest.mark.parametrize("alpha", [0.5, 0.9, 0.999])
def test_the_faded_error_is_the_weighted_mean_of_pandas(alpha):
    theirs = pd.Series(LOSSES).ewm(alpha=1 - alpha, adjust=True).mean()
    assert_allclose(prequential.error(LOSSES, alpha), theirs.to_numpy(), rtol=1e-10)


def test_without_fading_it_is_the_mean_so_far():
    assert_allclose(prequential.error(LOSSES, 1.0), np.cumsum(LOSSES) / np.arange(1, 41))


def test_the_number_of_items_tends_to_the_memory():
    faded = prequential.Faded()
    for _ in range(20_000):
        faded = prequential.step(faded, 1.0, 0.999)
    items, limit = faded.N, prequential.memory(0.999)
    assert items == pytest.approx(limit, rel=1e-6)
    assert limit == pytest.approx(1000)


@pytest.mark.parametrize("alpha", [0.0, 1.5])
def test_a_factor_out_of_range_is_refused(alpha):
    with pytest.raises(ValueError, match="alpha is"):
        prequential.step(prequential.Faded(), 1.0, alpha)
    with pytest.raises(ValueError, match="alpha is"):
        prequential.memory(alpha)
