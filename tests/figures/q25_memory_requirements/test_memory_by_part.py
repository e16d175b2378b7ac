"""The claim of memory_by_part, on the arrays that it plots."""

import pytest

from scripts.figures import kit
from scripts.figures.q25_memory_requirements import memory_by_part as figure
from scripts.figures.q25_memory_requirements.memory_by_part import arrays
from scripts.reference import memory
from tests.figures.says import says

TRAINING = (
    "In training weights, gradients and Adam take 231 MB, the kept activations 239 MB, of which the log-probabilities "
    "are 128 and the layers 105, and two more arrays of 128 at the peak."
)


def of(group: str) -> list[float]:
    return [part.size / 1e6 for part in arrays() if part.group == group]


@says(figure, TRAINING, "At inference 58 MB of weights; one stream's state is 8 kB.")
def test_the_groups_add_up_to_what_is_said():
    assert round(sum(of("model"))) == 231
    assert round(sum(of("data"))) == 239
    assert of("peak") == [128.0, 128.0]
    assert [part.size / 1e6 for part in arrays() if part.name == "log-probabilities"] == [128.0]
    assert [part.name for part in arrays() if part.group == "model"] == ["weights", "gradients", "Adam's averages"]
    assert round(of("inference")[0]) == 58
    assert arrays()[-1][:2] == ("one stream's state", 8_192)


def test_the_parts_are_those_of_the_formula_and_of_the_measured_peak():
    kept, more = (sum(part.size for part in arrays() if part.group == group) for group in ("data", "peak"))
    V, H, L, T, B = figure.V, figure.H, figure.L, figure.T, figure.B
    assert kept == memory.language_model(V, H, H, T, B, L, copies=2)
    assert 0 <= kit.data("saved_bytes").peak.plain - kept - more < 10


@says(figure, TRAINING, "First the longest bars: all three have one number per token and word.")
def test_the_longest_bars_are_those_over_the_vocabulary():
    parts = sorted(arrays(), key=lambda part: -part.size)
    assert {part.name for part in parts[:3]} == {"log-probabilities", "gradient at log-prob.", "gradient at logits"}
    assert {part.size for part in parts[:3]} == {4 * figure.T * figure.B * figure.V}
    assert parts[3].size < parts[2].size
    layers = [part.size for part in arrays() if part.name.startswith("layer")]
    assert sum(layers) / 1e6 == pytest.approx(104.9, abs=0.05)
    assert round(sum(layers) / 1e6) == 105


@says(figure, "Only the two middle groups grow with batch and length.")
@pytest.mark.parametrize("name", ["T", "B"])
def test_two_of_four_groups_grow_with_batch_and_length(name, monkeypatch):
    before = {group: sum(of(group)) for group in figure.GROUPS}
    monkeypatch.setattr(figure, name, 2 * getattr(figure, name))
    after = {group: sum(of(group)) for group in figure.GROUPS}
    assert list(before) == ["model", "data", "peak", "inference"]
    assert after == {group: before[group] * (2 if group in {"data", "peak"} else 1) for group in before}


@says(figure, "First the longest bars: all three have one number per token and word.")
@pytest.mark.parametrize("narrow", [False, True])
def test_each_bar_is_as_long_as_its_bytes(narrow):
    axes = figure.draw(narrow).axes[0]
    lengths = [bar.get_width() for container in axes.containers for bar in container]
    sizes = [part.size for part in arrays()]
    assert [length / sum(lengths) for length in lengths] == pytest.approx([size / sum(sizes) for size in sizes])
    rows = [container[0].get_y() for container in axes.containers]
    assert rows == sorted(rows, reverse=True)
