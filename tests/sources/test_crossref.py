"""What is read from Crossref's answers."""

import json

import pytest

from scripts.sources import crossref
from scripts.sources.works import Name, Work
from tests.sources.conftest import recorded


def test_a_work():
    assert crossref.read(recorded("gers2000forget.json")) == Work(
        titles=("Learning to Forget", "Learning to Forget: Continual Prediction with LSTM"),
        authors=(
            Name("Felix A. GERS", "GERS"),
            Name("Jurgen Schmidhuber", "Schmidhuber"),
            Name("Fred Cummins", "Cummins"),
        ),
        years=frozenset({2000}),
        pages=("2451–2471",),
        doi="10.1162/089976600300015015",
        journals=("Neural Computation",),
        volume="12",
        issue="10",
    )


def test_the_years_online_and_in_print():
    assert crossref.read(recorded("gama2013evaluating.json")).years == {2012, 2013}


def test_a_work_of_which_little_is_known():
    said = {
        "DOI": "10.1/x",
        "title": [],
        "issued": {"date-parts": [[None]]},
        "author": [{"name": "a university"}, {}],
    }
    answer = json.dumps({"status": "ok", "message-type": "work", "message": said}).encode()
    assert crossref.read(answer) == Work(titles=(), doi="10.1/x")


@pytest.mark.parametrize("answer", [b"<html>Busy</html>", b"[]", b'{"status": "failed", "message-type": "exception"}'])
def test_no_answer_for_a_work(answer):
    with pytest.raises(ValueError, match=r"."):
        crossref.read(answer)


def test_an_address_of_a_doi_with_odd_characters():
    doi = "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-Q"
    assert crossref.address(doi) == (
        "https://api.crossref.org/works/10.1002/%28SICI%291097-0258%2819980815%2917%3A15%3C1661%3A%3AAID-SIM968%3E3.0.CO%3B2-Q"
    )
