"""All that gives trees their values, brought together: whoever imports `Scope` from here can ask it for any."""

from scripts.checks.formulas.algebra import derivatives, names, operations, sums
from scripts.checks.formulas.algebra.scope import Definition, Scope, Table, Unknown

__all__ = ["Definition", "Scope", "Table", "Unknown", "derivatives", "names", "operations", "sums"]
