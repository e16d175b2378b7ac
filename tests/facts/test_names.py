"""The collected names are those of the libraries that are installed."""

import pytest

from scripts.facts.names.collect import MODULES, fresh_lines
from scripts.facts.names.known import FOLDER, names


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("library", MODULES)
def test_the_names_are_those_of_the_installed_library(library):
    written = (FOLDER / f"{library}.txt").read_text(encoding="utf-8").splitlines()
    assert written == fresh_lines(library), (
        "run python -m scripts.facts.names, and mend the pages that the check then names"
    )


@pytest.mark.parametrize(
    ("path", "argument"),
    [
        ("torch.nn.LSTM", "batch_first"),
        ("torch.nn.utils.clip_grad_norm_", "error_if_nonfinite"),
        ("keras.layers.LSTM", "recurrent_initializer"),
        ("flax.linen.LSTMCell", "features"),
    ],
)
def test_what_a_function_takes(path, argument):
    assert argument in names().takes[path]


def test_paths_of_weights_inputs_and_methods():
    paths = {"torch.nn.LSTM.weight_hr_l0", "onnx.LSTM.initial_h", "onnx.GRU.linear_before_reset", "torch.Tensor.detach"}
    assert paths <= names().paths


def test_what_is_deprecated_is_left_out():
    assert "torch.nn.utils.clip_grad_norm" not in names().paths
