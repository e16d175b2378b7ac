"""The claim of greedy_loses, on what it draws."""

import math
import re

import pytest

from scripts.figures import kit
from scripts.figures.q29_beam_search import greedy_loses
from tests.figures.says import says

TAKES = "Greedy decoding takes A (0.6) and ends with AA, 0.12."
KEEPS = (
    "A beam of width 2 also keeps B (0.4), behind which BB follows with 0.9, and finds BB, 0.252, the best output of "
    "all."
)
FOLLOW = "Follow B: greedy decoding drops it, a beam of width 2 keeps it and wins."


@pytest.fixture(scope="module")
def plotted():
    return greedy_loses.arrays()


def test_each_row_of_the_table_is_a_distribution():
    for row in greedy_loses.ROWS.values():
        assert math.fsum(row.values()) == pytest.approx(1.0)


@says(greedy_loses, TAKES, KEEPS, FOLLOW)
def test_greedy_takes_the_likelier_token_and_loses(plotted):
    assert plotted["p"]["A"] > plotted["p"]["B"]
    assert plotted["said"] == "AA."
    assert plotted["found"] == plotted["best"] == "BB."
    assert plotted["p"][plotted["found"]] > 2 * plotted["p"][plotted["said"]]


@says(greedy_loses, KEEPS, FOLLOW)
def test_the_beam_kept_two_of_each_length(plotted):
    assert plotted["kept"] == {"A", "B", "AA", "BB", "BB."}
    assert plotted["greedy"] == {"A", "AA", "AA."}
    assert greedy_loses.WIDTH == 2


@says(greedy_loses, "Behind “=”: the probability of the prefix; “end” is the end token.")
def test_each_number_is_the_product_of_its_row_up_to_there(plotted):
    for prefix, p in plotted["p"].items():
        factors = [greedy_loses.ROWS[prefix[:n]][prefix[n]] for n in range(len(prefix))]
        assert p == pytest.approx(math.prod(factors), abs=1e-12)


@says(greedy_loses, TAKES, KEEPS)
def test_the_text_names_what_is_drawn(plotted):
    named = [float(number) for number in re.findall(r"0\.\d+", greedy_loses.ALT)]
    table = greedy_loses.ROWS
    drawn = [plotted["p"]["A"], plotted["p"]["AA."], plotted["p"]["B"], table["B"]["B"], plotted["p"]["BB."]]
    assert named == pytest.approx(drawn)


@pytest.mark.parametrize("narrow", [False, True])
def test_all_but_what_lies_behind_dropped_prefixes_is_drawn(plotted, narrow):
    at = greedy_loses.places(narrow)
    assert set(at) - {""} == {p for p in plotted["p"] if p[:2] not in greedy_loses.HIDDEN or len(p) < 3}


@says(greedy_loses, "Behind “=”: the probability of the prefix; “end” is the end token.")
@pytest.mark.parametrize("narrow", [False, True])
def test_each_label_has_its_token_and_behind_the_sign_its_probability(plotted, narrow):
    texts = {text.get_position(): text.get_text() for text in greedy_loses.draw(narrow).axes[0].texts}
    for prefix, place in greedy_loses.places(narrow).items():
        if not prefix:
            continue
        token, *_ = texts[place].split(" ")
        assert token == ("end" if prefix[-1] == "." else prefix[-1])
        number = texts[place].split("= ")[-1] if "=" in texts[place] else texts[place].split(" ")[1]
        assert ("=" in texts[place]) == (len(prefix) > 1)
        assert float(number) == pytest.approx(plotted["p"][prefix], rel=5e-3)


@says(greedy_loses, "Heavy lines: kept by the beam; dashed: greedy.")
@pytest.mark.parametrize("narrow", [False, True])
def test_heavy_lines_lead_to_what_the_beam_kept_and_dashed_ones_to_what_greedy_took(plotted, narrow):
    lines, at = greedy_loses.draw(narrow).axes[0].lines, greedy_loses.places(narrow)
    heavy = {line.get_lw() for line in lines if line.get_color() == kit.INK and len(line.get_xdata()) > 1}
    (weight,) = heavy
    for look, up, leads_to in (("heavy", 0, plotted["kept"]), ("dashed", 4, plotted["greedy"])):
        drawn = [line for line in lines if (line.is_dashed() if look == "dashed" else line.get_lw() == weight)]
        ends = {(line.get_xdata()[-1] + 3, line.get_ydata()[-1] - up) for line in drawn if len(line.get_xdata()) > 1}
        assert ends == {at[prefix] for prefix in leads_to}
    thin = [line.get_lw() for line in lines if line.get_color() == kit.RULE]
    assert max(thin) < weight
