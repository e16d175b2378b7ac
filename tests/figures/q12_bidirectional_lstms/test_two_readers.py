"""The claim of two_readers: what its boxes say, where its wires lead, and what the reference code computes agree."""

import numpy as np
import pytest
import torch

from scripts.figures.q12_bidirectional_lstms import two_readers
from scripts.figures.q12_bidirectional_lstms.two_readers import NARROW, STEPS, WIDE
from tests.figures.says import says

STEP_NUMBERS = range(1, STEPS + 1)


@pytest.fixture(scope="module")
def effects():
    return two_readers.arrays()


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def diagram(request):
    return two_readers.layout(*request.param)


@says(two_readers, "At step t the forward state has read steps 1 to t, the backward state t to 4.")
def test_the_forward_half_has_read_up_to_its_step_and_the_backward_half_from_it_on(effects):
    np.testing.assert_array_equal(effects["forward"], np.tril(np.ones((STEPS, STEPS), bool)))
    np.testing.assert_array_equal(effects["backward"], np.triu(np.ones((STEPS, STEPS), bool)))


@pytest.mark.parametrize("way", ["forward", "backward"])
def test_the_wires_lead_from_an_input_to_the_states_that_it_affects(diagram, effects, way):
    for s in STEP_NUMBERS:
        found = two_readers.reached(diagram, f"x{s}")
        assert [f"{way}{t}" in found for t in STEP_NUMBERS] == effects[way][:, s - 1].tolist()


@says(
    two_readers,
    "A forward and a backward LSTM over four steps.",
    "In each box: the steps that this state has read.",
)
@pytest.mark.parametrize("way", ["forward", "backward"])
def test_the_boxes_name_the_steps_that_have_been_read(diagram, effects, way):
    assert STEPS == sum(node.kind == "layer" for name, node in diagram.nodes.items() if name.startswith(way)) == 4
    for t in STEP_NUMBERS:
        first, *last = diagram.nodes[f"{way}{t}"].text.split("–")
        said = range(int(first), int(last[0] if last else first) + 1)
        assert list(said) == [s for s in STEP_NUMBERS if effects[way][t - 1, s - 1]]


@says(
    two_readers,
    "So at step 4 the backward state has read step 4 alone; its last state stands at step 1.",
    "Batch first, `output[:, -1]` joins 1–4 with 4 alone; the backward LSTM's last state stands at step 1.",
)
def test_at_the_last_step_pytorch_joins_all_steps_with_the_last_alone_and_ends_the_backward_lstm_at_the_first(diagram):
    layer = torch.nn.LSTM(2, 3, batch_first=True, bidirectional=True)
    x = torch.randn(1, STEPS, 2, generator=torch.Generator().manual_seed(0), requires_grad=True)
    output, (h_n, _) = layer(x)

    def read(half: torch.Tensor) -> list[int]:
        (gradient,) = torch.autograd.grad(half.sum(), x, retain_graph=True)
        return [s for s in STEP_NUMBERS if gradient[0, s - 1].any()]

    assert (read(output[:, -1, :3]), read(output[:, -1, 3:])) == ([1, 2, 3, 4], [4])
    assert torch.equal(h_n[1], output[:, 0, 3:])
    assert [wire.start for wire in diagram.wires if wire.end == "last_backward"] == ["backward1"]


def test_the_two_last_states_have_read_everything(diagram):
    for last in ("last_forward", "last_backward"):
        assert all(last in two_readers.reached(diagram, f"x{s}") for s in STEP_NUMBERS)
