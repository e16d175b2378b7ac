"""One two-layer LSTM with a readout served in PyTorch, ONNX Runtime and NumPy: equal answers, and the time of a step.

`parity`: a stream of frames goes through each runtime one step per call, with kept state; weights and frames are
random. `from_float64` is the largest difference of an output from the same steps in float64, over the first `early`
frames and over the last; `apart` the largest difference of two runtimes; `same_answer` the share of frames whose
largest output is the same in all. `chunks`: the stream in PyTorch in calls of so many frames. `batched`: a step of the
largest batch against its rows one by one. `torch_plain` is PyTorch without oneDNN, the library that its layer calls on
a CPU.

`steps`: milliseconds per call of one step by runtime and batch. `p50` and `p99` are percentiles of the wall clock,
`cpu_p50` and `cpu_p99` of the processor time of the calling thread, which alone works. While other programs have the
processor, the first two run on and the last two stand still. `windows`: one new frame answered by running the last W
frames from zero, batch 1, as a multiple of one step with kept state in the same runtime and repeat (`cpu_p50`).

Every repeat (`seeds`) takes runtimes and batches in an order of its own, after warm-up calls, in a process of its own
in which every library has one thread.
"""

from collections.abc import Callable
from itertools import combinations
from time import perf_counter, thread_time
from typing import Any

import numpy as np

from scripts.experiments.q50_production_deployment import runtimes
from scripts.experiments.records.spread import spreads
from scripts.experiments.training.processes import alone

QUESTION = "Does an LSTM answer the same in PyTorch, ONNX Runtime and NumPy, and what does one step cost by batch?"
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],  # of weights, frames and the order of timing
    "D": 80,
    "H": 256,
    "K": 40,
    "L": 2,
    "frames": 1000,
    "early": 100,
    "chunks": [10, 100],
    "batches": [1, 4, 16, 64],
    "windows": [10, 30, 100],
    "warm_up": 20,
    "calls": 200,
    "window_calls": 20,
    "threads": {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"},
}
MEASURES_TIME = True
SIZES = ("D", "H", "K", "L")


def frames(T: int, B: int, settings: dict[str, Any], seed: int) -> np.ndarray:
    """Random frames (T, B, D)."""
    return np.random.default_rng(seed + 1000).normal(size=(T, B, settings["D"])).astype(np.float32)


def zeros(B: int, settings: dict[str, Any]) -> np.ndarray:
    """The state at the start of B streams, for h and for c."""
    return np.zeros((settings["L"], B, settings["H"]), dtype=np.float32)


def stream(run: runtimes.Runtime, x: np.ndarray, start: np.ndarray, chunk: int = 1) -> np.ndarray:
    """The outputs (T, B, K), in calls of `chunk` frames, each from the state that the last one left."""
    h, c, ys = start, start, []
    for begun in range(0, len(x), chunk):
        y, h, c = run(x[begun : begun + chunk], h, c)
        ys.append(y)
    return np.concatenate(ys)


def furthest(a: np.ndarray, b: np.ndarray) -> float:
    """The largest absolute difference."""
    return float(np.abs(a - b).max())


def parity(settings: dict[str, Any], seed: int) -> dict[str, Any]:
    """How far the runtimes are from each other, and from float64, over a stream."""
    weights = runtimes.draw(*(settings[key] for key in SIZES), seed)
    made = {name: build(weights) for name, build in runtimes.RUNTIMES.items()}
    x, start, early = frames(settings["frames"], 1, settings, seed), zeros(1, settings), settings["early"]
    exact = stream(runtimes.in_numpy(runtimes.doubled(weights)), x.astype(np.float64), start.astype(np.float64))
    ys = {name: stream(run, x, start) for name, run in made.items()}
    B = settings["batches"][-1]
    step, many = frames(1, B, settings, seed), zeros(B, settings)
    apart = {f"{a}_{b}": furthest(ys[a], ys[b]) for a, b in combinations(ys, 2)}
    answers = [y.argmax(-1) for y in ys.values()]
    return {
        "largest_output": float(np.abs(exact).max()),
        "from_float64": {
            name: {"early": furthest(y[:early], exact[:early]), "late": furthest(y[-early:], exact[-early:])}
            for name, y in ys.items()
        },
        "apart": apart,
        "most_apart": max(apart.values()),
        "same_answer": float(np.mean([(a == answers[0]) for a in answers[1:]])),
        "chunks": {str(k): furthest(stream(made["torch"], x, start, k), ys["torch"]) for k in settings["chunks"]},
        "batched": {
            name: furthest(
                run(step, many, many)[0],
                np.concatenate([run(step[:, n : n + 1], start, start)[0] for n in range(B)], axis=1),
            )
            for name, run in made.items()
        },
    }


def timed(run: runtimes.Runtime, x: np.ndarray, start: np.ndarray, calls: int, settings: dict) -> dict[str, float]:
    """Percentiles of a call's milliseconds; the state goes from call to call."""
    h = c = start
    for _ in range(min(settings["warm_up"], calls)):
        _, h, c = run(x, h, c)
    wall, cpu = [], []
    for _ in range(calls):
        begun, begun_cpu = perf_counter(), thread_time()
        _, h, c = run(x, h, c)
        cpu.append(1e3 * (thread_time() - begun_cpu))
        wall.append(1e3 * (perf_counter() - begun))
    return {
        f"{prefix}p{q}": float(np.percentile(taken, q))
        for prefix, taken in (("", wall), ("cpu_", cpu))
        for q in (50, 99)
    }


def times(settings: dict[str, Any], seed: int) -> dict[str, Any]:
    """One repeat: every runtime at every batch, and every window, in an order drawn anew."""
    weights = runtimes.draw(*(settings[key] for key in SIZES), seed)
    made = {name: build(weights) for name, build in runtimes.RUNTIMES.items()}
    tries = [(name, 1, B) for name in made for B in settings["batches"]]
    tries += [(name, W, 1) for name in made for W in settings["windows"]]
    order, taken = np.random.default_rng(seed).permutation(len(tries)), {}
    for name, T, B in (tries[n] for n in order):
        calls = settings["calls"] if T == 1 else settings["window_calls"]
        taken[name, T, B] = timed(made[name], frames(T, B, settings, seed), zeros(B, settings), calls, settings)
    one = {name: taken[name, 1, 1]["cpu_p50"] for name in made}
    return {
        "steps": {name: {str(B): taken[name, 1, B] for B in settings["batches"]} for name in made},
        "per_stream": {  # of a step of B streams, as a share of a step of one
            name: {str(B): taken[name, 1, B]["cpu_p50"] / B / one[name] for B in settings["batches"]} for name in made
        },
        "windows": {
            name: {str(W): taken[name, W, 1]["cpu_p50"] / one[name] for W in settings["windows"]} for name in made
        },
    }


def repeat(settings: dict[str, Any], seed: int) -> dict[str, Any]:
    """Parity, which is exact, then times, which belong to the machine."""
    return {"parity": parity(settings, seed)} | times(settings, seed)


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """The repeats, one after the other."""
    made = []
    for done, seed in enumerate(settings["seeds"], 1):
        made.append(alone(repeat, settings, seed, environment=settings["threads"]))
        shown = {name: {B: one["cpu_p50"] for B, one in by.items()} for name, by in made[-1]["steps"].items()}
        progress(done / len(settings["seeds"]), f"seed {seed}: {made[-1]['parity']}, {shown}, {made[-1]['windows']}")
    return spreads(made)
