"""Tables of numbers that ship inside a package, as comma-separated values below one line of names."""

import io

import numpy as np
import torch

from scripts.experiments.tasks import shipped


def read(package: str, name: str, sha256: str, columns: list[int]) -> torch.Tensor:
    """The columns with these numbers as float64 (rows, columns); an empty cell is NaN."""
    text = io.BytesIO(shipped.read(package, name, sha256))
    table = np.genfromtxt(text, delimiter=",", skip_header=1, usecols=columns, ndmin=2)
    return torch.from_numpy(table)
