"""What is read from a report of Lighthouse, and what is printed of many."""

import json
from pathlib import Path

import pytest

from scripts.bench import lighthouse
from scripts.bench.lighthouse import Seen, heaviest, middle, read, table

REPORT = json.loads(Path(__file__).with_name("lighthouse.json").read_text(encoding="utf-8"))
ONE = Seen(99, 100, 100, 100, 1000, 1500, 40, 0, 100)


def test_a_report_is_read():
    seen = read(REPORT)
    assert seen[:4] == (69, 100, 96, 100)
    assert [round(value) for value in seen[4:7]] == [1504, 1804, 5992]
    assert seen.shift == 0
    assert round(seen.kilobytes, 1) == 135.7


def test_a_page_that_could_not_be_measured_is_no_number():
    with pytest.raises(RuntimeError, match="Lighthouse: no page"):
        read({**REPORT, "runtimeError": {"code": "NO_FCP", "message": "no page"}})


def test_each_number_is_the_middle_one_of_its_rounds():
    rounds = [ONE._replace(performance=90, blocked=5), ONE, ONE._replace(performance=95, blocked=90)]
    assert middle(rounds) == ONE._replace(performance=95)


def test_of_a_site_the_least_favourable_numbers_are_printed():
    lines = table({"ours": {"": [ONE], "questions/a/": [ONE._replace(performance=97, shift=0.02, kilobytes=120)]}})
    assert lines[0].split()[0] == "ours"
    assert lines[1].split() == ["home", "99", "100", "100", "100", "1000", "1500", "40", "0.000", "100.0"]
    assert lines[3].split() == ["worst", "97", "100", "100", "100", "1000", "1500", "40", "0.020", "120.0"]


def test_a_page_without_a_report_is_named_and_the_others_are_printed():
    lines = table({"ours": {"": [ONE], "questions/a/": []}, "theirs": {"": []}})
    assert "  questions/a/: no report within 300 s" in lines
    assert lines[3].split()[:2] == ["worst", "99"]
    assert lines[-2] == "  home: no report within 300 s"


def test_pages_are_home_and_those_with_most_formulas(tmp_path):
    for name, count in (("01-a", 1), ("02-b", 3), ("03-c", 2)):
        (tmp_path / "questions" / name).mkdir(parents=True)
        (tmp_path / "questions" / name / "index.html").write_text("<math></math>" * count, encoding="utf-8")
    assert heaviest(tmp_path, 3) == ["", "questions/02-b/", "questions/03-c/"]


def test_what_is_missing_is_said(monkeypatch):
    monkeypatch.setattr(lighthouse.shutil, "which", lambda name: None)
    (line,) = lighthouse.run()
    assert "no npm on the path; install Node 20 or later" in line
