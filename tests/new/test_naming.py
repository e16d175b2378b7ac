"""Names for addresses, labels and modules; what is no name is refused with one that is."""

import re

import pytest

from scripts.new import naming
from scripts.new.naming import Refused
from scripts.site.model.page import wordings


def test_every_question_has_a_short_name_of_its_own():
    slugs = {number: naming.slug(number) for number in wordings()}
    assert len(set(slugs.values())) == len(wordings())
    for number, slug in slugs.items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+){0,2}", slug), slug
        assert naming.slug(number, slug) == slug
    assert [slugs[number] for number in (3, 4, 11, 17, 30)] == [
        "forget-gate", "input-gate", "variants", "variable-length-sequences", "time-series-forecasting"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "slug", "label"),
    [
        (4, "input-gate", "4 · Input gate"),
        (34, "lstm-vs-gru", "34 · LSTM vs GRU"),
        (47, "lstm-transformer", "47 · LSTM Transformer"),
        (1, "explain-it", "1 · Explain it"),
    ],
)
def test_label(number, slug, label):
    assert naming.label(number, slug) == label


@pytest.mark.parametrize(
    ("said", "instead"),
    [("Input Gate", "input-gate"), ("04-input-gate", "input-gate"), ("input_gate.md", "input-gate"),
     ("../gate", "gate"), ("-", "input-gate")],
)  # fmt: skip
def test_no_name_for_an_address(said, instead):
    with pytest.raises(Refused, match=f"SLUG={re.escape(said)} is no name .*; write SLUG={instead}$"):
        naming.slug(4, said)


@pytest.mark.parametrize("word", ["FIGURE", "EXPERIMENT"])
@pytest.mark.parametrize(
    ("said", "remedy"),
    [
        ("Retention", "write {}=retention"),
        ("retention-by-bias", "write {}=retention_by_bias"),
        ("retention.svg", "write {}=retention"),
        ("retention.json", "write {}=retention"),
        ("retention__by_bias_", "write {}=retention_by_bias"),
        ("2_gates", "write {}=gates"),
        ("../gates", "write {}=gates"),
        ("7", "write one such as {}=retention_by_bias"),
        ("lambda", "choose another name, such as {}=lambda_of_something"),
        ("match", "choose another name, such as {}=match_of_something"),
        ("von_neumann_é", "write {}=von_neumann"),
    ],
)
def test_no_name_for_a_module(word, said, remedy):
    with pytest.raises(Refused) as refused:
        naming.module(word, said)
    assert str(refused.value).startswith(f"{word}={said} is ")
    assert str(refused.value).endswith(f"; {remedy.format(word)}")


@pytest.mark.parametrize("name", ["gates", "retention_by_bias", "f1"])
def test_names_of_modules(name):
    assert naming.module("FIGURE", name) == name
