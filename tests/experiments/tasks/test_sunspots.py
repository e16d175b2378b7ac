"""Sunspots: one value per year from 1700 to 2008, cut at 1921 and 1956."""

import pytest

from scripts.experiments.tasks import sunspots


def test_years_and_parts():
    series = sunspots.load()
    assert series.x.shape == (309, 1)
    assert series.seen.all()
    years = {name: (sunspots.FIRST + steps[0], sunspots.FIRST + steps[-1]) for name, steps in series.parts.items()}
    assert years == {"train": (1700, 1920), "validation": (1921, 1955), "test": (1956, 2008)}


def test_values_are_the_old_count():
    x = sunspots.load().x[:, 0]
    assert x[:3].tolist() == [5, 11, 16]
    assert x[-1].item() == pytest.approx(2.9)
    assert x.min() == 0
    assert x.max().item() == pytest.approx(190.2)
    assert sunspots.FIRST + x.argmax().item() == 1957
