"""Spelling: found in every kind of place with its line, and nowhere in code, formulas and what is quoted."""

import pytest

from scripts.checks.repository import Repository
from scripts.checks.words import spelling

PAGE = "docs/questions/03-forget-gate.md"
HERE = "It came late"
MODULE = "scripts/figures/q03_forget_gate/retention.py"


def found(site) -> list[str]:
    """What this check alone says, with `P` for the page."""
    return [str(problem).replace(PAGE, "P") for problem in spelling.check(Repository(site.root))]


def say(site, sentence: str) -> list[str]:
    """What is wrong with a sentence on the page; `L` stands for its line."""
    line = site.edit(HERE, f"{sentence} {HERE}")
    return [problem.replace(f"P:{line}:", "P:L:") for problem in found(site)]


ON_THE_PAGE = {
    "paragraph": (HERE, f"*Many* gates\nrecieve it. {HERE}", 1),
    "spoken answer": ("> **In 30 seconds.**", "> **In 30 seconds.** All recieve it.", 0),
    "heading": ("### A gate", "### What they recieve", 0),
    "table cell": ("| Forget | ", "| Forget | They recieve it. ", 0),
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
    "script": ("docs/assets/js/wide.js", "fit() // they recieve it\n", 1),
    "makefile": ("Makefile", "x:\n\techo y\ncheck: x ## they recieve it\n", 3),
    "docstring": ("scripts/a.py", '"""One.\n\nThey recieve it.\n"""\n', 3),
    "docstring of a function": ("scripts/a.py", 'def a():\n    """They recieve it."""\n', 2),
    "raw docstring": ("scripts/a.py", 'r"""They recieve $\\sigma$."""\n', 1),
    "code comment": ("scripts/a.py", "x = 1\ny = 2  # they recieve it\n", 2),
    "message": ("scripts/a.py", 'x = 1\ny = (\n    "They "\n    "recieve it"\n)\n', 4),
    "docstring of a test": ("tests/test_a.py", 'def test_a():\n    """They recieve it."""\n', 2),
    "comment of a test": ("tests/test_a.py", "# They recieve it.\n", 1),
}


@pytest.mark.parametrize(("name", "text", "line"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_a_typo_elsewhere(site, name, text, line):
    site.write(name, text)
    assert found(site) == [f'{name}:{line}: "recieve" is misspelt; write "receive"']


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
    "comment": ("## Where it breaks\n", f"## Where it breaks\n\n<!-- {BOTH} 1 < 2 -->\n"),
    "attribute": ("## Where it breaks\n", '## Where it breaks\n\n<div class="recieve initialize">\nx\n</div>\n'),
    "step": (HERE, f"At the $k$nd and `k`nd, {HERE}"),
}


@pytest.mark.parametrize(("old", "new"), UNTOUCHED_ON_THE_PAGE.values(), ids=UNTOUCHED_ON_THE_PAGE)
def test_untouched_on_the_page(site, old, new):
    site.edit(old, new)
    assert found(site) == []


UNTOUCHED_ELSEWHERE = {
    "command": (".github/workflows/a.yml", "a:\n  - run: |\n      echo -color\n"),
    "vendored": ("docs/assets/vendor/a/a.js", f"/* {BOTH} */\n"),
    "style": ("docs/assets/css/a.css", "p { color: red; text-align: center }\n"),
    "names in code": ("scripts/a.py", 'normal = initialize(1)\ninitialize.normal("initialize", center=2)\n'),
    "names in a docstring": ("scripts/a.py", '"""`recieve initialize`, `a.color` and x.initialize(recieve=1)."""\n'),
    "pattern": ("scripts/a.py", f'x = r"{BOTH}"\n'),
    "tests of the checks": ("tests/checks/test_a.py", f'x = "{BOTH}"\n'),
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
    assert say(site, "Ot it.") == ['P:L: "Ot" is misspelt; write one of "It", "Not", "Of", "Or", "To"']


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


@pytest.mark.parametrize("word", ["size", "resized", "oversized", "Seizing", "prize", "analyses", "horizon", "LICENSE"])
def test_no_american_word(site, word):
    assert say(site, f"It is {word} here.") == []


def test_questions_and_titles_of_sources_are_quoted_as_they_are(site):
    site.edit("Learning to forget", "{Optimizing} the center: discrepency", "docs/references.bib")
    site.write("scripts/a.py", '"""As in Optimizing the center: discrepency."""\n')
    assert say(site, 'How do you initialize LSTM weights and biases? "Optimizing the center: discrepency" says') == []
    site.write("scripts/a.py", '"""Initialize the center."""\n')
    assert found(site) == [
        'scripts/a.py:1: "Initialize" is American; write "Initialise"',
        'scripts/a.py:1: "center" is American; write "centre"',
    ]


def test_quotations(site):
    assert say(site, 'They write of a "behavior at the center, tokenized" [@gers2000forget].') == []
    site.edit(" [@gers2000forget].", ".")
    assert len(found(site)) == 3


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("It is under the license of MIT.", '"license" is the verb; write "licence"'),
        ("We licence it.", '"licence" is the noun; write "license"'),
        ("You can practice aloud.", '"practice" is the noun; write "practise"'),
        ("A page to practice on.", '"practice" is the noun; write "practise"'),
        ("It works in practise.", '"practise" is the verb; write "practice"'),
        ("It was practiced.", '"practiced" is American; write "practised"'),
    ],
)
def test_noun_and_verb(site, sentence, said):
    assert say(site, sentence) == [f"P:L: {said}"]


def test_right_nouns_and_verbs(site):
    assert say(site, "In practice we license it under a licence, to practise. From theory to practice.") == []


def test_a_failure_is_not_silent(site, monkeypatch, tmp_path):
    monkeypatch.setattr(spelling, "SETTINGS", tmp_path / "typos.toml")
    (tmp_path / "typos.toml").write_text("[default\n")
    with pytest.raises(RuntimeError, match="typos failed"):
        found(site)
