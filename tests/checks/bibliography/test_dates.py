"""Years in texts: which source each belongs to, and what is no year of a source."""

import pytest

from scripts.checks.bibliography import dates
from scripts.checks.bibliography.sources import years
from scripts.checks.repository import Repository
from scripts.site.extensions.references import parse_string

HERE = "It came late [@gers2000forget]."


def say(site, words: str) -> list[str]:
    """What is said of words on the page, up to the remedy."""
    site.edit(
        "year = {2000}", "year = {2000},\n  note = {First presented at ICANN 99, September 1999}", "docs/references.bib"
    )
    site.edit(HERE, f"So it ends. {words} {HERE}")
    return [problem.message for problem in dates.check(Repository(site.root))]


@pytest.mark.parametrize(
    "words",
    [
        "It came in 2000 [@gers2000forget].",
        "In 1999 Gers and colleagues made it a learned gate [@gers2000forget].",
        "Forget gate: conference 1999, journal 2000 [@gers2000forget].",
        "Greff compared it [@greff2017odyssey] in 2017.",
        "In 2015 it was tried [@jozefowicz2015empirical], which a comparison of 2017 repeats [@greff2017odyssey].",
        "The gate of 2000 came first; in 2017 it was compared [@greff2017odyssey].",
        "Of two papers of 2015 and 2017 [@jozefowicz2015empirical; @greff2017odyssey], or [@jozefowicz2015empirical] "
        "[@greff2017odyssey].",
        "Greff's study of 2017 did that.",
        "The gate came late [@gers2000forget]; a study 2017.",
        "It took 1998<!-- given --> updates, of 2000 steps each, at 1,998 and 0.1998 [@gers2000forget].",
        "In the 1990s [@gers2000forget], with 1812 and 2048 units [@gers2000forget].",
        "`1998` and $1998$ [@gers2000forget].",
    ],
)
def test_right(site, words):
    assert say(site, words) == []


GERS, GREFF = "gers2000forget (1999, 2000)", "greff2017odyssey (2017)"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("It came in 2017 [@gers2000forget].", [f"2017 is not the year of {GERS}"]),
        ("It came in 2000 [@greff2017odyssey].", [f"2000 is not the year of {GREFF}"]),
        ("Conference 1998, journal 2001 [@gers2000forget].", [f"{y} is not the year of {GERS}" for y in (1998, 2001)]),
        ("It was compared [@greff2017odyssey] in 2015.", [f"2015 is not the year of {GREFF}"]),
        ("2015: it came; it was compared [@greff2017odyssey].", [f"2015 is not the year of {GREFF}"]),
        ("Gers added it in 2017; it stayed [@khandelwal2018context].", [f"2017 is not the year of {GERS}"]),
        ("In 1996 it came; it stayed [@gers2000forget].", ["1996 is not the year of a source of this page"]),
    ],
)
def test_wrong(site, words, told):
    assert say(site, words) == told


CAROUSEL = """
@article{hochreiter1997lstm,
  author = {Sepp Hochreiter and Jürgen Schmidhuber},
  title = {Long short-term memory},
  journal = {Neural Computation},
  year = {1997}
}
"""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("The carousel is of 1997.", []),
        ("There was no forget gate until 2000.", []),
        ("LSTM 1997, forget gate 1999 [@gers2000forget].", []),
        ("It learned as fast as the cell of 1997 [@gers2000forget].", []),
        (
            "It learned as fast as the cell of 1991 [@gers2000forget].",
            ["1991 is not the year of gers2000forget (1999, 2000)"],
        ),
        ("LSTM 1999, forget gate 1997 [@gers2000forget].", ["1997 is not the year of gers2000forget (1999, 2000)"]),
        ("The cell of 1997 had none, and the forget gate, 2000, was one.", []),
        ("The cell of 2000 had none.", ["2000 is not the year of hochreiter1997lstm (1997)"]),
        ("Forget gate 1997.", ["1997 is not the year of gers2000forget (1999, 2000)"]),
        ("The carousel is of 2000.", ["2000 is not the year of hochreiter1997lstm (1997)"]),
        ("2000: fixed at 1, no forget gate.", ["2000 is not the year of hochreiter1997lstm (1997)"]),
    ],
)
def test_what_is_known_by_its_year(site, words, told):
    site.write("docs/references.bib", site.read("docs/references.bib") + CAROUSEL)
    assert say(site, f"{words} It was new [@hochreiter1997lstm].") == told


def test_a_quoted_mistake_may_be_wrong(site):
    site.edit('"The gate forgets when it is a."', '"The gate came in 1997 [@gers2000forget]."')
    assert list(dates.check(Repository(site.root))) == []


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("| 2000; compared 2017 [@greff2017odyssey] | 2000 |", []),
        ("| compared 2000 [@greff2017odyssey] | x |", ["2000 is not the year of greff2017odyssey (2017)"]),
        ("| A study of 2000 | big [@greff2017odyssey] |", ["2000 is not the year of greff2017odyssey (2017)"]),
    ],
)
def test_a_row_of_a_table(site, row, told):
    site.edit("| Forget | It scales all. |", row)
    assert [problem.message for problem in dates.check(Repository(site.root))] == told


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("year = {2017}, eprint = {1503.04069}", {2015, 2017}),
        ("year = {2000}, note = {Presented in September 1999, pages 12345}", {1999, 2000}),
        ("year = {1994}, eprint = {cmp-lg/9404003}", {1994}),
        ("year = {2004}, eprint = {math.GT/0309136}", {2003, 2004}),
        ("year = {n.d.}", set()),
    ],
)
def test_the_years_of_a_source(fields, expected):
    entry = parse_string(f"@misc{{a, title = {{T}}, author = {{A B}}, {fields}}}", "bibtex").entries["a"]
    assert years(entry) == expected
