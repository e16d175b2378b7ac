"""KDD-TSAD 135 (InternalBleeding16): a regular pulse, one stretch of which is wrong.

7,501 values, one per step, from 55.7 to 104.5; a period is about 183 steps, and none is missing. The first 1,200 steps
are promised to be normal; of the rest, 12 are labelled: 4187 to 4198, one stretch, 0.19 % of the 6,301 steps.

What is wrong looks like added noise, from 4188 to 4199: one step later than the labels, so allow a hit some steps
beside them. The change from one step to the next finds it alone: up to 11.1 there, and nowhere else above 1.75. That
rule is the baseline to beat here.

| Part       | Steps        | Labelled |
|------------|--------------|----------|
| train      | 0 to 999     | 0        |
| validation | 1000 to 1199 | 0        |
| test       | 1200 to 7500 | 12       |

The split is by time, and narrower than the files: the archive's test file begins with its training file, the same 1,200
values, which would count what was learned from among what is measured. The last 200 normal steps, about one period, are
for choosing a threshold. One anomaly gives one hit or one miss: say whether it was found and how many false alarms came
with it, and claim nothing finer.

Source: R. Wu and E. Keogh, Current time series anomaly detection benchmarks are flawed and are creating the illusion of
progress, IEEE TKDE, 2021, arXiv:2009.13807; prepared for a competition at SIGKDD 2021. The files ship in aeon 1.6.0,
under BSD-3-Clause, which calls the values the heart rate of a patient with internal bleeding; more about their origin
could not be found. Licence of the data: unclear, none is stated.
"""

from typing import NamedTuple

import torch

from scripts.experiments.tasks import csv_files
from scripts.experiments.tasks.series import Series, filled

VALIDATION, TEST = 1000, 1200
SHA256 = "fe26577b94896943e8205d04d56bf2511fe05c008df535a1ec3826adff3597e2"


class Monitored(NamedTuple):
    """A series, and where it is wrong."""

    series: Series
    anomaly: torch.Tensor  # (T,) bool


def load() -> Monitored:
    """The whole series, (7501, 1), its parts and its labels."""
    name = "datasets/data/KDD-TSAD_135/135_UCR_Anomaly_InternalBleeding16_TEST.csv"
    table = csv_files.read("aeon", name, SHA256, [1, 2])
    return Monitored(filled(table[:, :1], VALIDATION, TEST), table[:, 1].bool())
