"""Formulas of claims: what they may say, and what is refused with its reason."""

import json
import math

import pytest

from scripts.checks.numbers.evaluate import ClaimError, Spread, evaluate, literals
from scripts.reference import params


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("0.95**100", 0.95**100),
        ("-3 + 7 // 2 * 2 % 4", -3 + 7 // 2 * 2 % 4),
        ("sqrt(2) * exp(1) / log(e) + pi", math.sqrt(2) * math.e + math.pi),
        ("log2(8) + log10(100) + tanh(0) + ceil(1.2) + floor(1.8)", 8),
        ("log10(10**13)", 13),
        ("sigmoid(1)", 1 / (1 + math.exp(-1))),
        ("max(1, 2) + min(3, 4) + sum([1, 2, 3]) + abs(-5) + round(2.4)", 18),
        ("median([9, 1, 2])", 2),
        ("half_life(sigmoid(1))", math.log(0.5) / math.log(1 / (1 + math.exp(-1)))),
        ("half_life(gate_for_half_life(100))", 100),
        ("receptive_field(4, 3, 5, layers=2)", 1 + 2 * 2 + 4 * 4),
        ('params.lstm(64, 128, convention="torch")', params.lstm(64, 128, convention="torch")),
        ("params.lstm(64, 128, bidirectional=True)", params.lstm(64, 128, bidirectional=True)),
        ("flops.lstm(64, 128) / 2", 4 * 128 * (64 + 128)),
    ],
)
def test_values(formula, value):
    assert evaluate(formula) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("0.0059", "the formula is only a number"),
        ("-0.0059", "the formula is only a number"),
        ("1 +", "the formula is not an expression (invalid syntax)"),
        ("1 / 0", "1 / 0 fails: division by zero"),
        ("sqrt(-1)", "sqrt(-1) fails: math domain error"),
        ("10.0**400", "10.0 ** 400 fails: "),
        ("1e308 * 10", "the formula gives no number that can be printed"),
        ("10**5000", "the formula gives no number that can be printed"),
        ("1e999 * 0", "the formula gives no number that can be printed"),
        ("params.lstm(1, 1, layers=10**13)", "has a size above 1,000,000,000,000"),
        ("().__class__", ".__class__ is not allowed here"),
        ("(1, 2)", "the formula is only a number"),
        ("2**10**9", "2 ** 10 ** 9 is too large a power"),
        ("1" + " + 1" * 200, "the formula has 801 characters, at most 400 are read"),
        ("sqroot(2)", 'no name "sqroot" (did you mean "sqrt"?)'),
        ("params.lsmt(1, 2)", 'params has no "lsmt" (did you mean "lstm"?)'),
        ("params.lstm(0, 2)", "params.lstm(0, 2) fails: "),
        ("params.lstm", "the formula gives no number but a function"),
        ('"a" * 3', "'a' is no number but a str"),
        ("[1] * 3", "[1] is no number but a list"),
        ("sqrt(4) if pi else 1", "sqrt(4) if pi else 1 is not allowed in a formula"),
        ("(lambda: pi)()", "lambda: pi is not allowed in a formula"),
        ("sum(x for x in [pi])", "(x for x in [pi]) is not allowed in a formula"),
        ("pi < 4", "pi < 4 is not allowed in a formula"),
        ("~1 + pi", "~1 is not allowed in a formula"),
        ("1 << 3", "1 << 3 is not allowed in a formula"),
        ("max(*[1, 2])", "*[1, 2] is not allowed in a formula"),
        ("pi.real", ".real is not allowed here"),
        ("sqrt.__globals__", ".__globals__ is not allowed here"),
        ("params.__dict__", ".__dict__ is not allowed here"),
        ("params.expect_whole(D=1)", 'params has no "expect_whole"'),
        ('__import__("os").getcwd()', 'no name "__import__"'),
        ('data("adding").__class__', ".__class__ is not allowed here"),
        ('data("adding")', "the formula gives no number but a part of a record"),
        ('data("adding").lstm[200]', "has no 200; it has 100"),
        ('data("addding").lstm[100]', 'figures/data/addding.json is missing (did you mean "adding"?)'),
        ('settings("adding").update', "has no 'update'; it has updates, batch, seeds, lags, kind"),
        ('settings("adding").lags', "the formula gives no number but a part of a record"),
        ('settings("adding").kind', "the formula gives no number but a str"),
        ('settings("addding").lags', 'figures/data/addding.json is missing (did you mean "adding"?)'),
        ('data("broken").lstm', "figures/data/broken.json cannot be read"),
        ('2 * data("adding").lstm[100]', "is no number but a spread; use .mean or .sd"),
        ("pi(2)", "pi is not a function"),
        ("pi[0]", "pi[0] fails: 'float' object is not subscriptable"),
    ],
)
def test_refused(formula, reason, folder):
    with pytest.raises(ClaimError) as error:
        evaluate(formula, folder)
    assert reason in str(error.value)
    assert error.value.remedy


SETTINGS = {"updates": 1200, "batch": 32, "seeds": [0, 1, 2], "lags": {"blank": [20, 50]}, "kind": "lstm"}


@pytest.fixture
def folder(tmp_path):
    data = tmp_path / "figures" / "data"
    data.mkdir(parents=True)
    leaf = {"mean": 0.83, "sd": 0.02, "values": [0.81, 0.85]}
    (data / "adding.json").write_text(
        json.dumps({"settings": SETTINGS, "results": {"lstm": {"100": leaf}, "names": {"a-b": 4}}})
    )
    (data / "broken.json").write_text("{")
    return tmp_path


def test_data(folder):
    assert evaluate('data("adding").lstm[100]', folder) == Spread(0.83, 0.02)
    assert evaluate('100 * data("adding").lstm[100].mean', folder) == pytest.approx(83)
    assert evaluate('data("adding").lstm["100"].values[1]', folder) == 0.85
    assert evaluate('data("adding").names["a-b"] + 1', folder) == 5


def test_settings(folder):
    assert evaluate('settings("adding").updates', folder) == 1200
    assert evaluate('settings("adding").updates * settings("adding").batch', folder) == 38400
    assert evaluate('len(settings("adding").seeds) + max(settings("adding").lags.blank)', folder) == 53
    assert evaluate('settings("adding").lags.blank[-1] - data("adding").names["a-b"]', folder) == 46


def test_results_are_read_again_when_they_change(folder):
    path = folder / "figures" / "data" / "adding.json"
    assert evaluate('data("adding").names["a-b"] + 1', folder) == 5
    path.write_text(json.dumps({"results": {"names": {"a-b": 7}}, "more": 1}))
    assert evaluate('data("adding").names["a-b"] + 1', folder) == 8


def test_literals():
    assert literals("0.95**100 - sigmoid(2)") == {0.95, 100, 2}
    assert literals("0.95**") == set()
