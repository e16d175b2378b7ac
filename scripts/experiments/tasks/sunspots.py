"""Sunspots per year, 1700 to 2008: a cycle of about eleven years that never repeats itself.

309 yearly means of the sunspot number, one value each, from 0.0 to 190.2; none is missing. This is the old count
(version 1); in 2015 the whole series was recalibrated, so values from today's tables differ.

| Part       | Years        | Steps |
|------------|--------------|-------|
| train      | 1700 to 1920 | 221   |
| validation | 1921 to 1955 | 35    |
| test       | 1956 to 2008 | 53    |

The split is by time; `series.windows` makes the origins. The test part holds the highest cycle of all (1957). A series
of this length has 28 cycles: expect wide spreads, and compare with the value of eleven years before and with an
autoregression.

Source: NGDC (NOAA, United States), yearly sunspot numbers. The file ships in statsmodels
0.15.0, under BSD-3-Clause, which calls the data public domain. The recalibrated series of the Royal Observatory of
Belgium is another one, under CC BY-NC 4.0.
"""

from scripts.experiments.tasks import csv_files
from scripts.experiments.tasks.series import Series, filled

FIRST = 1700
VALIDATION, TEST = 1921, 1956
SHA256 = "f67889b1d9002cd5227f0e0ef54e35b419cdd85a31279adef6f73fb41e5c0a9b"


def load() -> Series:
    """The whole series, (309, 1), with its three parts; step t is the year FIRST + t."""
    values = csv_files.read("statsmodels", "datasets/sunspots/sunspots.csv", SHA256, [1])
    return filled(values, VALIDATION - FIRST, TEST - FIRST)
