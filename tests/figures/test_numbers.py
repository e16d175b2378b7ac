"""The text with a figure's numbers: what is said of each kind of value, and that of long ones the ends are said."""

import re
from collections import namedtuple
from types import SimpleNamespace

import numpy as np
import pytest

from scripts.figures.numbers import NO_DIGEST, numbers

ALT = "A line that falls."


def text(returned, said="Return what is plotted.", **constants):
    def arrays():
        return returned

    arrays.__doc__ = said
    return numbers(SimpleNamespace(__name__="scripts.figures.q03_a.b", ALT=ALT, arrays=arrays, **constants))


def lines(returned):
    """What is said of the arrays alone."""
    return text(returned).split("from 1.\n\n")[1].rpartition("\n\nMade by")[0].split("\n")


def test_it_is_read_from_top_to_bottom():
    said = "Return the steps (S,) and `kept` (2, S),\n\n    in the order of BIASES."
    made = text({"steps": np.arange(2), "kept": np.eye(2)}, said, BIASES=(1, 0.5), STEPS=3)
    assert made == (
        "\ufeffA line that falls.\n\n"
        "The numbers that the figure shows.\n"
        "The steps (S,) and kept (2, S), in the order of BIASES.\n"
        "BIASES: 1, 0.5.\n"
        "Numbers have 4 significant digits, whole ones all of them. Rows and places are counted from 1.\n\n"
        "steps, 2 values: 0, 1.\n\n"
        "kept, 2 rows of 2 values:\n"
        "Row 1: 1, 0.\n"
        "Row 2: 0, 1.\n\n"
        f"Made by scripts/figures/q03_a/b.py, digest {NO_DIGEST}.\n"
    )


@pytest.mark.parametrize(
    ("constant", "said"),
    [
        ({"lstm": ("LSTM", "-"), "gru": ("GRU", ":")}, "CELLS: lstm, gru."),
        ((("lstm", 1), ("gru", 2)), "CELLS: lstm, gru."),
        (0.25, "CELLS: 0.25."),
        (((1, 2), (3, 4)), None),
        ((("f", "-"), ("f", ":")), None),
        (None, None),
    ],
)
def test_a_constant_that_the_docstring_names_is_said_where_it_is_words(constant, said):
    made = text({}, "Return for each of CELLS the errors.", CELLS=constant)
    assert re.findall("(?m)^CELLS.*", made) == ([said] if said else [])


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.123456, "0.1235"),
        (-0.00012345, "-0.0001234"),
        (0.000099995, "9.999e-5"),
        (12345.67, "12350"),
        (25600.0, "25600"),
        (57809984, "57809984"),
        (3e9, "3e+9"),
        (1.23456e-25, "1.235e-25"),
        (-0.0, "0"),
        (np.inf, "infinite"),
        (-np.inf, "minus infinite"),
        (np.nan, "missing"),
        (True, "true"),
        ("zeros", "“zeros”"),
    ],
)
def test_a_value(value, said):
    assert lines({"a": value}) == lines({"a": np.array(value)}) == [f"a: {said}."]
    assert lines({"a": [value, value]}) == [f"a, 2 values: {said}, {said}."]
    assert lines({"a": {"b": np.array(value)}}) == [f"a: b {said}."]


def test_up_to_24_values_are_said_and_of_more_24_with_both_ends_the_least_and_the_greatest():
    values = np.sin(np.arange(400))
    values[[200, 77]] = [-2, np.nan]
    (one,) = lines({"a": values[:24]})
    assert one.count(",") == 24
    assert "evenly" not in one
    (one,) = lines({"a": values})
    start, _, row = one.partition(": ")
    assert start == "a, 400 values; 24 of 400, evenly spaced"
    row, _, ends = row.partition(". Least")
    assert row.count(",") == 23
    assert row.startswith("0, ")
    assert row.endswith(f", {values[-1]:.4g}")
    assert ends == f" -2 at place 201, greatest {np.nanmax(values):.4g} at place {np.nanargmax(values) + 1}."


def test_a_matrix_is_said_row_by_row_and_of_many_rows_24():
    said = lines({"a": np.arange(90).reshape(30, 3)})
    assert said[0] == "a, 30 rows of 3 values; 24 of 30 rows, evenly spaced:"
    assert len(said) == 26
    assert (said[1], said[-2]) == ("Row 1: 0, 1, 2.", "Row 30: 87, 88, 89.")
    assert said[-1] == "Least 0 at row 1, place 1, greatest 89 at row 30, place 3."
    said = lines({"a": np.arange(60).reshape(2, 30)})
    assert said[0] == "a, 2 rows of 30 values; 24 of 30 in each row, evenly spaced:"
    assert said[2].endswith(", 59. Least 30 at place 1, greatest 59 at place 30.")


def test_more_axes_are_parts_and_values_that_are_alike_are_counted():
    assert lines({"a": np.zeros((2, 1, 4), bool)}) == [
        "a, 2 parts of 1 row of 4 values:",
        "Part 1, row 1: 4 times false.",
        "Part 2, row 1: 4 times false.",
    ]
    assert lines({"a": np.full(30, np.nan)}) == ["a, 30 values; 24 of 30, evenly spaced: 30 times missing."]


def test_what_stands_in_dicts_tuples_lists_and_sets_has_its_place_in_its_name():
    part = namedtuple("part", "name size")
    pair = (np.arange(2), np.array([["a"]]))
    assert lines({"a": {"b": np.arange(2), "c": 1}, "d": {"BB", "B", "A"}}) == [
        "a, b, 2 values: 0, 1.",
        "a, c: 1.",
        "d, 3 values: “A”, “B”, “BB”.",
    ]
    assert lines([part("x", 2), part("y", None)]) == ["Part 1: name “x”, size 2.", "Part 2: name “y”, size missing."]
    assert lines({"a": pair}) == ["a, part 1, 2 values: 0, 1.", "", "a, part 2, 1 row of 1 value:", "Row 1: “a”."]
