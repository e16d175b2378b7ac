"""The report, its exit status, and the differences that are accepted."""

import re
import subprocess

import pytest
from pybtex.database import BibliographyData

from scripts.sources import __main__ as sources
from scripts.sources import accepted
from scripts.sources.accepted import Accepted
from scripts.sources.differences import Difference
from tests.sources.conftest import ENTRIES

THEIRS = "Cho, van Merrienboer, Bahdanau, Gulcehre, Bougares, Schwenk, Bengio"
ACCEPTED = f"""
- key: cho2014gru
  field: authors (Crossref)
  theirs: {THEIRS}
  reason: The PDF has them in our order.
"""
ROW = (
    "| `cho2014gru` | authors (Crossref) | `Cho, van Merriënboer, Gulcehre, Bahdanau, Bougares, Schwenk, Bengio` "
    f"| `{THEIRS}` |"
)
MISSING = "| `cho2014gru` | arXiv number | `1406.1078` | `nothing` |"


@pytest.fixture
def run(services, monkeypatch, tmp_path, capsys):
    """The exit status, the report and what is said of the run, for some sources and a list of what is accepted."""

    def run(*keys: str, known: str = "[]") -> tuple[int, str, list[str]]:
        path = tmp_path / "accepted.yaml"
        path.write_text(known, encoding="utf-8")
        monkeypatch.setattr(accepted.load, "__defaults__", (path,))
        status = sources.main([*keys], services.asker())
        out, err = capsys.readouterr()
        return status, out, err.splitlines()

    return run


def test_nothing_differs_and_nothing_is_said(run):
    assert run("gers2000forget", "bahdanau2015") == (
        0,
        "",
        ["2 numbers asked for, 0 sources without an answer, 0 to be looked at"],
    )


def test_what_differs_is_a_table(run):
    status, report, said = run("cho2014gru", "gers2000forget")
    assert status == 1
    head, table = report.split("\n\n")
    assert head.startswith("Crossref or arXiv has these fields of `docs/references.bib` otherwise.")
    assert table.splitlines() == ["| key | field | ours | theirs |", "| --- | --- | --- | --- |", ROW, MISSING]
    assert said[-1] == "3 numbers asked for, 0 sources without an answer, 2 to be looked at"


def test_an_accepted_difference_is_not_reported(run):
    status, report, _ = run("cho2014gru", known=ACCEPTED)
    assert status == 1
    assert ROW not in report
    assert MISSING in report


def test_another_difference_than_the_accepted_one_is_reported(run):
    status, report, _ = run("cho2014gru", known=ACCEPTED.replace("Bengio", "Courville"))
    assert status == 1
    assert ROW in report
    assert "stand for no difference any more" in report


def test_an_accepted_difference_that_is_gone(run):
    known = ACCEPTED.replace("cho2014gru", "gers2000forget")
    status, report, _ = run("gers2000forget", known=known)
    assert status == 1
    assert report == (
        "These items of `scripts/sources/accepted.yaml` stand for no difference any more. Remove them.\n\n"
        f"- `gers2000forget`, authors (Crossref): `{THEIRS}`\n"
    )


def test_what_is_accepted_of_another_source_is_not_looked_at(run):
    assert run("gers2000forget", known=ACCEPTED)[:2] == (0, "")


@pytest.fixture
def history(tmp_path, monkeypatch):
    """A repository whose first commit has two of the sources, one of them with another year."""
    bibliography = tmp_path / sources.BIBLIOGRAPHY
    bibliography.parent.mkdir()
    keys = ("gers2000forget", "graves2006ctc", "bahdanau2015")
    texts = {key: BibliographyData({key: ENTRIES[key]}).to_string("bibtex") for key in keys}

    def git(*arguments):
        subprocess.run(["git", "-c", "user.name=n", "-c", "user.email=e", *arguments], cwd=tmp_path, check=True)

    git("init", "--quiet")
    bibliography.write_text(texts["gers2000forget"] + texts["graves2006ctc"].replace("2006", "2007"), "utf-8")
    git("add", ".")
    git("commit", "--quiet", "--message", "first")
    bibliography.write_text("\n".join(texts.values()), "utf-8")
    monkeypatch.setattr(sources, "ROOT", tmp_path)


def test_only_what_is_new_since_a_commit_or_other_is_asked_for(history, run, services):
    status, report, said = run("--since", "HEAD")
    assert (status, report) == (0, "")
    assert said == ["2 numbers asked for, 0 sources without an answer, 0 to be looked at"]
    crossref, arxiv = services.asked
    assert ENTRIES["graves2006ctc"].fields["doi"] in crossref
    assert ENTRIES["bahdanau2015"].fields["eprint"] in arxiv


def test_a_commit_that_there_is_not(history, run, capsys):
    with pytest.raises(SystemExit) as ended:
        run("--since", "v9")
    assert ended.value.code == 2
    assert "invalid object name 'v9'" in capsys.readouterr().err


def test_where_there_was_no_answer_nothing_is_known_to_be_gone(run, services):
    services.instead = {"": [(503, b"", "")]}
    status, report, said = run("gers2000forget", known=ACCEPTED.replace("cho2014gru", "gers2000forget"))
    assert (status, report) == (2, "")
    assert said[0].startswith("no answer: https://api.crossref.org/works/10.1162/089976600300015015: status 503")


def test_what_is_known_is_reported_although_there_was_no_answer_for_others(run, services):
    services.instead = {"arxiv": [(503, b"", "")]}
    status, report, _ = run("cho2014gru", "bai2018tcn")
    assert status == 1
    assert ROW in report
    assert MISSING not in report
    assert "no answer for 2 of the sources" in report


def test_who_asks(services, monkeypatch):
    monkeypatch.setenv("REPO_URL", "https://code.example/guide")
    seen = []
    monkeypatch.setattr(sources, "Asker", lambda agent: seen.append(agent) or services.asker())
    sources.main(["gers2000forget"])
    assert seen == ["lstm-interview-guide (https://code.example/guide)"]


def test_a_source_that_there_is_not(run):
    with pytest.raises(SystemExit) as ended:
        run("gers2000forgot")
    assert ended.value.code == 2


def test_what_others_wrote_is_no_markdown():
    (row,) = re.findall(
        r"^\| `k.*", sources.report([Difference("k", "title", "a|b", "@you `#1`\n![x](y)")], []), re.MULTILINE
    )
    assert row == "| `k` | title | `a\\|b` | `@you '#1' ![x](y)` |"


def test_a_report_fits_into_an_issue():
    rows = [Difference("k" * 30, "authors (Crossref)", "o" * 900, "t" * 900)] * 500
    report = sources.report(rows, [])
    assert len(report) < 65_536
    assert "And 400 more." in report


def test_the_list_has_reasons_and_keys_that_there_are():
    assert all(one.key in ENTRIES for one in accepted.load())


def test_an_item_without_a_reason_is_refused(tmp_path):
    path = tmp_path / "accepted.yaml"
    path.write_text(ACCEPTED.replace("reason: The PDF has them in our order.", "reason: x"), encoding="utf-8")
    with pytest.raises(ValueError, match="reason"):
        accepted.load(path)


def test_a_number_in_the_list_need_not_stand_in_quotes(tmp_path):
    path = tmp_path / "accepted.yaml"
    path.write_text("- {key: k, field: year (Crossref), theirs: 2007, reason: printed later}", encoding="utf-8")
    assert accepted.load(path) == [Accepted(key="k", field="year (Crossref)", theirs="2007", reason="printed later")]
