"""The claim of session_states, on the table that it draws and on what its arrows join."""

import numpy as np
import pytest
from matplotlib.patches import FancyBboxPatch
from matplotlib.text import Annotation

from scripts.experiments.q50_production_deployment import runtimes
from scripts.figures.q50_production_deployment import session_states
from scripts.figures.q50_production_deployment.session_states import SERVED, STORED, arrays, draw
from tests.figures.says import says

KEEPS_NOTHING = "The step keeps nothing: states come from the store and go back to it, under session and version."
D, H, K, L = 3, 4, 2, 2


@says(
    session_states,
    "The state of s1 is used; that of s2 is of v6 and s3 has none, so both begin at zero.",
    "A state of another version is not used.",
)
def test_only_a_state_of_the_served_version_is_used():
    drawn = arrays()
    assert drawn["sessions"] == ["s1", "s2", "s3"]
    assert drawn["versions"] == ["v7", "v6", "none"]
    assert drawn["begins"] == ["own state", "zeros", "zeros"]


def test_a_state_of_the_served_version_would_be_used_by_anybody(monkeypatch):
    monkeypatch.setitem(STORED, "s2", SERVED)
    assert arrays()["begins"] == ["own state", "own state", "zeros"]


@says(
    session_states,
    "Frames of the sessions s1, s2 and s3 are stacked into one batch with the states that the store has for them.",
    "One step with weights v7 gives answers and new states, saved again.",
    KEEPS_NOTHING,
)
@pytest.mark.parametrize("narrow", [False, True])
def test_boxes_and_arrows_lead_from_the_frames_over_batch_and_step_to_the_answers_and_from_store_to_store(narrow):
    (axes,) = draw(narrow).axes
    written = {text.get_position(): text.get_text() for text in axes.texts}
    boxes = {}
    for patch in axes.patches:
        if isinstance(patch, FancyBboxPatch) and patch.get_width() > 0:
            (left, low), width, height = (patch.get_x(), patch.get_y()), patch.get_width(), patch.get_height()
            boxes[written[left + width / 2, low + height / 2]] = (left - 3, left + width + 3, low - 3, low + height + 3)

    def at(x: float, y: float) -> list[str]:
        return [name for name, (left, right, low, high) in boxes.items() if left <= x <= right and low <= y <= high]

    joined = [(at(*line.get_xydata()[0]), at(*line.get_xydata()[-1])) for line in axes.lines]
    first, second, third = (f"{name}: $x$" for name in STORED)
    batch, step, store = "stack to a batch\n$x$, $h$, $c$", f"one step\nweights {SERVED}", ""
    assert set(boxes) == {first, second, third, batch, step, store}
    answers = ([step], [])
    assert joined[0] == ([first], [third])
    assert joined[1:] == [([second], [batch]), ([batch], [step]), answers, ([store], [batch]), ([step], [store])]
    heads = [text.xy for text in axes.texts if isinstance(text, Annotation)]
    assert heads == [tuple(line.get_xydata()[-1]) for line in axes.lines[1:]]
    assert {"$y$", "save $h\u2032$, $c\u2032$"} < set(written.values())
    assert SERVED == "v7"


@says(session_states, KEEPS_NOTHING)
def test_a_step_in_batches_with_the_states_of_a_store_answers_as_each_session_alone():
    run = runtimes.in_torch(runtimes.draw(D, H, K, L, seed=0))
    frames = {name: np.random.default_rng(n).normal(size=(3, 1, D)).astype(np.float32) for n, name in enumerate(STORED)}
    zeros = np.zeros((L, 1, H), dtype=np.float32)
    alone = {name: run(frames[name], zeros, zeros)[0] for name in STORED}
    store, answers = {}, {name: [] for name in STORED}
    for sessions in (("s1", "s2"), ("s3", "s1"), ("s2", "s3", "s1"), ("s3", "s2")):  # whoever has a frame
        owned = [store.get((name, SERVED), (zeros, zeros)) for name in sessions]
        h, c = (np.concatenate(states, axis=1) for states in zip(*owned, strict=True))
        y, h, c = run(np.concatenate([frames[name][len(answers[name])][None] for name in sessions], axis=1), h, c)
        for b, name in enumerate(sessions):
            answers[name].append(y[0, b])
            store[name, SERVED] = h[:, b : b + 1], c[:, b : b + 1]
    for name in STORED:
        assert np.array(answers[name]) == pytest.approx(alone[name][:, 0], abs=1e-6)
