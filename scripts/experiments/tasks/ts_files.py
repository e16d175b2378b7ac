"""The .ts format of the archives at timeseriesclassification.com, as far as the tasks here use it.

Behind comments (#) and a header (@) stands one sequence per line: its dimensions, separated by colons, then its class.
Each dimension is a list of values separated by commas, one value per step; the dimensions of a line are equally long.
"""

import torch

from scripts.experiments.tasks import shipped
from scripts.experiments.tasks.labelled import Labelled, padded


def read(package: str, name: str, sha256: str) -> Labelled:
    """The sequences of a file that ships in `package`; the file's classes 1, 2, … become 0, 1, …"""
    sequences, y = [], []
    for line in shipped.read(package, name, sha256).decode().splitlines():
        if line and line[0] not in "#@":
            *dimensions, label = line.split(":")
            sequences.append(torch.tensor([[float(value) for value in values.split(",")] for values in dimensions]).T)
            y.append(int(label) - 1)
    return padded(sequences, y)
