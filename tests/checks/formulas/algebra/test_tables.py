"""Tables: each of a function that there is, with sizes of which no two are alike."""

import numpy as np
import pytest

from scripts.checks.formulas.algebra.tables import ALSO, HOLDS, TABLES, draws, key_of
from scripts.checks.formulas.algebra.tables.drawing import jacobian
from scripts.site.model.reference_code import functions


def test_of_functions_that_there_are():
    known = functions()
    modules = {name.partition(".")[0] for name in known}
    for name in (*TABLES, *ALSO):
        name = name.partition(" ")[0]
        assert name in known or name in modules or name == "plain", name
    assert {name for several in ALSO.values() for name in several} <= set(TABLES)
    assert set(HOLDS) <= set(TABLES)


def test_the_nearest_table():
    assert key_of("gru.step_reset_before") == "gru.step_reset_before"
    assert key_of("lstm.step_backward") == key_of("bptt.backward") == "lstm"
    assert key_of("nothing.of_ours") is None


@pytest.mark.parametrize("name", TABLES)
def test_draws_differ(name):
    one, other = draws(name)
    assert one.names.keys() == other.names.keys()
    assert list(_numbers(one)) != list(_numbers(other))


def test_sizes_differ():
    for table in draws("lstm"):
        sizes = [table.names[size] for size in ("D", "H", "K", "T", "t", "k")]
        assert len({*sizes, 4 * table.names["H"]}) == 7


def test_what_is_held():
    (table, _) = draws("lstm", (("c_0", 0.0), ("f", 1.0)))
    assert np.all(table.names["f"].array == 1)
    assert np.all(table.names["c"].array[0] == 0)


def test_derivatives_by_differences():
    A = np.arange(6.0).reshape(2, 3)
    assert np.allclose(jacobian(lambda x: np.sin(x) @ A.T, np.ones(3)), A * np.cos(1.0), rtol=0, atol=1e-11)


def _numbers(table):
    for value in (*table.names.values(), table.result):
        value = getattr(value, "array", value)
        if not callable(value) and value is not None:
            for part in value if isinstance(value, list) else [value]:
                yield from np.ravel(part).tolist()
