"""What the messages about wrong shapes and sizes say."""

import numpy as np
import pytest

from scripts.reference.shapes import expect, expect_same_length, expect_whole


def test_a_letter_stands_for_any_length():
    expect("x", np.zeros((7, 3)), "B", 3)
    expect("loss", 1.5)


@pytest.mark.parametrize(
    ("found", "wanted", "message"),
    [
        ((7, 2), ("B", 3), "x has shape (7, 2), expected (B, 3)"),
        ((3,), ("B", 3), "x has shape (3,), expected (B, 3)"),
        ((7, 3, 1), (4,), "x has shape (7, 3, 1), expected (4,)"),
        ((), ("H",), "x has shape (), expected (H,)"),
    ],
)
def test_the_message_names_array_shape_and_expectation(found, wanted, message):
    with pytest.raises(ValueError, match=r"^x has shape") as caught:
        expect("x", np.zeros(found), *wanted)
    assert str(caught.value) == message


def test_lengths_are_compared():
    expect_same_length("dhs", 3, "caches", 3)
    with pytest.raises(ValueError, match=r"^dhs has 2 steps, expected 3, as many as caches$"):
        expect_same_length("dhs", 2, "caches", 3)


@pytest.mark.parametrize("value", [0, -1, 2.0, True, "3", None])
def test_sizes_are_whole_numbers_from_one_up(value):
    expect_whole(H=1, T=100)
    with pytest.raises(ValueError, match=rf"^T is {value!r}, expected a whole number from 1 up$"):
        expect_whole(H=1, T=value)
