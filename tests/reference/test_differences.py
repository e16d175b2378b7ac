"""Centred differences on functions whose gradient is known, and the relative error by its own definition."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference.differences import centred, relative_error


def test_gradient_of_a_cubic():
    a = np.array([[1.0, -2.0, 0.5], [3.0, 0.0, -1.0]])
    assert_allclose(centred(lambda: float((a**3).sum()), a), 3 * a**2, rtol=0, atol=1e-9)


def test_the_array_is_set_back():
    a = np.array([0.1, 0.2, 0.3])
    before = a.copy()
    centred(lambda: float(a @ a), a)
    assert_array_equal(a, before)


def test_the_error_falls_with_the_square_of_the_width():
    a = np.array([1.0])
    wide, narrow = (abs(centred(lambda: float(np.exp(a).sum()), a, width)[0] - np.e) for width in (1e-2, 1e-3))
    assert wide / narrow == pytest.approx(100, rel=0.01)


def test_relative_error_runs_from_zero_to_one():
    a = np.array([3.0, 4.0])
    assert relative_error(a, a) == 0.0
    assert relative_error(a, -a) == 1.0
    assert relative_error(a, 0 * a) == 1.0
    assert relative_error(0 * a, 0 * a) == 0.0
    assert relative_error(a, 1.1 * a) == pytest.approx(0.1 / 2.1)
