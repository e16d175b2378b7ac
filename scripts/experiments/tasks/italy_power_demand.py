"""ItalyPowerDemand: winter or summer? The electricity demand of a day in Italy, 24 hours, in one of two half-years.

Each day is scaled by itself to mean 0 and standard deviation 1, so the level of demand tells nothing: only the shape of
the day does. Every sequence has 24 steps of one value, and none is missing.

| Part  | Sequences | Class 0 (October to March) | Class 1 (April to September) | Larger class |
|-------|-----------|----------------------------|------------------------------|--------------|
| train | 67        | 34                         | 33                           | 50.7 %       |
| test  | 1,029     | 513                        | 516                          | 50.1 %       |

The file numbers the classes without naming them. Class 0 is taken for winter here because its demand peaks in the
evening at 19 hours, class 1's at 21, and because the file's text names October to March first.

Split: the archive's. Days of both parts come from the same year or so, and may be neighbours. There is no validation
part: hold one out of the 67 days (`labelled.hold_out`), or cross-validate.

Source: twelve monthly series of electricity demand, first used in E. Keogh et al., Intelligent Icons (ICDM 2006),
through the UCR Time Series Archive (H. A. Dau et al., arXiv:1810.07758). The files ship in aeon 1.6.0, under
BSD-3-Clause. Licence of the data: unclear; the archive asks to be cited, and the page of it that was read states no
terms.
"""

from scripts.experiments.tasks import ts_files
from scripts.experiments.tasks.labelled import Splits

CLASSES = 2
SHA256 = {
    "TRAIN": "341269cb7e6cef96846b30e774580beec79addb93848ba360145219115a74b7c",
    "TEST": "26122451f87dd0387ef90b18bc8a86c041371b8a1c068004922b939971247144",
}


def load() -> Splits:
    """The archive's split: x of shape (24, 67, 1) and (24, 1029, 1)."""
    name = "datasets/data/ItalyPowerDemand/ItalyPowerDemand_{}.ts"
    return Splits(*(ts_files.read("aeon", name.format(part), sha256) for part, sha256 in SHA256.items()))
