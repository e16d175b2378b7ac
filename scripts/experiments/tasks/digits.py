"""Handwritten digits, read row by row: 1,797 images of 8 × 8, each a sequence of 8 steps (top to bottom) of 8 pixels.

A pixel counts the inked points, 0 to 16, in a block of 4 × 4 of the scanned digit; here it is divided by 16. The ten
classes have 174 (eights) to 183 (threes) images; none is missing, and all sequences have 8 steps.

| Part  | Images | Images of the classes 0 to 9                     | Largest class |
|-------|--------|--------------------------------------------------|---------------|
| train | 1,347  | 134, 136, 133, 137, 136, 136, 136, 134, 130, 135 | 10.2 %        |
| test  | 450    | 44, 46, 44, 46, 45, 46, 45, 45, 44, 45           | 10.2 %        |

Split: a quarter of each class is held out at random, always with the seed 0. The 13 writers are not named in the file,
so both parts have images of the same hands: the test says nothing about new writers.

Source: E. Alpaydin and C. Kaynak, Cascading classifiers, Kybernetika 34 (4), 369-374, 1998; UCI Machine Learning
Repository, Optical Recognition of Handwritten Digits, of which this is the test set, doi 10.24432/C50P49. The file
ships in scikit-learn 1.9.1. Licence: CC BY 4.0, as that repository states for all its data sets; scikit-learn's is
BSD-3-Clause.
"""

import gzip

import numpy as np
import torch

from scripts.experiments.tasks import shipped
from scripts.experiments.tasks.labelled import Labelled, Splits, hold_out

CLASSES = 10
SHA256 = "09f66e6debdee2cd2b5ae59e0d6abbb73fc2b0e0185d2e1957e9ebb51e23aa22"
SHARE, SEED = 0.25, 0


def load() -> Splits:
    """The fixed split: x of shape (8, 1347, 8) and (8, 450, 8), values from 0 to 1."""
    lines = gzip.decompress(shipped.read("sklearn", "datasets/data/digits.csv.gz", SHA256)).decode().splitlines()
    table = torch.from_numpy(np.loadtxt(lines, delimiter=",", dtype=np.float32))
    x = (table[:, :64] / 16).reshape(-1, 8, 8).transpose(0, 1).contiguous()
    return hold_out(Labelled(x, torch.full((len(table),), 8), table[:, 64].long()), SHARE, SEED)
