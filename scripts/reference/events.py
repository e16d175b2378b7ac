"""Alarms counted by event, and by point after point adjustment, which flatters.

An event is a run of labelled steps. Point adjustment takes all steps of an event for found as soon as one is (Xu et
al. 2018); Kim, Choi, Choi, Lee & Yoon, Towards a Rigorous Evaluation of Time-series Anomaly Detection (AAAI 2022),
show what it does to random scores, and ask that more than a share K of the event be found first.
"""

from typing import NamedTuple

import numpy as np

from scripts.reference.shapes import expect


class Outcome(NamedTuple):
    """Precision and recall."""

    precision: float  # 1 if there was no alarm
    recall: float


def runs(flags: np.ndarray) -> list[range]:
    """The runs of True in flags (T,)."""
    expect("flags", flags, "T")
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(int)))
    return [range(a, b) for a, b in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)]


def adjusted(alarms: np.ndarray, labels: np.ndarray, K: float = 0.0) -> np.ndarray:
    """The alarms (T,), with every event filled in of which more than the share K was found."""
    filled = alarms.copy()
    for event in runs(labels):
        inside = slice(event.start, event.stop)
        if alarms[inside].mean() > K:
            filled[inside] = True
    return filled


def by_point(alarms: np.ndarray, labels: np.ndarray) -> Outcome:
    """Precision and recall over steps, both (T,). Raises ZeroDivisionError if no step is labelled."""
    hits = int((alarms & labels).sum())
    return Outcome(hits / alarms.sum() if alarms.any() else 1.0, hits / int(labels.sum()))


def by_event(alarms: np.ndarray, labels: np.ndarray) -> Outcome:
    """Recall: the share of events with an alarm. Precision: the share of runs of alarms that touch an event.

    Both arrays are (T,). Raises ZeroDivisionError if no step is labelled.
    """
    events, raised = runs(labels), runs(alarms)
    found = sum(bool(alarms[event.start : event.stop].any()) for event in events)
    right = sum(bool(labels[run.start : run.stop].any()) for run in raised)
    return Outcome(right / len(raised) if raised else 1.0, found / len(events))


def f_score(outcome: Outcome, beta: float = 1.0) -> float:
    """(1 + β²) P R / (β² P + R); 0 where both are 0. Recall counts β times as much as precision."""
    p, r = outcome
    return (1.0 + beta**2) * p * r / (beta**2 * p + r) if p + r else 0.0


def chance(length: int, p: float) -> float:
    """How often a random alarm with rate p per step hits an event of so many steps: 1 - (1 - p)^L."""
    return 1.0 - (1.0 - p) ** length


def random_adjusted(share: float, length: int, p: float) -> float:
    """F1 after adjustment of random alarms with rate p, from expected counts: `share` of the steps lies in events.

    The found steps are share · (1 - (1 - p)^L), the false alarms p · (1 - share).
    """
    hits = share * chance(length, p)
    return f_score(Outcome(hits / (hits + p * (1.0 - share)), hits / share))
