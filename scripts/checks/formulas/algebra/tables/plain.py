"""Names that stand for numbers alone: what an identity holds for any value of, and sizes to count with."""

import numpy as np

from scripts.checks.formulas.algebra.scope import Table
from scripts.checks.formulas.algebra.tables.drawing import counts


def table(rng: np.random.Generator) -> Table:
    """Arguments z, x and a, sizes, and two small counts."""
    names = dict.fromkeys(("z", "x", "a"), np.float64(rng.normal()))
    return Table(names | counts(rng, "B T D H K L V N") | {"n": 7, "k": 3})
