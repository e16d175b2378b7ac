"""The claims of serving_cost, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q50_production_deployment.serving_cost import SERIES, arrays


@pytest.fixture(scope="module")
def medians():
    return {name: np.median(values, axis=1) if values.ndim == 2 else values for name, values in arrays().items()}


@pytest.mark.parametrize("name", SERIES)
def test_a_step_of_64_streams_costs_far_less_than_64_steps(medians, name):
    steps = medians[f"steps {name}"]
    assert medians["batches"][-1] == 64
    assert 1.5 < steps[-1] / steps[0] < 64 / 3


def test_for_one_stream_pytorch_is_slowest_and_onnx_runtime_fastest(medians):
    one = {name: medians[f"steps {name}"][0] for name in SERIES}
    assert max(one, key=one.get) == "torch"
    assert min(one, key=one.get) == "onnx"


def test_the_multiples_are_those_of_the_text(medians):
    steps, windows = ([medians[f"{part} {name}"] for name in SERIES] for part in ("steps", "windows"))
    assert [round(one[-1] / one[0]) for one in steps] == [3, 6, 13, 9]
    assert [round(one[-1]) for one in windows] == [5, 18, 33, 79]


@pytest.mark.parametrize("name", SERIES)
def test_a_window_costs_more_the_longer_it_is_and_no_more_than_its_steps(medians, name):
    windows = medians[f"windows {name}"]
    assert (np.diff(windows) > 0).all()
    assert (windows < 1.1 * medians["windows"]).all()
