"""Daphnet S06R02E0: how a person with Parkinson's disease walks, from three sensors on one leg and the trunk.

7,040 steps at 64 per second, 110 s, of nine accelerations in thousandths of g: ankle, leg and trunk, each horizontal
forward, vertical and horizontal sideways. Integers from -5010 to 4165; none is missing.

**No step is labelled.** The whole data set marks when the gait freezes; this excerpt holds no such episode, so it
cannot measure a detector, and aeon drops it from release 1.7 on. It serves where several real channels are needed: for
missing values (hide some), for autoencoders and for forecasts.

| Part       | Steps        | Seconds |
|------------|--------------|---------|
| train      | 0 to 4223    | 66      |
| validation | 4224 to 5631 | 22      |
| test       | 5632 to 7039 | 22      |

The split is by time; one person and one walk, so nothing here holds for other people.

Source: M. Bächlin, M. Plotnik, D. Roggen, I. Maidan, J. M. Hausdorff, N. Giladi and G. Tröster, Wearable assistant for
Parkinson's disease patients with the freezing of gait symptom, IEEE Transactions on Information Technology in
Biomedicine 14 (2), 436-446, 2010. The file ships in aeon 1.6.0, under BSD-3-Clause. Licence of the data: whoever
publishes with them must cite that article; the Machine Learning Repository of UCI has them under CC BY 4.0.
"""

from scripts.experiments.tasks import csv_files
from scripts.experiments.tasks.series import Series, filled

RATE = 64  # steps per second
VALIDATION, TEST = 66 * RATE, 88 * RATE
CHANNELS = tuple(
    f"{place}_{axis}" for place in ("ankle", "leg", "trunk") for axis in ("horiz_fwd", "vert", "horiz_lateral")
)
SHA256 = "5a1d2990fec3846c3e1bc43487f0860e63434bd06b3df763012e97ce23d0d84c"


def load() -> Series:
    """The whole walk, (7040, 9), and its three parts; the columns are CHANNELS."""
    table = csv_files.read("aeon", "datasets/data/Daphnet_S06R02E0/S06R02E0.csv", SHA256, list(range(1, 10)))
    return filled(table, VALIDATION, TEST)
