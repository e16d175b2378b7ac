"""JSON-LD: of the vocabulary, as search engines' rules want it, and only with what is known."""

import json

import pytest

from scripts.site.machines import structured
from scripts.site.machines.structured import Entry, Guide
from tests.site.machines.vocabulary import wrong

HOME = "https://guide.example/lstm/"
GUIDE = Guide("The Guide", "Fifty questions.", "en", HOME)
ENTRY = Entry("questions/03-a/", "How?", "So.", "2026-01-02", "2026-03-04", f"{HOME}assets/cards/03-a.png")
FRONT = {"level": "core", "topic": "cell", "aliases": ["Why?", "What for?"]}


def question(guide: Guide = GUIDE, entry: Entry = ENTRY) -> list[dict]:
    return structured.of_question(guide, entry, FRONT, "The cell", 12, "Because.")["@graph"]


@pytest.mark.parametrize("guide", [GUIDE, GUIDE._replace(home="")], ids=["with an address", "without"])
def test_everything_is_in_the_vocabulary(guide):
    bare = Entry("a/", "A", "B")
    for data in (
        structured.of_question(guide, ENTRY, FRONT, "The cell", 12, "Because."),
        structured.of_home(guide, [("How?", "questions/03-a/")]),
        structured.of_page(guide, bare),
    ):
        assert data["@context"] == "https://schema.org"
        assert not wrong(data["@graph"])


def test_a_question_is_a_learning_resource():
    resource = question()[0]
    assert resource["@type"] == "LearningResource"
    assert (resource["name"], resource["description"], resource["timeRequired"]) == ("How?", "So.", "PT12M")
    assert (resource["educationalLevel"], resource["inLanguage"]) == ("core", "en")
    assert (resource["datePublished"], resource["dateModified"]) == ("2026-01-02", "2026-03-04")
    assert resource["url"] == f"{HOME}questions/03-a/"
    assert resource["isPartOf"] == {"@type": "WebSite", "name": "The Guide", "url": HOME}
    assert [about["name"] for about in resource["about"]] == ["Long short-term memory", "The cell"]


def test_its_card_is_as_the_rules_for_flashcards_want_it():
    quiz = question()[1]
    assert (quiz["@type"], quiz["about"]["name"]) == ("Quiz", "Long short-term memory")
    card = {"@type": "Question", "eduQuestionType": "Flashcard", "text": "How?"}
    assert quiz["hasPart"] == [card | {"acceptedAnswer": {"@type": "Answer", "text": "Because."}}]


def test_the_way_leads_from_the_home_page_through_the_topic():
    steps = question()[2]["itemListElement"]
    assert [step["position"] for step in steps] == [1, 2, 3]
    assert [step["item"] for step in steps] == [HOME, f"{HOME}#topic-cell", f"{HOME}questions/03-a/"]


def test_what_is_not_known_is_not_said():
    resource, quiz = question(GUIDE._replace(home=""), Entry("a/", "How?", "So."))
    assert not {"url", "image", "datePublished", "dateModified"} & resource.keys()
    assert resource["isPartOf"] == {"@type": "WebSite", "name": "The Guide"}
    assert quiz["@type"] == "Quiz"


def test_the_home_page_lists_the_questions():
    site, listed = structured.of_home(GUIDE, [("How?", "a/"), ("Why?", "b/")])["@graph"]
    assert (site["@type"], listed["numberOfItems"]) == ("WebSite", 2)
    assert [(item["position"], item["url"]) for item in listed["itemListElement"]] == [
        (1, f"{HOME}a/"),
        (2, f"{HOME}b/"),
    ]


def test_no_text_can_end_the_script_that_it_stands_in():
    written = structured.written({"text": "a</script><script>b & ⊙"})
    assert "<" not in written
    assert json.loads(written) == {"text": "a</script><script>b & ⊙"}


def test_a_slip_is_seen():
    assert wrong({"@type": "Quiz", "label": "x"}) == [": Quiz has no label"]
    assert wrong([{"@type": "Quizz"}]) == ["[0]: no type Quizz"]
    assert wrong({"@type": "Quiz", "name": ""}) == [".name is empty"]
