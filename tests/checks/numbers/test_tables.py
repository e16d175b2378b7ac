"""Labels of rows and columns that are swapped are noticed, in a small table and in all tables of the guide."""

from itertools import combinations

import pytest

from scripts.checks.numbers.tables import fit, tables
from scripts.checks.repository import Repository
from scripts.site.model.document import ROOT
from scripts.site.model.prose import document_blocks
from tests.checks.conftest import MEASURED

HERE = "It came late"
RESULTS = {name: {"50": MEASURED, "100": MEASURED} for name in ("lstm_bias_1", "rnn_orthogonal", "told")}


def table(rows, heads=("50 steps", "100 steps")):
    cells = {
        label: [f'0.831<!-- = data("grid").{name}[{lag}].mean -->' for lag in ("50", "100")] for label, name in rows
    }
    body = "".join(f"| {label} | {' | '.join(numbers)} |\n" for label, numbers in cells.items())
    return f"Both:\n\n| Network | {' | '.join(heads)} |\n| --- | --- | --- |\n{body}\n{HERE}"


def found(site, text):
    site.measure("grid", RESULTS)
    line = site.edit(HERE, text)
    return [
        (int(problem.split(":")[1]) - line, problem.split(": ", 1)[1])
        for problem in site.problems()
        if "swap" in problem
    ]


RIGHT = [("LSTM, bias 1", "lstm_bias_1"), ("RNN, orthogonal", "rnn_orthogonal"), ("with the mask", "told")]


def test_labels_at_their_formulas(site):
    assert found(site, table(RIGHT)) == []


def test_two_rows_swapped(site):
    (one, first), (other, second), last = RIGHT
    assert found(site, table([(other, first), (one, second), last])) == [
        (
            4,
            '"RNN, orthogonal" and "LSTM, bias 1" look swapped: their claims read 1 bias lstm against orthogonal rnn; '
            "exchange the labels or the numbers; a label in other words than its record needs a line in labels.yaml",
        )
    ]


@pytest.mark.parametrize("heads", [("100 steps", "50 steps"), ("a hundred", "50"), ("100", "the fewer")])
def test_two_heads_swapped(site, heads):
    ((line, message),) = found(site, table(RIGHT, heads))
    assert line == 2
    assert message.startswith(f'"{heads[0]}" and "{heads[1]}" look swapped: their claims read 50 against 100; ')


def test_a_label_in_words_of_its_own_is_not_judged(site):
    assert found(site, table([("A", "lstm_bias_1"), ("B", "rnn_orthogonal"), ("C", "told")])) == []


def sizes(*labels):
    rows = "".join(
        f"| {label} | {4 * units}<!-- = 4*{units} --> |\n" for label, units in zip(labels, (5, 8, 9), strict=True)
    )
    return f"Sizes:\n\n| Units | Rows |\n| --- | --- |\n{rows}\n{HERE}"


@pytest.mark.parametrize(
    "labels", [("5", "8", "9"), ("$H = 5$", "$H = 8$", "nine"), ("few", "more", "most"), ("5", "a", "b")]
)
def test_the_numbers_of_labels_and_claims(site, labels):
    site.edit(HERE, sizes(*labels))
    assert [problem for problem in site.problems() if "claims of" in problem] == []


def test_a_label_with_another_number_than_its_claims(site):
    line = site.edit(HERE, sizes("5", "$H = 8$", "7"))
    assert [problem for problem in site.problems() if "claims of" in problem] == [
        f'P:{line + 6}: the claims of "7" have 9 where those of the others have the number of the label; '
        "correct the label or the claims"
    ]


def test_nearly_every_swap_in_the_guide_would_be_noticed():
    repository, pairs, noticed = Repository(ROOT), 0, 0
    for source in repository.sources:
        for lines in tables(document_blocks(repository.document(source))) if source.is_page else ():
            for one, other in combinations(lines, 2):
                if one.formulas != other.formulas:
                    pairs += 1
                    swapped = one._replace(words=other.words), other._replace(words=one.words)
                    noticed += fit(*swapped) < 0
    assert pairs > 1000
    assert noticed / pairs > 0.85
