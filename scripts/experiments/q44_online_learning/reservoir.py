"""A memory of fixed size that holds a uniform sample of a stream, however long the stream is."""

from typing import Generic, TypeVar

import numpy as np

Item = TypeVar("Item")


class Reservoir(Generic[Item]):
    """Each item offered so far is kept with the same probability: `size` over their number, once there are more.

    Source: Vitter (1985), Random Sampling with a Reservoir, algorithm R.
    """

    def __init__(self, size: int, random: np.random.Generator) -> None:
        """Begin empty; a ValueError names a size below 1."""
        if size < 1:
            raise ValueError(f"size is {size}, expected at least 1")
        self.size, self.random = size, random
        self.offered = 0
        self.kept: list[Item] = []

    def offer(self, item: Item) -> None:
        """Keep the n-th item with probability size/n, in the place of one kept before."""
        self.offered += 1
        if len(self.kept) < self.size:
            self.kept.append(item)
        elif (place := self.random.integers(self.offered)) < self.size:
            self.kept[place] = item

    def draw(self) -> Item:
        """Return one of the items kept, each with the same chance."""
        return self.kept[self.random.integers(len(self.kept))]
