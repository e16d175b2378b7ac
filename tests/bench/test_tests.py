"""What counts as a page's own test, and that a failing test is no measurement."""

import pytest

from scripts.bench import tests as bench
from scripts.bench.tests import Timed
from scripts.grounds import pages

PAGE = next(iter(pages().values())).stem


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("tests/experiments/q23_long_term_dependencies/test_long_lags.py::test_x", True),
        (f"docs/questions/{PAGE}.md::line:4,column:1", True),
        (f"tests/browser/test_pages.py::test_page_is_sound[hosted-questions/{PAGE}]", True),
        ("tests/figures/test_every_figure.py::test_x[long_lags]", True),
        ("tests/figures/test_every_figure.py::test_x[not_long_lags]", False),
        ("tests/reference/test_lstm.py::test_x[3]", False),
    ],
)
def test_what_a_page_brings_is_told_by_the_name(name, counts):
    seconds = bench.growth([Timed(name, 2.0, False), Timed("tests/test_rooms.py::test_y", 100.0, False)])
    assert seconds == pytest.approx(2.0 / len(pages()) / bench.CORES if counts else 0.0)


def test_seconds_are_those_of_each_test_and_slow_ones_are_known(tmp_path, monkeypatch):
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    monkeypatch.setenv("PYTHONPATH", str(bench.ROOT))
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = slow\n")
    body = "import time, pytest\n\n@pytest.mark.slow\ndef test_a(): time.sleep(0.3)\n\ndef test_b(): pass\n"
    (tmp_path / "test_it.py").write_text(body)
    monkeypatch.setattr(bench, "ROOT", tmp_path)
    took, (a, b) = bench.timed()
    assert took > a.seconds > 0.3 > b.seconds
    assert (a.name, a.slow, b.name, b.slow) == ("test_it.py::test_a", True, "test_it.py::test_b", False)
    (tmp_path / "test_it.py").write_text("def test_a(): assert 1 == 2\n")
    with pytest.raises(RuntimeError, match=r"not all tests pass(.|\n)*assert 1 == 2"):
        bench.timed()
