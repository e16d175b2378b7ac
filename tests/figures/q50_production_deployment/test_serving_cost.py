"""The claims of serving_cost, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q50_production_deployment import serving_cost
from scripts.figures.q50_production_deployment.serving_cost import SERIES, arrays, draw
from tests.figures.kit.seeds import curve, expect_seeds
from tests.figures.says import says

STEPS = (
    "Milliseconds per step over the batch: from 1 to 64 streams it grows 3-fold in PyTorch, 6-fold without oneDNN, "
    "13-fold in ONNX Runtime, 9-fold in NumPy."
)
WINDOWS = (
    "A window of 100 frames costs 5, 18, 33 and 79 kept steps: a window pays the call once and can multiply inputs "
    "together."
)


@pytest.fixture(scope="module")
def medians():
    return {name: np.median(values, axis=1) if values.ndim == 2 else values for name, values in arrays().items()}


@says(serving_cost, "Every line rises far less than the batch does.")
@pytest.mark.parametrize("name", SERIES)
def test_a_step_of_64_streams_costs_far_less_than_64_steps(medians, name):
    steps = medians[f"steps {name}"]
    assert medians["batches"][-1] == 64
    assert 1.5 < steps[-1] / steps[0] < 64 / 3


def test_for_one_stream_pytorch_is_slowest_and_onnx_runtime_fastest(medians):
    one = {name: medians[f"steps {name}"][0] for name in SERIES}
    assert max(one, key=one.get) == "torch"
    assert min(one, key=one.get) == "onnx"


@says(serving_cost, STEPS, WINDOWS)
def test_the_multiples_are_those_of_the_text(medians):
    assert list(SERIES) == ["torch", "torch_plain", "onnx", "numpy"]
    assert (medians["batches"][0], medians["batches"][-1], medians["windows"][-1]) == (1, 64, 100)
    steps, windows = ([medians[f"{part} {name}"] for name in SERIES] for part in ("steps", "windows"))
    assert [round(one[-1] / one[0]) for one in steps] == [3, 6, 13, 9]
    assert [round(one[-1]) for one in windows] == [5, 18, 33, 79]


@says(serving_cost, WINDOWS)
@pytest.mark.parametrize("name", SERIES)
def test_a_window_costs_more_the_longer_it_is_and_no_more_than_its_steps(medians, name):
    windows = medians[f"windows {name}"]
    assert (np.diff(windows) > 0).all()
    assert (windows < 1.1 * medians["windows"]).all()


@says(serving_cost, "A window costs up to nearly one kept step per frame, which is the grey line.")
def test_the_dearest_window_costs_nearly_one_step_per_frame(medians):
    most = max((medians[f"windows {name}"] / medians["windows"]).max() for name in SERIES)
    assert 0.8 < most < 1
    grey = curve(draw().axes[1], medians["windows"])
    assert grey.get_color() == kit.RULE
    assert grey.get_xdata().tolist() == medians["windows"].tolist()


@says(serving_cost, STEPS, "Processor time; dots are repeats, lines medians.")
@pytest.mark.parametrize("narrow", [False, True])
def test_dots_are_repeats_of_processor_time_and_lines_their_medians(narrow):
    plotted, measured = arrays(), kit.data("served_streams")
    for axes, part in zip(draw(narrow).axes, ("steps", "windows"), strict=True):
        x = plotted["batches" if part == "steps" else "windows"]
        expect_seeds(axes, [(x, plotted[f"{part} {name}"]) for name in SERIES], np.median)
    for name, (label, *_) in SERIES.items():
        assert curve(draw(narrow).axes[0], np.median(plotted[f"steps {name}"], axis=1)).get_label() == label
        for B, repeats in zip(plotted["batches"].tolist(), plotted[f"steps {name}"], strict=True):
            assert repeats.tolist() == measured.steps[name][B].cpu_p50["values"]
