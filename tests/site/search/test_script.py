"""The entry of a page, and the index as the browser gets it."""

from scripts.site.search.entry import bag, entry, preview
from scripts.site.search.script import ALPHABET, data, name
from scripts.site.search.thesaurus import thesaurus

HTML = """<h1 id="q">Q</h1><p>Top word.</p><h2 id="how-it-is-judged">How it is judged</h2><p>Judged.</p>
<h2 id="follow-ups">Follow-ups</h2><details><summary><h3 id="why">Why?</h3></summary>
<p>It is so. And more.</p></details>
<h2 id="test-yourself">Test yourself</h2><h3 id="one">One</h3><p>Problem.</p>"""


def made() -> dict:
    return entry(HTML, "questions/03-a/", "Q?", "A", {"question": "Q?", "aliases": ["B?"], "keywords": ["c d"]})


def test_entry_names_the_page_and_its_parts():
    page = made()
    assert (page["title"], page["name"], page["aliases"], page["keywords"], page["boost"]) == (
        "Q?",
        "A",
        ["B?"],
        ["c d"],
        1,
    )
    assert page["words"].split() == ["top", "word", "judged"]
    assert [part[:3] for part in page["parts"]] == [
        ["follow-ups", "section", "Follow-ups"],
        ["why", "follow-up", "Why?"],
        ["test-yourself", "section", "Test yourself"],
    ]
    assert page["parts"][1][3:] == ["It is so.", "it is so and more"]
    assert page["parts"][2][4].split() == ["one", "problem"]


def test_page_that_answers_no_question_counts_less():
    assert entry(HTML, "reference/a/", "A", "A", {})["boost"] < 1
    assert entry(HTML, "reference/a/", "A", "A", {"search": {"boost": 0.02}})["boost"] == 0.02


def test_bag_has_each_word_once_and_keeps_the_capitals_of_names():
    assert bag(["The gate, the GATE (0.73) of ConvLSTM2D and h_n."]) == "the gate 0.73 of ConvLSTM2D and h_n"


def test_preview_is_a_whole_sentence_without_formulas():
    assert preview(["One. Two."]) == "One."
    assert preview(["One \ue000 is. Two."]) == ""
    assert preview(["x" * 151 + "."]) == ""


def test_places_of_words_come_back_as_they_were():
    pages = [{**made(), "words": f"same w{at}", "parts": []} for at in range(400)]
    packed = data(pages)
    last, more = 45, len(ALPHABET) - 45
    found: dict[int, set[str]] = {}
    for word, line in zip(packed["words"].split(" "), packed["places"].split(" "), strict=True):
        bag, step, scale = -1, 0, 1
        for letter in line:
            digit = ALPHABET.index(letter)
            if digit >= last:
                step, scale = step + (digit - last) * scale, scale * more
            else:
                bag, step, scale = bag + step + digit * scale + 1, 0, 1
                found.setdefault(bag, set()).add(word)
    assert found == {at: {"same", f"w{at}"} for at in range(400)}


def test_another_content_has_another_name():
    assert name("a") != name("b")


def test_plain_words_stand_for_words_of_the_field():
    assert "forget" in thesaurus()["discard"].split()
    assert all(word == word.lower() for word in thesaurus())
