"""The claim of greedy_loses, on what it draws."""

import math
import re

import pytest

from scripts.figures.q29_beam_search import greedy_loses


@pytest.fixture(scope="module")
def plotted():
    return greedy_loses.arrays()


def test_each_row_of_the_table_is_a_distribution():
    for row in greedy_loses.ROWS.values():
        assert math.fsum(row.values()) == pytest.approx(1.0)


def test_greedy_takes_the_likelier_token_and_loses(plotted):
    assert plotted["p"]["A"] > plotted["p"]["B"]
    assert plotted["said"] == "AA."
    assert plotted["found"] == plotted["best"] == "BB."
    assert plotted["p"][plotted["found"]] > 2 * plotted["p"][plotted["said"]]


def test_the_beam_kept_two_of_each_length(plotted):
    assert plotted["kept"] == {"A", "B", "AA", "BB", "BB."}
    assert plotted["greedy"] == {"A", "AA", "AA."}


def test_each_number_is_the_product_of_its_row_up_to_there(plotted):
    for prefix, p in plotted["p"].items():
        factors = [greedy_loses.ROWS[prefix[:n]][prefix[n]] for n in range(len(prefix))]
        assert p == pytest.approx(math.prod(factors), abs=1e-12)


def test_the_text_names_what_is_drawn(plotted):
    named = [float(number) for number in re.findall(r"0\.\d+", greedy_loses.ALT)]
    table = greedy_loses.ROWS
    drawn = [plotted["p"]["A"], plotted["p"]["AA."], plotted["p"]["B"], table["B"]["B"], plotted["p"]["BB."]]
    assert named == pytest.approx(drawn)


@pytest.mark.parametrize("narrow", [False, True])
def test_all_but_what_lies_behind_dropped_prefixes_is_drawn(plotted, narrow):
    at = greedy_loses.places(narrow)
    assert set(at) - {""} == {p for p in plotted["p"] if p[:2] not in greedy_loses.HIDDEN or len(p) < 3}
