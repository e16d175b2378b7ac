"""The claim of compression_tradeoff, on the arrays that it plots."""

from scripts.figures import kit
from scripts.figures.q39_model_compression import compression_tradeoff
from scripts.figures.q39_model_compression.compression_tradeoff import WAYS, arrays
from tests.figures.says import says

PLOTTED = arrays()


def at(line: str, way: str) -> tuple[float, float]:
    """Bytes and accuracy of one way."""
    return tuple(PLOTTED[line][:, WAYS[line].index(way)])


@says(
    compression_tradeoff,
    "Accuracy on JapaneseVowels by size, from 35 kB.",
)
def test_eight_bits_or_half_the_units_lose_nothing_and_both_keep_it_at_four_kilobytes():
    full = PLOTTED["full"]
    assert round(full[0] / 1000) == 35
    assert at("rounded", "rounded_8")[1] > full[1] - 0.001
    assert at("units", "units_20")[1] >= full[1]
    size, right = at("units_8", "units_20_8")
    assert round(size / 1000, 1) == 3.8
    assert round(right, 3) == 0.969


@says(
    compression_tradeoff,
    "A GRU of half the units in 8 bits keeps 0.969 at 3.0 kB, the LSTM cut to half in more bytes.",
)
def test_a_small_gru_in_eight_bits_is_as_good_and_smaller_still():
    size, right = at("gru_8", "gru_20_8")
    assert round(size / 1000, 1) == 3.0
    assert round(right, 3) == 0.969
    assert size < at("units_8", "units_20_8")[0]


@says(
    compression_tradeoff,
    "Magnitude pruning falls to 0.72 at 5 kB, below nearest mean, 0.92.",
)
def test_magnitude_pruning_falls_below_the_baseline():
    size, right = at("pruned", "pruned_0.9")
    assert round(size / 1000) == 5
    assert round(right, 2) == 0.72
    assert right < PLOTTED["nearest_mean"]
    assert round(float(PLOTTED["nearest_mean"]), 2) == 0.92


@says(
    compression_tradeoff,
    "Distilled LSTMs are no better than those trained alone.",
)
def test_distilled_networks_are_no_better_than_those_trained_alone():
    assert (PLOTTED["distilled"][0] == PLOTTED["lstm"][0]).all()
    assert (PLOTTED["distilled"][1] < PLOTTED["lstm"][1] + 0.003).all()


def test_sizes_fall_along_every_line():
    assert all((PLOTTED[name][0, 1:] < PLOTTED[name][0, :-1]).all() for name in WAYS)


@says(compression_tradeoff, "Means of five seeds.")
def test_five_seeds_stand_behind_each_point():
    assert len(kit.settings("compressed_speaker").seeds) == 5
    right = kit.data("compressed_speaker").ways.full.right
    assert PLOTTED["full"][1] == right.mean
