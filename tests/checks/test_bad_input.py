"""Everything that can be wrong with a page gets its own message, with file and line, and all of them in one run."""

import pytest

PAGE = "docs/questions/03-forget-gate.md"

# What is broken, where the message points (lines below the edit), and the message.
BROKEN = {
    "yaml": (
        "short: The forget",
        "short: gate: The forget",
        0,
        "front matter is not YAML: mapping values are not allowed here; "
        "put a value with a colon, a # or quotes between quotes",
    ),
    "misspelt key": (
        "minutes: 7",
        "minutes: 7\nminuets: 8",
        1,
        'unknown key "minuets" in the front matter (did you mean "minutes"?); rename or remove it',
    ),
    "repeated key": (
        "minutes: 7",
        "minutes: 7\nminutes: 7",
        1,
        '"minutes" stands twice, first in line 7; keep one of the two',
    ),
    "topic": (
        "topic: cell",
        "topic: cel",
        0,
        '"topic": no topic "cel" (did you mean "cell"?); '
        "write one of cell, gradients, variants, training, seq2seq, applications, cost, outlook",
    ),
    "other topic": ("topic: cell", "topic: cost", 0, 'question 3 does not belong to "cost"; write cell'),
    "minutes": (
        "minutes: 7",
        "minutes: 30",
        0,
        "30 minutes, but at 200 words, 6 equations or 40 lines of code a minute the page takes 7; write minutes: 7",
    ),
    "wording": (
        "question: How does the forget gate work in LSTM?",
        "question: How does the forget gate work?",
        0,
        "not the wording of question 3; write How does the forget gate work in LSTM?",
    ),
    "title": (
        "# How does the forget gate work in LSTM?",
        "# How does a forget gate work in LSTM?",
        0,
        "the title is not the wording of question 3; write # How does the forget gate work in LSTM?",
    ),
    "number": (
        "number: 3\nquestion: How does the forget gate work in LSTM?",
        "number: 4\nquestion: Describe the input gate mechanism in LSTM.",
        0,
        "the number is 4, the file name says 3; correct one of the two",
    ),
    "TeX": (
        r"\odot g_t",
        r"\odto g_t",
        0,
        r'bad TeX: unknown command "\odto"; did you mean \odot?; correct "\odto" in $c_t = f_t \odot c_{t-1} + i_t \odto g_t$',
    ),
    "lone dollar": (
        "It came late",
        "It costs $ 5. It came late",
        0,
        'a dollar sign that opens no formula: "',
    ),
    "source": (
        "[@gers2000forget]",
        "[@gers2000forgot; @gers2000forget]",
        0,
        'unknown source "gers2000forgot" (did you mean "gers2000forget"?); '
        "correct the key or add the source to docs/references.bib",
    ),
    "citation": (
        "[@gers2000forget]",
        "[@gers2000forget, page 3; @gers2000forget]",
        0,
        '"[@gers2000forget, page 3; @gers2000forget]" is no citation; write [@key], or [@key; @other]',
    ),
    "claim that disagrees": (
        "after 2.2<!-- = half_life(sigmoid(1)) -->",
        "after 2.3<!-- = half_life(sigmoid(1)) -->",
        0,
        "printed 2.3, the formula gives 2.213; write 2.2",
    ),
    "claim that does not evaluate": (
        "half_life(sigmoid(1))",
        "half_live(sigmoid(1))",
        0,
        'the claim behind 2.2: no name "half_live" (did you mean "half_life"?); use one of ',
    ),
    "claim that fails": (
        "<!-- = half_life(sigmoid(1)) -->",
        "<!-- = 1 / 0 -->",
        0,
        "the claim behind 2.2: 1 / 0 fails: division by zero; correct the formula",
    ),
    "measured claim": (
        "0.83 ± 0.02",
        "0.84 ± 0.02",
        0,
        "printed 0.84 ± 0.02, the formula gives 0.831 ± 0.0249; write 0.83 ± 0.02",
    ),
    "missing data": (
        'data("adding").lstm[100]',
        'data("addding").lstm[100]',
        0,
        'the claim behind 0.83 ± 0.02: figures/data/addding.json is missing (did you mean "adding"?); '
        "correct the name, or run make experiments NAME=addding",
    ),
    "number without claim": (
        "It came late",
        "It took 47 days. It came late",
        0,
        "47 has no claim; write `<!-- = formula -->` behind it, `<!-- given -->` if the text chooses it, or cite a source",
    ),
    "claim in display": (
        "7.9\\times10^{-31}",
        "7.8\\times10^{-31}",
        -1,
        r"printed 7.8\times10^{-31}, the formula gives 7.889e-31; write 7.9\times10^{-31}",
    ),
    "figure": (
        "retention.svg",
        "retentoin.svg",
        0,
        'no figure ../../figures/retentoin.svg (did you mean "retention"?); correct the name, or make it with make figures',
    ),
    "link": (
        "(../index.md#where",
        "(../indx.md#where",
        0,
        '../indx.md#where-to-start leads nowhere (did you mean "index.md"?); correct the link',
    ),
    "anchor": (
        "#where-to-start",
        "#where-to-begin",
        0,
        'no heading #where-to-begin in docs/index.md (did you mean "where-to-start"?); correct the anchor',
    ),
    "unwritten page": (
        "[home](../index.md#where-to-start)",
        "[question 7](07-vanishing-gradient.md)",
        0,
        "question 7 is not written yet; name it without a link",
    ),
    "own address": (
        "(../index.md#where-to-start)",
        "(https://guide.example/#where-to-start)",
        0,
        "https://guide.example/#where-to-start leads to our own page by its address; write a relative link to the .md file",
    ),
    "section": (
        "## In numbers",
        "## In number",
        0,
        'no such section: "In number" (did you mean "In numbers"?); use one of ',
    ),
    "answer block": (
        "> **In 30 seconds.**",
        "> **In 30 second.**",
        None,
        "no answer block; write `> **In 30 seconds.** …` below the title",
    ),
    "exclamation mark": (
        "It came late",
        "It came late! It came",
        0,
        "an exclamation mark; end the sentence with a full stop",
    ),
    "wrong wording": (
        "It came late",
        "An LSTM has four gates. It came late",
        0,
        '"four gates" is wrong; write "three gates and a candidate"',
    ),
    "mathematics in a heading": ("### A gate", "### A gate $f$", 0, "mathematics in a heading; say it in words"),
}


@pytest.mark.parametrize(("old", "new", "below", "message"), BROKEN.values(), ids=BROKEN)
def test_one_thing_wrong(site, old, new, below, message):
    line = site.edit(old, new)
    found = [problem for problem in site.problems() if problem.startswith(f"{PAGE}:")]
    if below is None:
        line, below = site.read()[: site.read().index("\n# ") + 1].count("\n") + 1, 0
    assert [problem for problem in found if problem.startswith(f"{PAGE}:{line + below}: {message}")], found
