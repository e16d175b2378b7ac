"""The streams: where segments begin and end, and what their queries ask."""

import pytest
import torch

from scripts.experiments.q03_forget_gate import segment_streams
from scripts.experiments.q03_forget_gate.continual_stream import SETTINGS


@pytest.fixture
def streams():
    return segment_streams.draw(200, 7, SETTINGS, torch.Generator().manual_seed(3))


def test_a_segment_begins_where_the_last_one_was_asked(streams):
    assert streams.starts[0].all()
    assert torch.equal(streams.starts[1:], streams.asked[:-1])


def test_the_answers_are_those_of_the_symbols(streams):
    symbols = streams.x.argmax(-1)
    for b in range(symbols.shape[1]):
        first = count = None
        for t, symbol in enumerate(symbols[:, b].tolist()):
            if streams.starts[t, b]:
                first, count = symbol, 0
            count += symbol == segment_streams.COUNTED
            assert streams.y["recall"][t, b] == first
            assert streams.y["count"][t, b] == count


def test_segments_are_as_long_as_the_settings_say(streams):
    starts = streams.starts[:, 0].nonzero()[:, 0]
    lengths = starts.diff()
    assert lengths.min() >= SETTINGS["least_segment"]
    assert lengths.max() <= SETTINGS["longest_segment"]
    assert len(set(lengths.tolist())) > 5
