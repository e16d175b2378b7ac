"""Spelling: found in every kind of place with its line, and nowhere in code, formulas and what is quoted."""

import pytest

from scripts.checks import spelling, vocabulary
from scripts.checks.sources import Sources

PAGE = "docs/questions/03-forget-gate.md"
HERE = "It came late"
MODULE = "scripts/figures/q03_forget_gate/retention.py"
LIST = "scripts/checks/words/allowed.txt"


def found(site) -> list[str]:
    """What this check alone says, with `P` for the page."""
    return [str(problem).replace(PAGE, "P") for problem in spelling.check(Sources(site.root))]


def say(site, sentence: str) -> list[str]:
    """What is wrong with a sentence on the page; `L` stands for its line."""
    line = site.edit(HERE, f"{sentence} {HERE}")
    return [problem.replace(f"P:{line}:", "P:L:") for problem in found(site)]


ON_THE_PAGE = {
    "paragraph": (HERE, f"*Many* gates\nrecieve it. {HERE}", 1),
    "spoken answer": ("> **In 30 seconds.**", "> **In 30 seconds.** All recieve it.", 0),
    "heading": ("### A gate", "### What they recieve", 0),
    "table cell": ("| Good | ", "| Good | They recieve it. ", 0),
    "list item": ("**Say instead:**", "**Say instead:** they recieve it.", 0),
    "wrong claim": ('"The gate forgets when it is a."', '"Gates recieve it."', 0),
    "link text": ("[home]", "[what they recieve]", 0),
    "text of a figure": ("![Share", "![They recieve the share", 0),
    "short answer": ("short: The", "short: They recieve the", 0),
    "alias": ("aliases: [first way,", "aliases:\n  [first way,\n  recieve it,", 2),
    "comment in the front matter": ("level: core", "level: core # they recieve it", 0),
    "hyphenated": (HERE, f"A well-recieve-d one. {HERE}", 0),
    "genitive": (HERE, f"The recieve's end. {HERE}", 0),
    "HTML": ("## Where it breaks\n", '## Where it breaks\n\n<div class="x">\n<p>They recieve it.</p>\n</div>\n', 3),
}


@pytest.mark.parametrize(("old", "new", "below"), ON_THE_PAGE.values(), ids=ON_THE_PAGE)
def test_a_typo_on_the_page(site, old, new, below):
    line = site.edit(old, new) + below
    assert found(site) == [f'P:{line}: "recieve" is misspelt; write "receive"']


ELSEWHERE = {
    "another page": ("docs/index.md", "# The guide\n\nThey recieve it.\n", 3),
    "read-me": ("README.md", "# The guide\n\nThey\nrecieve it.\n", 4),
    "how to contribute": ("CONTRIBUTING.md", "Gates\n\n- recieve it.\n", 3),
    "pull request template": (".github/pull_request_template.md", "They recieve it.\n", 1),
    "issue form": (
        ".github/ISSUE_TEMPLATE/wrong.yml",
        "name: A\nbody:\n  - type: input\n    attributes:\n      label: What they recieve\n",
        5,
    ),
    "block in a form": (".github/ISSUE_TEMPLATE/wrong.yml", "body:\n  value: |\n    One.\n\n    They recieve it.\n", 5),
    "comment in a workflow": (".github/workflows/check.yml", "on: push # when we recieve it\n", 1),
    "hooks": (".pre-commit-config.yaml", "# What they recieve\nrepos: []\n", 1),
    "how to cite": ("CITATION.cff", "title: x\nmessage: They recieve it.\n", 2),
    "topics": ("scripts/site/topics.yaml", "- title: x\n- title: They recieve it\n", 2),
    "template": ("overrides/main.html", "{% block x %}\n<p>They recieve it.</p>\n{% endblock %}\n", 2),
    "label in a template": ("overrides/main.html", '<nav\n  aria-label="They recieve it">\n</nav>\n', 2),
    "comment in a template": ("overrides/main.html", "{#- They\nrecieve it. -#}\n", 2),
    "style sheet": ("docs/assets/css/text.css", "/* They\n   recieve it. */\np { margin: 0 }\n", 2),
    "script": ("docs/assets/js/guide.js", "fit() // they recieve it\n", 1),
    "makefile": ("Makefile", "x:\n\techo y\ncheck: x ## they recieve it\n", 3),
    "project": ("pyproject.toml", '[project]\ndescription = "They recieve it"\n', 2),
    "comment in the project": ("pyproject.toml", "[project]\n# They recieve it.\n", 2),
    "docstring": ("scripts/a.py", '"""One.\n\nThey recieve it.\n"""\n', 3),
    "docstring of a function": ("scripts/a.py", 'def a():\n    """They recieve it."""\n', 2),
    "raw docstring": ("scripts/a.py", 'r"""They recieve $\\sigma$."""\n', 1),
    "code comment": ("scripts/a.py", "x = 1\ny = 2  # they recieve it\n", 2),
    "message": ("scripts/a.py", 'x = 1\ny = (\n    "They "\n    "recieve it"\n)\n', 4),
    "message with a value": ("scripts/a.py", 'x = 1\ny = f"{x} units\\nrecieve it"\n', 2),
    "docstring of a test": ("tests/test_a.py", 'def test_a():\n    """They recieve it."""\n', 2),
    "comment of a test": ("tests/test_a.py", "# They recieve it.\n", 1),
}


@pytest.mark.parametrize(("name", "text", "line"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_a_typo_elsewhere(site, name, text, line):
    site.write(name, text)
    assert found(site) == [f'{name}:{line}: "recieve" is misspelt; write "receive"']


def test_in_mkdocs_yml(site):
    assert site.broken("site_name: Guide", 'site_name: "What they recieve"', "mkdocs.yml") == [
        'mkdocs.yml:L: "recieve" is misspelt; write "receive"'
    ]


@pytest.mark.parametrize("text", ["ALT", "CAPTION"])
def test_in_the_texts_of_a_figure(site, text):
    line = site.edit(f'{text} = "', f'{text} = "They recieve it. ', MODULE)
    assert found(site) == [f'{MODULE}:{line}: "recieve" is misspelt; write "receive"']


def test_in_a_caption_of_several_lines(site):
    site.write(MODULE, '"""A figure."""\n\nCAPTION = (\n    "One curve a bias, "\n    "which they recieve."\n)\n')
    assert found(site) == [f'{MODULE}:5: "recieve" is misspelt; write "receive"']


BOTH = "recieve initialize"
UNTOUCHED_ON_THE_PAGE = {
    "code span": (HERE, f"`{BOTH}` {HERE}"),
    "formula": (HERE, f"$\\text{{{BOTH}}}$ {HERE}"),
    "display": ("c_t = f_t", f"\\text{{{BOTH}}} c_t = f_t"),
    "code": ("```python\n", f"```python\n# {BOTH}\n"),
    "output": ("```text\n", f"```text\n{BOTH}\n"),
    "address": (HERE, f"https://recieve?initialize {HERE}"),
    "address of a link": (HERE, f"[x](https://example.org/recieve?initialize=1) {HERE}"),
    "citation": (HERE, f"[@recieve2000initialize; @gers2000forget] {HERE}"),
    "claim": ("half_life(sigmoid(1))", "data('recieve').initialize"),
    "identifier": (HERE, f"In torch.nn.initialize and recieve_it, initialize(x) {HERE}"),
    "path": (HERE, f"In docs/recieve/initialize.md {HERE}"),
    "comment": ("## Where it breaks\n", f"## Where it breaks\n\n<!-- {BOTH} -->\n"),
    "attribute": ("## Where it breaks\n", '## Where it breaks\n\n<div class="recieve initialize">\nx\n</div>\n'),
    "field": ("question: How", "question: Initialize and recieve. How"),
    "step": (HERE, f"At the $k$nd and `k`nd, {HERE}"),
}


@pytest.mark.parametrize(("old", "new"), UNTOUCHED_ON_THE_PAGE.values(), ids=UNTOUCHED_ON_THE_PAGE)
def test_untouched_on_the_page(site, old, new):
    site.edit(old, new)
    assert found(site) == []


UNTOUCHED_ELSEWHERE = {
    "key": ("mkdocs.yml", "plugins:\n  recieve: initialize_it\n  initialize: {recieve: 1}\n"),
    "command": (
        ".github/workflows/a.yml",
        f"a:\n  - run: |\n      {BOTH}\n    if: recieve\n    uses: initialize\n",
    ),
    "YAML in a circle": ("mkdocs.yml", "a: &x [*x]\n? [recieve]\n: 1\n"),
    "YAML that is none": ("mkdocs.yml", f"{BOTH}: [\n"),
    "tags": ("overrides/a.html", '<p class="recieve" data-initialize="initialize">x</p>\n'),
    "expressions": ("overrides/a.html", f"{{{{ recieve }}}} {{{{ initialize }}}}{{% set x = '{BOTH}' %}}\n"),
    "inline script": ("overrides/a.html", "<script>\n  recieve(initialize)\n</script>\n"),
    "style": ("docs/assets/css/a.css", ".recieve { color: red }\n"),
    "vendored": ("docs/assets/vendor/a/a.js", f"/* {BOTH} */\n"),
    "names in code": ("scripts/a.py", 'recieve = initialize(1)\ninitialize.recieve("initialize")\n'),
    "names in a docstring": ("scripts/a.py", '"""`recieve initialize`, `a.color` and x.initialize(recieve=1)."""\n'),
    "names in one string": ("scripts/a.py", 'x = (\n    "recieve "\n    "the color".split()\n)\n'),
    "pattern": ("scripts/a.py", f'x = r"{BOTH}"\n'),
    "pattern with a value": ("scripts/a.py", f'x = rf"{BOTH}"\n'),
    "value": ("scripts/a.py", 'x = f"the {initialize} and {recieve} of"\n'),
    "TeX": ("scripts/a.py", 'x = "the \\\\color of"\n'),
    "Python that is none": ("scripts/a.py", f'x = """{BOTH}'),
    "strings of a test": ("tests/test_a.py", f'x = "{BOTH}"\n'),
    "titles of sources": ("docs/references.bib", f"@misc{{a, author={{A B}}, year={{2000}}, title={{{BOTH}}}}}\n"),
}


@pytest.mark.parametrize(("name", "text"), UNTOUCHED_ELSEWHERE.values(), ids=UNTOUCHED_ELSEWHERE)
def test_untouched_elsewhere(site, name, text):
    site.write(name, text)
    assert found(site) == []


def test_every_typo_of_a_line_and_of_a_file(site):
    assert say(site, "They recieve teh input. Adn more.") == [
        'P:L: "recieve" is misspelt; write "receive"',
        'P:L: "teh" is misspelt; write "the"',
        'P:L: "Adn" is misspelt; write "And"',
    ]


def test_several_candidates_and_the_capital(site):
    assert say(site, "Ot it.") == ['P:L: "Ot" is misspelt; write one of "To", "Of", "Or", "Not", "It"']


@pytest.mark.parametrize("wrong", ["does'nt", "does’nt"])
def test_an_apostrophe_in_a_typo(site, wrong):
    assert say(site, f"It {wrong} so.") == [f'P:L: "{wrong}" is misspelt; write "doesn\'t"']


def test_what_is_meant_is_given_in_british_spelling(site):
    assert say(site, "They analyed it.") == ['P:L: "analyed" is misspelt; write "analysed"']


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("initialize", "initialise"),
        ("Color", "Colour"),
        ("behavior", "behaviour"),
        ("center", "centre"),
        ("normalization", "normalisation"),
        ("analyze", "analyse"),
        ("neighborhood", "neighbourhood"),  # from our list
        ("unlabeled", "unlabelled"),
        ("parametrized", "parametrised"),  # from no list
        ("tokenizers", "tokenisers"),
        ("quantization", "quantisation"),
        ("catalyze", "catalyse"),
        ("re-initialize", None),
    ],
)
def test_american(site, wrong, right):
    wrong, right = (wrong, right) if right else ("initialize", "initialise")
    assert say(site, f"It is {wrong} here.") == [f'P:L: "{wrong}" is American; write "{right}"']


def test_american_words_in_code_are_found_where_they_are_text(site):
    site.write("scripts/a.py", 'def a(color="color", center=None):\n    """Of a color."""\n    return a(color=color)\n')
    assert found(site) == ['scripts/a.py:2: "color" is American; write "colour"']


def test_the_name_of_a_media_query(site):
    site.write("mkdocs.yml", 'media: "(prefers-color-scheme: dark)"\nname: a color\n')
    assert found(site) == ['mkdocs.yml:2: "color" is American; write "colour"']


@pytest.mark.parametrize(
    "word", ["size", "resized", "oversized", "Seizing", "prize", "analyses", "horizon", "LICENSE", "textNormalize"]
)
def test_no_american_word(site, word):
    assert say(site, f"It is {word} here.") == []


def test_questions_and_titles_of_sources_are_quoted_as_they_are(site):
    site.edit("Learning to forget", "{Optimizing} the center: discrepency", "docs/references.bib")
    sentences = (
        "See How do you initialize LSTM weights and biases? "
        '"Optimizing the\ncenter: discrepency" and *optimizing the center: discrepency* say so.'
    )
    site.write("scripts/a.py", '"""As in Optimizing the\ncenter: discrepency."""\n')
    assert say(site, sentences) == []
    site.edit("center: discrepency*", "center*")
    assert [problem.split(": ", 1)[1] for problem in found(site)] == [
        '"optimizing" is American; write "optimising"',
        '"center" is American; write "centre"',
    ]


def test_quotations(site):
    assert say(site, 'They write of a "gray center" [@gers2000forget].') == []
    site.edit(" [@gers2000forget].", ".")
    assert len(found(site)) == 2


def test_typos_in_quotations(site):
    assert say(site, 'They "recieve" it [@gers2000forget].') == ['P:L: "recieve" is misspelt; write "receive"']


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("It is under the license of MIT.", '"license" is the verb; write "licence"'),
        ("We licence it.", '"licence" is the noun; write "license"'),
        ("You can practice aloud.", '"practice" is the noun; write "practise"'),
        ("A page to practice on.", '"practice" is the noun; write "practise"'),
        ("It works in practise.", '"practise" is the verb; write "practice"'),
        ("It was practiced.", '"practiced" is American; write "practised"'),
        ("Two licenses.", '"licenses" is American; write "licences"'),
    ],
)
def test_noun_and_verb(site, sentence, said):
    assert say(site, sentence) == [f"P:L: {said}"]


def test_right_nouns_and_verbs(site):
    assert say(site, "In practice we license it under a licence, to practise. From theory to practice.") == []


@pytest.mark.parametrize("word", sorted(vocabulary.listed("british.txt")))
def test_every_exception_is_needed(word, monkeypatch):
    assert vocabulary.british(word) == [word]
    assert vocabulary.meant(word) == []
    monkeypatch.setattr(vocabulary, "listed", lambda name: frozenset())
    assert vocabulary.is_american(word) or vocabulary.meant(word)


OURS = [line.split("->") for line in (vocabulary.LISTS / "american.txt").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("word", "right"), OURS)
def test_every_american_word_of_ours_is_needed(word, right, monkeypatch):
    assert vocabulary.british(word) == [right]
    assert vocabulary.british(right) == [right]
    assert vocabulary.meant(right) == []
    monkeypatch.setattr(vocabulary, "american", vocabulary.codespells)
    assert not vocabulary.is_american(word)


@pytest.mark.parametrize("name", ["british.txt", "people.txt", "products.txt", "allowed.txt"])
def test_our_lists_are_in_order(name):
    words = [entry.word for entry in vocabulary.entries(vocabulary.LISTS / name)]
    assert words == sorted(set(words), key=str.casefold)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("Pytorch", "PyTorch"), ("Github's", "GitHub"), ("numpy", "NumPy"), ("CuDNN", "cuDNN"), ("Lstm", "LSTM")],
)
def test_capitals(site, wrong, right):
    written = wrong.removesuffix("'s")
    assert say(site, f"Here {wrong} it is.") == [f'P:L: "{written}" has the wrong capitals; write "{right}"']


def test_capitals_that_are_right(site):
    assert say(site, "PyTorch's LSTMs, NumPy, PYTHON, `numpy`, STIX Two Math.") == []


def test_a_module_in_a_docstring_is_no_slip(site):
    site.write("scripts/a.py", '"""Needs numpy and Pytorch."""\n')
    assert found(site) == ['scripts/a.py:1: "Pytorch" has the wrong capitals; write "PyTorch"']


SURNAMES = """@misc{a, title={A}, year={2000},
  author={Sepp Hochreiter and J{\\"u}rgen Schmidhuber and Alex Graves and Kyunghyun Cho}}
@misc{b, title={B}, year={2000}, author={Bart van Merri{\\"e}nboer and Rafal Jozefowicz and {Tensor contributors}}}
"""


@pytest.fixture
def people(site):
    site.write("docs/references.bib", site.read("docs/references.bib") + SURNAMES)
    return site


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Hochrieter", "Hochreiter"),
        ("Hochreitr", "Hochreiter"),
        ("Hochreither's", "Hochreiter"),
        ("Hochraitor", "Hochreiter"),
        ("Schmidhüber", "Schmidhuber"),
        ("Schmidthuber’s", "Schmidhuber"),
        ("Merrienboer", "Merriënboer"),
        ("Gravves", "Graves"),
    ],
)
def test_a_surname_nearly_written(people, wrong, right):
    written = wrong.removesuffix("'s").removesuffix("’s")
    assert say(people, f"So {wrong} said.") == [
        f'P:L: "{written}" is nobody\'s name here (did you mean "{right}"?); '
        "correct it, or add it to scripts/checks/words/people.txt"
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Hochreiter, Schmidhuber's, Graves’s and Cho",
        "van Merriënboer, Jozefowicz and Józefowicz",
        "Graces hochrieter",  # an English word; no capital
        "Che and Chu",  # too short
        "Braves and Grovel",  # another initial; two letters off
        "Tensar",  # contributors are nobody
        "HOCHRIETER, Jürgen and Rafal",
    ],
)
def test_no_surname(people, words):
    assert say(people, f"Here are {words}.") == []


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("Grades matter.", False),
        ("**Grades** matter: Grades, too.", False),
        ("Those Grades matter.", True),
        ("Those **Grades** matter.", True),
        ("Here, (Grades) matter.", True),
        ("Hochrieter said it.", True),
    ],
)
def test_at_the_start_of_a_sentence_only_long_names_are_looked_for(people, sentence, wrong):
    assert bool(say(people, f"So it is. {sentence}")) is wrong


def allow(site, *lines: str) -> list[str]:
    site.write(LIST, "".join(f"{line}\n" for line in ("# Allowed here.", *lines)))
    return found(site)


def test_an_allowed_word(site):
    site.edit(HERE, f"Recieve the color's Pytorch. {HERE}")
    assert len(found(site)) == 3
    assert allow(site, "color  # as the paper has it", "pytorch", "recieve  # a name") == []


def test_a_word_that_is_not_to_be_allowed_any_more(site):
    assert allow(site, "recieve  # a name") == [f'{LIST}:2: no text needs "recieve" to be allowed; remove the line']


def test_an_untidy_list(site):
    site.edit(HERE, f"They recieve teh color. {HERE}")
    assert allow(site, "recieve", "color", "", "teh", "recieve", "fof it") == [
        f'{LIST}:3: "color" is out of order; put it before "recieve"',
        f'{LIST}:6: "recieve" stands twice, first in line 2; keep one of the two',
        f'{LIST}:7: "fof it" is not one word; write one a line, and the reason behind a #',
    ]
