"""A fault that could be made in the reference, and the test that has to catch it.

`faults/NAME.py` lists those of `scripts/reference/NAME.py`. Where a fault changes forward and backward alike, a
gradient check cannot see it, and the list says so: for those faults, values are compared with other libraries.
"""

from typing import NamedTuple


class Fault(NamedTuple):
    name: str
    edits: dict[str, str]  # old text, which must occur exactly once in the module, to new text
    caught_by: str  # file::test
    slips_past: str | None = None  # file::test that stays green
