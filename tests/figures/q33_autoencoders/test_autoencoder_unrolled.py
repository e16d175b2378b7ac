"""The claims of autoencoder_unrolled, on what it draws."""

import re

import pytest

from scripts.figures.q33_autoencoders import autoencoder_unrolled
from scripts.figures.q33_autoencoders.autoencoder_unrolled import NARROW, WIDE, T, draw, unrolled, written
from tests.figures.says import says


@says(
    autoencoder_unrolled,
    "The encoder reads x1, x2, x3; its last hidden state becomes the code z, which every decoder step reads.",
    "Nothing else passes from encoder to decoder.",
    "All that passes from encoder to decoder is $z$, the heavy line; here every decoder step reads it.",
)
@pytest.mark.parametrize("layout", [WIDE, NARROW])
def test_only_the_code_passes_from_encoder_to_decoder(layout):
    diagram = unrolled(layout)
    ends = {(wire.start, wire.end) for wire in diagram.wires}
    crossing = {(a, b) for a, b in ends if int(a[-1:].replace("e", "0")) <= T < int(b[-1:].replace("e", "0"))}
    assert crossing == {("code", f"bottom{n}") for n in range(T + 1, 2 * T + 1)}
    assert (f"out{T}", "code") in ends
    assert T == 3
    heaviest = max(wire.weight for wire in diagram.wires)
    assert {"code"} & {name for wire in diagram.wires if wire.weight == heaviest for name in (wire.start, wire.end)}
    assert (f"out{T}", f"in{T + 1}") not in ends


@pytest.mark.parametrize("layout", [WIDE, NARROW])
def test_the_outputs_stand_in_reverse_order(layout):
    nodes = unrolled(layout).nodes
    said = [nodes[f"said{n}"].letter or nodes[f"said{n}"].text for n in range(T + 1, 2 * T + 1)]
    assert [int(re.search(r"\d", name)[0]) for name in said] == [step for step, _ in written()]


@says(
    autoencoder_unrolled,
    "The decoder writes step 3 first and step 1 last.",
    "What was read last is written first.",
)
def test_what_was_read_last_is_written_first():
    assert written() == [(3, "first"), (2, "second"), (1, "third")]
    assert "step 3 first and step 1 last" in autoencoder_unrolled.ALT


@pytest.mark.parametrize("narrow", [False, True])
def test_each_written_step_bears_its_turn(narrow):
    labels = {text.get_text(): text.get_position()[0] for text in draw(narrow).axes[0].texts}
    columns = (NARROW if narrow else WIDE).columns[T:]
    assert [labels[turn] for _, turn in written()] == list(columns)
