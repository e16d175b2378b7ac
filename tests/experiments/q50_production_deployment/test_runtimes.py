"""All runtimes are the same function: any steps, any batch, any state, and nothing kept between calls."""

import numpy as np
import pytest

from scripts.experiments.q50_production_deployment import runtimes

D, H, K, L = 5, 7, 3, 2
WEIGHTS = runtimes.draw(D, H, K, L, seed=1)
EXACT = runtimes.in_numpy(runtimes.doubled(WEIGHTS))


def drawn(T: int, B: int) -> list[np.ndarray]:
    """Frames and a state that is not zero."""
    rng = np.random.default_rng(0)
    return [rng.normal(size=shape).astype(np.float32) for shape in ((T, B, D), (L, B, H), (L, B, H))]


@pytest.mark.parametrize("name", runtimes.RUNTIMES)
def test_every_runtime_answers_as_float64_at_any_shape(name):
    run = runtimes.RUNTIMES[name](WEIGHTS)
    for T, B in ((1, 1), (6, 4), (11, 2)):
        given = drawn(T, B)
        found, expected = run(*given), EXACT(*(array.astype(np.float64) for array in given))
        assert [array.shape for array in found] == [(T, B, K), (L, B, H), (L, B, H)]
        for a, b in zip(found, expected, strict=True):
            assert a.dtype == np.float32
            np.testing.assert_allclose(a, b, atol=1e-6)


@pytest.mark.parametrize("name", runtimes.RUNTIMES)
def test_nothing_is_kept_between_calls_and_nothing_given_is_changed(name):
    run, given = runtimes.RUNTIMES[name](WEIGHTS), drawn(3, 2)
    copies = [array.copy() for array in given]
    first, second = run(*given), run(*given)
    for a, b in zip([*first, *given], [*second, *copies], strict=True):
        np.testing.assert_array_equal(a, b)


def test_weights_lie_within_the_bound_and_depend_on_the_seed():
    arrays = [array for p in WEIGHTS.layers for array in p] + [WEIGHTS.V, WEIGHTS.d]
    assert max(np.abs(array).max() for array in arrays) <= H**-0.5
    assert not np.array_equal(runtimes.draw(D, H, K, L, seed=2).V, WEIGHTS.V)


def test_the_graph_has_one_lstm_node_per_layer():
    made = runtimes.model(WEIGHTS)
    assert [node.op_type for node in made.graph.node].count("LSTM") == L
