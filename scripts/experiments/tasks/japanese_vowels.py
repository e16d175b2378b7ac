"""JapaneseVowels: who speaks? Nine men say the vowels a and e in one breath; the class is the speaker.

Each utterance is a sequence of 12 LPC cepstrum coefficients, one step per 6.4 ms (frames of 25.6 ms, sampled at
10 kHz). Values lie between -1.86 and 2.21, and none is missing.

| Part  | Sequences | Lengths | Utterances of the speakers 0 to 8       | Largest class |
|-------|-----------|---------|-----------------------------------------|---------------|
| train | 270       | 7 to 26 | 30 each                                 | 11.1 %        |
| test  | 370       | 7 to 29 | 31, 35, 88, 44, 29, 24, 40, 50, 29      | 23.8 %        |

Split: the one of the data's authors. Both parts have the same nine speakers, in different sessions. There is no
validation part: hold one out of the training part (`labelled.hold_out`). Sequences stand in the order of their
speakers.

Source: M. Kudo, J. Toyama and M. Shimbo, Multidimensional curve classification using passing-through regions, Pattern
Recognition Letters 20 (11-13), 1103-1111, 1999; UCI Machine Learning Repository, doi 10.24432/C5NS47. The files ship in
aeon 1.6.0. Licence: CC BY 4.0, as that repository states for all its data sets; aeon's is BSD-3-Clause.
"""

from scripts.experiments.tasks import ts_files
from scripts.experiments.tasks.labelled import Splits

CLASSES = 9
SHA256 = {
    "TRAIN": "68a430eabd919cc77f40b1f5f3bc0dcafacc1486bca9260785aeb7d262cc78cd",
    "TEST": "b3d41d6a0ca3bcad3afb9ca7d4365382aa51341e2e58bae2a574babdda5b9462",
}


def load() -> Splits:
    """The official split: x of shape (26, 270, 12) and (29, 370, 12)."""
    name = "datasets/data/JapaneseVowels/JapaneseVowels_{}.ts"
    return Splits(*(ts_files.read("aeon", name.format(part), sha256) for part, sha256 in SHA256.items()))
