"""Shape checks with messages that name the array: a wrong axis stops at the door, not three products later."""

import numpy as np


def expect(name: str, array: np.ndarray, *shape: int | str) -> None:
    """Raise unless `array` has `shape`; an integer is required, a letter stands for any length.

    Raises:
        ValueError: naming the array, its shape and the expected one. `expect("x", x, "B", 3)` may say
            `x has shape (3, 2), expected (B, 3)`.
    """
    found = np.shape(array)
    fits = len(found) == len(shape) and all(
        isinstance(want, str) or have == want for have, want in zip(found, shape, strict=True)
    )
    if not fits:
        raise ValueError(f"{name} has shape {_text(found)}, expected {_text(shape)}")


def expect_same_length(name: str, found: int, other: str, wanted: int) -> None:
    """Raise ValueError unless the sequence `name` has as many steps as `other`."""
    if found != wanted:
        raise ValueError(f"{name} has {found} steps, expected {wanted}, as many as {other}")


def expect_whole(**given: int) -> None:
    """Raise ValueError unless every given size is a whole number from 1 up; the message names the size."""
    for name, value in given.items():
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise ValueError(f"{name} is {value!r}, expected a whole number from 1 up")


def _text(shape: tuple[int | str, ...]) -> str:
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"
