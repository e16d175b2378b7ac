"""The claim of memory_by_part, on the arrays that it plots."""

import pytest

from scripts.figures import kit
from scripts.figures.q25_memory_requirements import memory_by_part as figure
from scripts.figures.q25_memory_requirements.memory_by_part import arrays
from scripts.reference import memory


def of(group: str) -> list[float]:
    return [part.size / 1e6 for part in arrays() if part.group == group]


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


def test_the_longest_bars_are_those_over_the_vocabulary():
    parts = sorted(arrays(), key=lambda part: -part.size)
    assert {part.name for part in parts[:3]} == {"log-probabilities", "gradient at log-prob.", "gradient at logits"}
    layers = [part.size for part in arrays() if part.name.startswith("layer")]
    assert sum(layers) / 1e6 == pytest.approx(104.9, abs=0.05)
