"""Peaks over threshold against SciPy's generalised Pareto law: density, fit and quantile."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.stats import genpareto

from scripts.reference import peaks
from scripts.reference.differences import centred, relative_error

EXCESSES = genpareto.rvs(0.2, scale=1.5, size=300, random_state=1)
LAWS = [(0.2, 1.5), (-0.15, 2.0), (0.0, 1.2), (1.1, 0.7)]


@pytest.mark.parametrize(("gamma", "sigma"), LAWS)
def test_the_likelihood_is_that_of_scipy(gamma, sigma):
    excesses = genpareto.rvs(gamma, scale=sigma, size=50, random_state=2)
    theirs = genpareto.logpdf(excesses, gamma, scale=sigma).sum()
    assert peaks.log_likelihood(excesses, peaks.Tail(gamma, sigma)) == pytest.approx(theirs, rel=1e-10)


@pytest.mark.parametrize("at", [0, 1])
@pytest.mark.parametrize("law", [(0.2, 1.5), (-0.05, 2.5)])
def test_its_gradient_is_the_differences(law, at):
    moved = np.array(law)
    numeric = centred(lambda: peaks.log_likelihood(EXCESSES, peaks.Tail(*moved)), moved)
    assert relative_error(peaks.log_likelihood_backward(EXCESSES, peaks.Tail(*law))[at], numeric[at]) < 1e-6


@pytest.mark.parametrize(("gamma", "sigma"), [law for law in LAWS if law[0]])
def test_the_fit_is_that_of_scipy_and_no_less_likely(gamma, sigma):
    excesses = genpareto.rvs(gamma, scale=sigma, size=400, random_state=3)
    c, _, scale = genpareto.fit(excesses, floc=0)
    ours = peaks.fit(excesses)
    assert_allclose(ours, (c, scale), rtol=2e-2, atol=5e-3)
    assert peaks.log_likelihood(excesses, ours) >= peaks.log_likelihood(excesses, peaks.Tail(c, scale)) - 1e-4
    assert np.abs(peaks.log_likelihood_backward(excesses, ours)).max() < 0.5


@pytest.mark.parametrize(("gamma", "sigma"), LAWS)
def test_the_threshold_is_the_quantile_of_scipy(gamma, sigma):
    level, n, above, q = 3.0, 2_000, 100, 1e-4
    theirs = level + genpareto.isf(q * n / above, gamma, scale=sigma)
    assert peaks.threshold(level, peaks.Tail(gamma, sigma), q, n, above) == pytest.approx(theirs, rel=1e-10)


def test_a_rate_that_the_scores_show_themselves_is_refused():
    with pytest.raises(ValueError, match="100/2000"):
        peaks.threshold(3.0, peaks.Tail(0.1, 1.0), 0.06, 2_000, 100)
    with pytest.raises(ValueError, match="two excesses"):
        peaks.fit(np.array([1.0, 0.0]))


def test_of_exponential_scores_it_finds_the_rare_level_on_average():
    found = [peaks.over(np.random.default_rng(s).exponential(size=10_000), 0.02, 1e-4) for s in range(8)]
    assert np.mean(found) == pytest.approx(np.log(1e4), rel=0.05)


def test_no_law_is_likely_that_forbids_an_excess():
    assert peaks.log_likelihood(np.array([1.0, 5.0]), peaks.Tail(-0.5, 2.0)) == -np.inf
