"""The claim of memory_by_part, on the arrays that it plots."""

import pytest

from scripts.figures import kit
from scripts.figures.q25_memory_requirements import memory_by_part as figure
from scripts.figures.q25_memory_requirements.memory_by_part import arrays
from scripts.reference import memory
from tests.figures.says import says


def of(group: str) -> list[float]:
    return [part.size / 1e6 for part in arrays() if part.group == group]


@says(
    figure,
    "At inference 58 MB of weights; one stream's state is 8 kB.",
)
def test_the_groups_add_up_to_what_is_said():
    assert round(sum(of("model"))) == 231
    assert round(sum(of("data"))) == 239
    assert of("peak") == [128.0, 128.0]
    assert round(of("inference")[0]) == 58
    assert arrays()[-1].size == 8_192


def test_the_parts_are_those_of_the_formula_and_of_the_measured_peak():
    kept, more = (sum(part.size for part in arrays() if part.group == group) for group in ("data", "peak"))
    V, H, L, T, B = figure.V, figure.H, figure.L, figure.T, figure.B
    assert kept == memory.language_model(V, H, H, T, B, L, copies=2)
    assert 0 <= kit.data("saved_bytes").peak.plain - kept - more < 10


@says(
    figure,
    "In training weights, gradients and Adam take 231 MB, the kept activations 239 MB, of which the log-"
    "probabilities are 128 and the layers 105, and two more arrays of 128 at the peak.",
    "First the longest bars: all three have one number per token and word.",
)
def test_the_longest_bars_are_those_over_the_vocabulary():
    parts = sorted(arrays(), key=lambda part: -part.size)
    assert {part.name for part in parts[:3]} == {"log-probabilities", "gradient at log-prob.", "gradient at logits"}
    layers = [part.size for part in arrays() if part.name.startswith("layer")]
    assert sum(layers) / 1e6 == pytest.approx(104.9, abs=0.05)
    assert [round(sum(of(group))) for group in ("model", "data")] == [231, 239]
    assert of("peak") == [128.0, 128.0]
    assert [part.size for part in parts[:3]] == [4 * figure.V * figure.T * figure.B] * 3


@says(figure, "Only the two middle groups grow with batch and length.")
def test_what_grows_with_batch_and_length():
    V, H, L, T, B = figure.V, figure.H, figure.L, figure.T, figure.B
    kept = [memory.language_model(V, H, H, t, b, L, copies=2) for t, b in ((T, B), (2 * T, B), (T, 2 * B))]
    assert kept[1] == kept[2] == 2 * kept[0]
    assert list(dict.fromkeys(part.group for part in arrays())) == ["model", "data", "peak", "inference"]
