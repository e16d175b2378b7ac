"""Sequences of different lengths, for experiments that have to leave padding out."""

import torch

from scripts.experiments.tasks.labelled import Labelled


def ragged() -> Labelled:
    """Three sequences of noise, with noise in their padding."""
    x = torch.randn(6, 3, 12, generator=torch.Generator().manual_seed(1))
    return Labelled(x, torch.tensor([6, 3, 4]), torch.tensor([0, 1, 2]))
