"""What is reported of a source, and what is not."""

import json

import pytest
from pybtex.database import Entry, Person

from scripts.sources import crossref
from scripts.sources.differences import differences
from scripts.sources.works import Name, Work, span
from tests.sources.conftest import ANSWERS, ENTRIES, recorded

RIGHT = sorted(path.stem for path in ANSWERS.glob("*.json") if path.stem not in ("cho2014gru", "larabenitez2021review"))


@pytest.mark.parametrize("key", RIGHT)
def test_nothing_differs(compared, key):
    assert compared(key) == []


def test_the_number_of_an_article_is_its_page(compared):
    assert [row for row in compared("larabenitez2021review") if "Crossref" in row[1]] == []


def test_authors_in_another_order(compared):
    ours = "Cho, van Merriënboer, Gulcehre, Bahdanau, Bougares, Schwenk, Bengio"
    theirs = "Cho, van Merrienboer, Bahdanau, Gulcehre, Bougares, Schwenk, Bengio"
    assert ("cho2014gru", "authors (Crossref)", ours, theirs) in compared("cho2014gru")


def test_a_doi_that_there_is_not(compared, services):
    assert compared("siffer2017spot") == [("siffer2017spot", "DOI", "10.1145/3097983.3098144", "nothing")]
    assert services.asked == [
        "https://api.crossref.org/works/10.1145/3097983.3098144",
        "https://doi.org/api/handles/10.1145/3097983.3098144",
    ]


def test_a_doi_that_another_agency_gave(compared, services):
    services.instead = {"doi.org/api/handles": [(200, b'{"responseCode":1}', "")]}
    assert compared("siffer2017spot") == []


@pytest.mark.parametrize(
    ("change", "row"),
    [
        (
            {"subtitle": ["a survey"]},
            (
                "title (Crossref)",
                ENTRIES["graves2006ctc"].fields["title"].strip("{}"),
                "Connectionist temporal classification",
            ),
        ),
        (
            {"published": {}, "issued": {"date-parts": [[2007, 1]]}, "published-print": {"date-parts": [[2008]]}},
            ("year (Crossref)", "2006", "2007 or 2008"),
        ),
        ({"page": "369-377"}, ("pages (Crossref)", "369-376", "369-377")),
        ({"DOI": "10.1145/1143844.1143892"}, ("DOI (Crossref)", "10.1145/1143844.1143891", "10.1145/1143844.1143892")),
        (
            {"author": [{"family": "Graves"}, {"family": "Fernandez"}, {"family": "Gomez"}]},
            ("authors (Crossref)", "Graves, Fernández, Gomez, Schmidhuber", "Graves, Fernandez, Gomez"),
        ),
        (
            {"author": [{"family": "Graves"}, {"family": "Fernandes"}, {"family": "Gomez"}, {"family": "Schmidhuber"}]},
            (
                "authors (Crossref)",
                "Graves, Fernández, Gomez, Schmidhuber",
                "Graves, Fernandes, Gomez, Schmidhuber",
            ),
        ),
    ],
)
def test_a_field_that_differs(compared, services, change, row):
    answer = json.loads(recorded("graves2006ctc.json"))
    answer["message"] |= change
    services.instead = {"1143891": [(200, json.dumps(answer).encode(), "")]}
    assert compared("graves2006ctc") == [("graves2006ctc", *row)]


@pytest.mark.parametrize(
    ("change", "row"),
    [
        (
            {"container-title": ["Neural Networks"], "short-container-title": ["Neural Netw."]},
            ("journal (Crossref)", "Neural Computation", "Neural Networks"),
        ),
        ({"volume": "21"}, ("volume (Crossref)", "12", "21")),
        ({"issue": "1"}, ("issue (Crossref)", "10", "1")),
    ],
)
def test_where_an_article_stands(compared, services, change, row):
    answer = json.loads(recorded("gers2000forget.json"))
    answer["message"] |= change
    services.instead = {"crossref": [(200, json.dumps(answer).encode(), "")]}
    assert compared("gers2000forget") == [("gers2000forget", *row)]


@pytest.mark.parametrize(
    "change",
    [
        {"container-title": ["The Neural Computation"]},
        {"container-title": ["NECO"], "short-container-title": ["Neural computation"]},
        {"container-title": []},
        {"volume": "012"},
        {"volume": None},
        {"issue": "10"},
    ],
)
def test_where_it_stands_in_other_words(compared, services, change):
    answer = json.loads(recorded("gers2000forget.json"))
    answer["message"] |= change
    services.instead = {"crossref": [(200, json.dumps(answer).encode(), "")]}
    assert compared("gers2000forget") == []


@pytest.mark.parametrize(
    "change",
    [
        {"page": None},
        {"page": "369"},
        {"page": "pp. 369–76"},
        {"author": []},
        {"title": [], "subtitle": []},
        {"title": ["Klassifikation", "Connectionist Temporal Classification"]},
        {"DOI": "10.1145/1143844.1143891".upper()},
        {"issued": {"date-parts": [[2005, 12]]}},
        {"published-print": {"date-parts": [[2007, 1]]}},
    ],
)
def test_what_makes_no_difference(compared, services, change):
    answer = json.loads(recorded("graves2006ctc.json"))
    answer["message"] |= change
    services.instead = {"1143891": [(200, json.dumps(answer).encode(), "")]}
    assert compared("graves2006ctc") == []


@pytest.mark.parametrize(
    ("ours", "theirs", "one"),
    [
        ("Bart van Merriënboer", {"given": "Bart", "family": "van Merriënboer"}, True),
        ("Bart van Merriënboer", {"given": "Bart van", "family": "Merriënboer"}, True),
        ("Sebastian Pineda Arango", {"given": "Sebastian", "family": "Pineda Arango"}, True),
        ("{Miceli Barone}, Antonio Valerio", {"given": "Antonio Valerio Miceli", "family": "Barone"}, True),
        ("Jan {\\v{C}}ernock{\\'y}", {"given": "Jan", "family": "Cernocky"}, True),
        ("Nadine El-Naggar", {"given": "Nadine", "family": "ElNaggar"}, True),
        ("{Miceli Barone}, Antonio Valerio", {"given": "A. V. M.", "family": "Barone"}, True),
        ("Sebastian P. Arango", {"given": "Sebastian", "family": "Pineda Arango"}, True),
        ("Wesley De Neve", {"given": "Wesley", "family": "DeNeve"}, True),
        ("Geoffrey Smith", {"given": "Geoffrey Smith", "family": "Jr."}, True),
        ("Fred Li", {"given": "Fred", "family": "Ali"}, False),
        ("Mohammad Ali", {"given": "Mohammad", "family": "Li"}, False),
        ("Jinyu Li", {"given": "Li", "family": "Jinyu"}, False),
        ("Jürgen Schmidhuber", {"given": "Jürgen", "family": "Schmidhuber Jr."}, True),
    ],
)
def test_where_a_family_name_begins(ours, theirs, one):
    entry = Entry("misc", fields={"title": "T", "year": "2020"}, persons={"author": [Person(ours)]})
    message = {"title": ["T"], "author": [theirs]}
    work = crossref.read(json.dumps({"message-type": "work", "message": message}).encode())
    assert (not list(differences("k", entry, work, "Crossref"))) is one


def test_of_many_authors_those_are_shown_that_differ():
    key = "peng2023rwkv"
    names = [Name(str(person), str(person.last_names[-1])) for person in ENTRIES[key].persons["author"]]
    names[4], names[5] = names[5], names[4]
    work = Work(titles=(), authors=tuple(Name(name.family, name.family) for name in names))
    ((_, _, ours, theirs),) = differences(key, ENTRIES[key], work, "Crossref")
    assert ours == "of 32, from number 5 on: Arcadinho, Biderman, Cao, Cheng"
    assert theirs == "of 32, from number 5 on: Biderman, Arcadinho, Cao, Cheng"


def test_of_many_authors_the_last_is_missing():
    key = "peng2023rwkv"
    last = [str(person.last_names[-1]) for person in ENTRIES[key].persons["author"]]
    work = Work(titles=(), authors=tuple(Name(name, name) for name in last[:-1]))
    ((_, _, ours, theirs),) = differences(key, ENTRIES[key], work, "Crossref")
    assert ours == "of 32, from number 32 on: Zhu"
    assert theirs == "31 authors, the last is Zhu"


def test_arxiv_has_the_same(compared, services):
    assert compared("bahdanau2015", "ba2016layernorm") == []
    assert services.asked == ["https://export.arxiv.org/api/query?id_list=1409.0473,1607.06450&max_results=2"]


def test_a_number_that_arxiv_does_not_have(compared):
    assert compared("bahdanau2015", "bai2018tcn") == [("bai2018tcn", "arXiv number", "1803.01271", "nothing")]


def test_a_number_that_is_none(compared, services):
    refused = recorded("refused.xml").replace(b"1409.047", b"1803.01271")
    services.instead = {"1803.01271": [(400, refused, "")]}
    assert compared("bahdanau2015", "bai2018tcn") == [("bai2018tcn", "arXiv number", "1803.01271", "nothing")]
    assert services.asked[-1].endswith("?id_list=1409.0473&max_results=1")


@pytest.mark.parametrize(
    ("old", "new", "row"),
    [
        (
            b"<title>Layer Normalization</title>",
            b"<title>Batch\n  Layers</title>",
            ("title (arXiv)", "Layer Normalization", "Batch Layers"),
        ),
        (b"<published>2016-07", b"<published>2017-07", ("year (arXiv)", "2016", "2017")),
        (b"Jamie Ryan Kiros", b"Ryan King", ("authors (arXiv)", "Ba, Kiros, Hinton", "Ba, King, Hinton")),
    ],
)
def test_what_arxiv_has_otherwise(compared, services, old, new, row):
    text = recorded("feed.xml")
    assert old in text
    services.instead = {"arxiv": [(200, text.replace(old, new), "")]}
    assert compared("ba2016layernorm") == [("ba2016layernorm", *row)]


def test_the_first_version_may_be_older(compared, services):
    text = recorded("feed.xml").replace(b"<published>2016-07", b"<published>2013-07")
    services.instead = {"arxiv": [(200, text, "")]}
    assert compared("ba2016layernorm") == []


def test_a_source_with_both_numbers_is_asked_for_at_both(compared, services):
    answer = json.loads(recorded("gers2000forget.json"))
    names = [{"family": name} for name in ("Greff", "Srivastava", "Koutník", "Steunebrink", "Schmidhuber")]
    answer["message"] = {
        "title": ["LSTM"],
        "subtitle": ["A Search Space Odyssey"],
        "author": names,
        "page": "2222-2232",
        "issued": {"date-parts": [[2017, 10]]},
    }
    services.instead = {"api.crossref.org": [(200, json.dumps(answer).encode(), "")]}
    assert compared("greff2017odyssey") == []
    assert len(services.asked) == 2
    other = recorded("feed.xml").replace(b"<title>LSTM: A Search Space Odyssey", b"<title>A Search for LSTM")
    services.instead["arxiv"] = [(200, other, "")]
    assert compared("greff2017odyssey") == [
        ("greff2017odyssey", "title (arXiv)", "LSTM: A Search Space Odyssey", "A Search for LSTM")
    ]


def test_our_own_pages_are_all_read():
    assert all("-" in span(e.fields["pages"]) for e in ENTRIES.values() if "--" in e.fields.get("pages", ""))
