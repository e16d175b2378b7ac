"""Sequences for testing: drawn by seeds that no training has."""

import torch

TEST_SEED = 1_000_000  # seeds of trainings are smaller


def generator(offset: int = 0) -> torch.Generator:
    """A new generator for test sequences; the offset, such as a length or a lag, tells several sets apart."""
    return torch.Generator().manual_seed(TEST_SEED + offset)
