"""Weekly CO2 over Mauna Loa, Hawaii, 1958 to 2001: a trend, a season and genuine gaps.

2,284 Saturdays from 29 March 1958 to 29 December 2001, one value each, in parts per million, from 313.0 to 373.9. In 59
weeks nothing was measured, in 22 runs of 1 to 18 weeks; the last is in August 1985. A gap is False in `seen`; `x` holds
the last value before it, which is what a forecaster had. To fill it otherwise, or to hide more weeks, start from the
mask.

| Part       | Weeks | From           | Missing |
|------------|-------|----------------|---------|
| train      | 1,449 | 29 March 1958  | 59      |
| validation | 313   | 4 January 1986 | 0       |
| test       | 522   | 4 January 1992 | 0       |

The split is by time. The level only rises, so the test part lies above everything that was learned from: forecast the
difference from the last value, or compare with the same week of the year before plus the yearly growth.

Source: C. D. Keeling and T. P. Whorf, Atmospheric CO2 concentrations derived from flask air samples at sites in the SIO
network, in Trends: A Compendium of Data on Global Change, CDIAC, Oak Ridge National Laboratory, 2004. The file
ships in statsmodels 0.15.0, under BSD-3-Clause, which calls the data public domain; Scripps, the measurers, publish
theirs under CC BY 4.0 today.
"""

from datetime import date, timedelta

from scripts.experiments.tasks import csv_files
from scripts.experiments.tasks.series import Series, filled

FIRST = date(1958, 3, 29)
VALIDATION, TEST = date(1986, 1, 4), date(1992, 1, 4)
SHA256 = "16695fa2786e53414e5a6b54767a3fdf5de99cfbc68617f69d1362d92776a92f"


def step(day: date) -> int:
    """The number of the week that ends on a Saturday."""
    return (day - FIRST) // timedelta(weeks=1)


def load() -> Series:
    """The whole series, (2284, 1), with its mask and its three parts."""
    return filled(csv_files.read("statsmodels", "datasets/co2/co2.csv", SHA256, [1]), step(VALIDATION), step(TEST))
