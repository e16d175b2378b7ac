"""Values of formulas: strict about shapes, and read as a page writes them."""

import numpy as np
import pytest

from scripts.checks.formulas.algebra.evaluate import Scope, Table, Unknown
from scripts.checks.formulas.algebra.parse import parse
from scripts.checks.formulas.algebra.tree import CannotRead
from scripts.checks.formulas.algebra.values import Indexed, Misfit

NAMES = {
    "W": np.arange(6.0).reshape(2, 3),
    "x": np.array([1.0, 2.0, 3.0]),
    "y": np.array([4.0, 5.0]),
    "s": np.float64(0.5),
    "n": 4,
    "t": 2,
    "T": 3,
    "f": Indexed(np.array([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]])),
    "z^f": Indexed(np.array([[1.0, 1.0]]), (2,)),
    "u": Indexed(np.array([[[7.0]], [[8.0]]]), (1, 0), above=True),
}


def value(tex):
    found = Scope(Table(NAMES)).value(parse(tex))
    return found if np.ndim(found) == 0 else np.squeeze(found).tolist()


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        ("W x", [8.0, 26.0]),
        (r"x^\top x", 14.0),
        (r"y \cdot y", 41.0),
        ("1 - y", [-3.0, -4.0]),
        ("y^2", [16.0, 25.0]),
        ("f_t", [0.3, 0.4]),
        ("f_{t,2}", 0.4),
        ("z^f_t", [1.0, 1.0]),
        ("u^2_0", 8.0),
        (r"\prod_{k=1}^{T} f_k", [0.015, 0.048]),
        (r"f_T \odot \dots \odot f_1", [0.015, 0.048]),
        (r"1 + 2 + \dots + n", 10),
        (r"\sum_j W_{1j} x_j", 8.0),
        (r"\max_j x_j", 3.0),
        (r"\mathrm{diag}(y)", [[4.0, 0.0], [0.0, 5.0]]),
        ("[y; y]", [4.0, 5.0, 4.0, 5.0]),
        (r"\lfloor n / 3 \rfloor", 1),
        (r"s n (1 - s)^2", 0.5),
        (r"\tanh^2(s) + \mathrm{e}", None),
        (r"\binom{n}{2}", 6),
    ],
)
def test_value(tex, expected):
    if expected is None:
        with pytest.raises(Unknown):
            value(tex)
    else:
        assert np.allclose(value(tex), expected)


@pytest.mark.parametrize("tex", ["x + y", r"x \odot y", "x y", "W y", "x + s", r"\mathrm{diag}(W)", r"\max(x, y)"])
def test_shapes_that_do_not_fit(tex):
    with pytest.raises(Misfit):
        value(tex)


@pytest.mark.parametrize("tex", ["q", "f_9", r"\sum_m n", "f"])
def test_not_read(tex):
    with pytest.raises(CannotRead):
        value(tex)
