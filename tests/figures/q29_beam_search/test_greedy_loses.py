"""The claim of greedy_loses, on what it draws."""

import math
import re

import pytest

from scripts.figures.q29_beam_search import greedy_loses
from tests.figures.says import says


@pytest.fixture(scope="module")
def plotted():
    return greedy_loses.arrays()


def test_each_row_of_the_table_is_a_distribution():
    for row in greedy_loses.ROWS.values():
        assert math.fsum(row.values()) == pytest.approx(1.0)


@says(
    greedy_loses,
    "A beam of width 2 also keeps B (0.4), behind which BB follows with 0.9, and finds BB, 0.252, the best "
    "output of all.",
)
def test_greedy_takes_the_likelier_token_and_loses(plotted):
    assert plotted["p"]["A"] > plotted["p"]["B"]
    assert plotted["said"] == "AA."
    assert plotted["p"]["AA."] == pytest.approx(0.12)
    assert plotted["found"] == plotted["best"] == "BB."
    assert plotted["p"]["BB."] == pytest.approx(0.252)
    assert greedy_loses.ROWS["B"]["B"] == 0.9
    assert plotted["p"][plotted["found"]] > 2 * plotted["p"][plotted["said"]]


@says(
    greedy_loses,
    "Follow B: greedy decoding drops it, a beam of width 2 keeps it and wins.",
    "Heavy lines: kept by the beam; dashed: greedy.",
)
def test_the_beam_kept_two_of_each_length(plotted):
    assert plotted["kept"] == {"A", "B", "AA", "BB", "BB."}
    assert plotted["greedy"] == {"A", "AA", "AA."}


@says(
    greedy_loses,
    "Behind “=”: the probability of the prefix; “end” is the end token.",
)
def test_each_number_is_the_product_of_its_row_up_to_there(plotted):
    for prefix, p in plotted["p"].items():
        factors = [greedy_loses.ROWS[prefix[:n]][prefix[n]] for n in range(len(prefix))]
        assert p == pytest.approx(math.prod(factors), abs=1e-12)


@says(
    greedy_loses,
    "Greedy decoding takes A (0.6) and ends with AA, 0.12.",
)
def test_the_text_names_what_is_drawn(plotted):
    named = [float(number) for number in re.findall(r"0\.\d+", greedy_loses.ALT)]
    table = greedy_loses.ROWS
    drawn = [plotted["p"]["A"], plotted["p"]["AA."], plotted["p"]["B"], table["B"]["B"], plotted["p"]["BB."]]
    assert named == pytest.approx(drawn)


@pytest.mark.parametrize("narrow", [False, True])
def test_all_but_what_lies_behind_dropped_prefixes_is_drawn(plotted, narrow):
    at = greedy_loses.places(narrow)
    assert set(at) - {""} == {p for p in plotted["p"] if p[:2] not in greedy_loses.HIDDEN or len(p) < 3}
