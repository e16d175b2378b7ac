"""A plugin of pytest: writes the seconds of each test, its fixtures included, to the file that LSTM_DURATIONS names."""

import json
import os
from pathlib import Path

import pytest

_seconds: dict[str, float] = {}
_slow: set[str] = set()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Add what one phase of a test took."""
    _seconds[report.nodeid] = _seconds.get(report.nodeid, 0.0) + report.duration
    if "slow" in report.keywords:
        _slow.add(report.nodeid)


def pytest_sessionfinish() -> None:
    """Write what was gathered: `[name, seconds, whether it is marked slow]` for each test."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        found = [(name, seconds, name in _slow) for name, seconds in _seconds.items()]
        Path(os.environ["LSTM_DURATIONS"]).write_text(json.dumps(found), encoding="utf-8")
