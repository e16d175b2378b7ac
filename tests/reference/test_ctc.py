"""The CTC loss against PyTorch, Keras, enumeration of all paths and centred differences, and its limits."""

from itertools import product

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import ctc
from scripts.reference.ctc_search import collapse
from scripts.reference.differences import centred, relative_error
from scripts.reference.softmax import log_softmax
from tests.reference.oracles import keras, tensor
from tests.reference.samples import normal

K = 4
CASES = {
    "apart": (7, [2, 1, 3]),
    "repeated": (9, [1, 1, 3, 3, 2]),
    "one": (5, [3]),
    "tight": (4, [2, 2, 1]),
    "none": (6, []),
}


def given(case: str) -> tuple[np.ndarray, np.ndarray]:
    """Logits (T, K), of which T, K and U are all different, and labels."""
    T, labels = CASES[case]
    return normal(360, T, K), np.array(labels, dtype=int)


def torch_loss(z: torch.Tensor, labels: np.ndarray, **options) -> torch.Tensor:
    """PyTorch's loss at the logits; its gradient is right only through log_softmax."""
    log_p = torch.log_softmax(z, dim=1)[:, None]
    lengths = torch.tensor([len(z)]), torch.tensor([len(labels)])
    return torch.nn.functional.ctc_loss(log_p, torch.tensor(labels)[None], *lengths, reduction="sum", **options)


@pytest.mark.parametrize("case", CASES)
def test_loss_agrees_with_pytorch(case):
    z, labels = given(case)
    assert_allclose(ctc.loss(z, labels)[0], torch_loss(torch.tensor(z), labels), rtol=1e-13)


@pytest.mark.parametrize("case", CASES)
def test_gradient_agrees_with_pytorch_at_the_logits(case):
    z, labels = given(case)
    leaf = tensor(z)
    torch_loss(leaf, labels).backward()
    assert_allclose(ctc.loss_backward(ctc.loss(z, labels)[1]), leaf.grad, rtol=0, atol=1e-13)


def test_loss_agrees_with_keras_which_takes_logits():
    z, labels = normal(360, 7, K), np.array([2, 1, 3])
    theirs = keras.ops.ctc_loss(labels[None], z[None].astype("float32"), np.array([3]), np.array([7]), mask_index=0)
    assert_allclose(ctc.loss(z, labels)[0], float(theirs[0]), rtol=1e-5)


@pytest.mark.parametrize("case", CASES)
def test_gradient_agrees_with_centred_differences(case):
    z, labels = given(case)
    numeric = centred(lambda: ctc.loss(z, labels)[0], z)
    assert relative_error(ctc.loss_backward(ctc.loss(z, labels)[1]), numeric) < 1e-6


def test_loss_is_the_sum_over_all_paths_that_collapse_to_the_labels():
    z, labels = normal(361, 6, 3), (1, 2, 2)
    p = np.exp(log_softmax(z))
    paths = [path for path in product(range(3), repeat=6) if collapse(path) == labels]
    total = sum(np.prod(p[range(6), path]) for path in paths)
    assert_allclose(np.exp(-ctc.loss(z, np.array(labels))[0]), total, rtol=1e-12)
    assert len(paths) == ctc.path_count(6, np.array(labels)) == 28


@pytest.mark.parametrize(
    ("labels", "T", "count"), [("ab", 3, 5), ("ab", 4, 15), ("aa", 3, 1), ("aa", 4, 5), ("aa", 2, 0), ("", 5, 1)]
)
def test_paths_are_counted(labels, T, count):
    numbers = np.array([ord(letter) - 96 for letter in labels], dtype=int)
    assert ctc.path_count(T, numbers) == count
    uniform = np.zeros((T, 3))
    assert_allclose(np.exp(-ctc.loss(uniform, numbers)[0]) * 3**T, count, rtol=1e-12)


@pytest.mark.parametrize("case", CASES)
def test_the_lattice_may_be_cut_at_any_frame(case):
    z, labels = given(case)
    cache = ctc.loss(z, labels)[1]
    assert_allclose(ctc.occupancy(cache).sum(axis=1), 1.0, rtol=0, atol=1e-13)
    assert_allclose(ctc.soft_targets(cache).sum(axis=1), 1.0, rtol=0, atol=1e-13)
    assert_allclose(np.logaddexp.reduce(cache.log_beta[0, :2]), cache.log_y, rtol=1e-13)


def test_soft_targets_are_the_shares_of_the_paths():
    z, labels = normal(361, 6, 3), (1, 2, 2)
    p = np.exp(log_softmax(z))
    shares = np.zeros((6, 3))
    for path in product(range(3), repeat=6):
        if collapse(path) == labels:
            shares[range(6), path] += np.prod(p[range(6), path])
    cache = ctc.loss(z, np.array(labels))[1]
    assert_allclose(ctc.soft_targets(cache), shares / np.exp(cache.log_y), rtol=1e-11)


def test_too_few_frames_have_an_infinite_loss_and_no_gradient_as_in_pytorch():
    z, labels = normal(362, 2, K), np.array([1, 1])
    assert ctc.frames_needed(labels) == 3
    value, cache = ctc.loss(z, labels)
    assert value == np.inf
    assert np.isnan(ctc.loss_backward(cache)).any()
    leaf = tensor(z)
    theirs = torch_loss(leaf, labels)
    theirs.backward()
    assert torch.isinf(theirs)
    assert torch.isnan(leaf.grad).any()
    leaf.grad = None
    hidden = torch_loss(leaf, labels, zero_infinity=True)
    hidden.backward()
    assert hidden == 0.0
    assert_array_equal(leaf.grad, 0.0)


def test_a_long_utterance_does_not_underflow():
    z, labels = normal(363, 2000, 30), np.arange(1, 30).repeat(5)
    value, cache = ctc.loss(z, labels)
    assert value > 1000
    assert np.isfinite(ctc.loss_backward(cache)).all()
    assert_allclose(value, torch_loss(torch.tensor(z), labels), rtol=1e-11)


def test_shifting_a_frames_logits_changes_nothing():
    z, labels = normal(360, 7, K), np.array([2, 1, 3])
    assert_allclose(ctc.loss(z + normal(364, 7, 1), labels)[0], ctc.loss(z, labels)[0], rtol=1e-13)


def test_the_blank_is_no_label():
    with pytest.raises(ValueError, match="a label is 0"):
        ctc.with_blanks(np.array([1, 0]))
