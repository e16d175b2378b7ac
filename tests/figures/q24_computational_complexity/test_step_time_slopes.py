"""The claim of step_time_slopes, on the arrays that it plots."""

from scripts.figures.q24_computational_complexity import step_time_slopes
from scripts.figures.q24_computational_complexity.step_time_slopes import PANELS, arrays
from tests.figures.says import says


def test_the_lstm_takes_longer_than_one_product_and_most_so_at_the_smallest_size():
    for name in PANELS:
        shown = arrays()[name]
        over = shown["lstm"] / shown["product"]
        assert (over > 1).all()
        assert over.argmax() == 0
        assert over[-1] < 1.25


@says(
    step_time_slopes,
    "The LSTM's curves start flatter and then run along the product's: 2.5 times as slow at B = 1 and 1.2 at "
    "128, 5.3 times at H = 16 and 1.04 at 512.",
)
def test_the_ratios_are_those_of_the_text():
    over = {name: shown["lstm"] / shown["product"] for name, shown in arrays().items()}
    assert round(float(over["B"][0]), 1) == 2.5
    assert round(float(over["B"][-1]), 1) == 1.2
    assert round(float(over["H"][0]), 1) == 5.3
    assert round(float(over["H"][-1]), 2) == 1.04
    assert all(small < large for small, large in (arrays()[name]["slopes"] for name in PANELS))


@says(
    step_time_slopes,
    "Look at the left of each panel: there costs show that hardly grow with the work.",
)
def test_the_curves_start_flatter_than_they_end():
    for name in PANELS:
        small, large = arrays()[name]["slopes"]
        assert small < large
