"""What served_streams measures is what it says it is, and the record shows what page and figure say."""

import numpy as np
import pytest

from scripts.experiments.q50_production_deployment import runtimes
from scripts.experiments.q50_production_deployment import served_streams as experiment
from scripts.experiments.records.record import DATA, read

SETTINGS = experiment.SETTINGS
SMALL = SETTINGS | {"D": 5, "H": 8, "K": 3, "frames": 30, "early": 10, "chunks": [7], "batches": [1, 4]}


@pytest.fixture(scope="module")
def recorded() -> dict:
    return read(DATA / "served_streams.json").results


def test_a_stream_keeps_its_state_from_call_to_call_in_any_chunks():
    run = runtimes.in_numpy(runtimes.draw(5, 8, 3, 2, seed=0))
    x, start = experiment.frames(30, 1, SMALL, 0), experiment.zeros(1, SMALL)
    whole = run(x, start, start)[0]
    for chunk in (1, 7, 30):
        np.testing.assert_allclose(experiment.stream(run, x, start, chunk), whole, atol=1e-6)
    forgetful = np.concatenate([run(frame[None], start, start)[0] for frame in x])
    assert experiment.furthest(forgetful, whole) > 0.01


def test_parity_again_is_as_small_as_recorded(recorded):
    again = experiment.parity(SETTINGS | {"frames": 40, "early": 20, "chunks": [10]}, SETTINGS["seeds"][0])
    assert 0 < again["most_apart"] < 2 * recorded["parity"]["most_apart"]["mean"] < 1e-6
    assert again["same_answer"] == 1


def test_parity_sees_a_runtime_that_is_wrong(monkeypatch):
    def wrong(weights: runtimes.Weights) -> runtimes.Runtime:
        return runtimes.in_numpy(weights._replace(d=weights.d + 0.01))

    monkeypatch.setitem(runtimes.RUNTIMES, "numpy", wrong)
    assert experiment.parity(SMALL, 0)["most_apart"] == pytest.approx(0.01, rel=0.01)


def test_percentiles_are_of_the_calls_after_the_warm_up(monkeypatch):
    now = {"wall": 0.0, "cpu": 0.0, "calls": 0}

    def run(x: np.ndarray, h: np.ndarray, c: np.ndarray) -> tuple[np.ndarray, ...]:
        now["calls"] += 1
        if now["calls"] <= 2:
            now["wall"] += 100
        else:
            now["wall"] += 0.003 if now["calls"] == 3 else 0.002  # one call of 3 ms, the others of 2
            now["cpu"] += 0.001
        return x, h, c

    monkeypatch.setattr(experiment, "perf_counter", lambda: now["wall"])
    monkeypatch.setattr(experiment, "thread_time", lambda: now["cpu"])
    x = np.zeros(1)
    found = experiment.timed(run, x, x, 101, {"warm_up": 2})
    assert now["calls"] == 103
    assert found["p50"] == pytest.approx(2)
    assert found["p99"] == pytest.approx(2, abs=1e-3)
    assert found["cpu_p50"] == found["cpu_p99"] == pytest.approx(1)


def test_times_are_told_per_step_stream_and_window(monkeypatch):
    def timed(run: runtimes.Runtime, x: np.ndarray, start: np.ndarray, calls: int, settings: dict) -> dict[str, float]:
        assert calls == (SETTINGS["calls"] if len(x) == 1 else SETTINGS["window_calls"])
        return {"cpu_p50": 2.0 * len(x) + x.shape[1]}

    monkeypatch.setattr(experiment, "timed", timed)
    found = experiment.times(SMALL, 0)
    assert found["steps"]["onnx"]["4"] == {"cpu_p50": 6.0}
    assert found["per_stream"]["onnx"]["4"] == pytest.approx(6 / 4 / 3)
    assert found["windows"]["numpy"]["100"] == pytest.approx(201 / 3)


def test_runtimes_agree_over_the_whole_stream_and_errors_do_not_grow(recorded):
    parity = recorded["parity"]
    assert max(parity["most_apart"]["values"]) < 1e-6
    assert parity["same_answer"]["mean"] == 1
    for one in parity["from_float64"].values():
        assert one["late"]["mean"] < 2 * one["early"]["mean"]


def test_a_batch_and_a_chunk_are_their_steps_but_not_bit_for_bit(recorded):
    parity = recorded["parity"]
    for name in ("batched", "chunks"):
        assert 0 < max(max(one["values"]) for one in parity[name].values()) < 1e-7
