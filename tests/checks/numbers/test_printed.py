"""Printed numbers: read in prose and TeX, compared at their own precision, written in their own style."""

import pytest

from scripts.checks.numbers.evaluate import Spread
from scripts.checks.numbers.printed import find


def one(text, tex=False):
    (number,) = find(text, tex)
    return number


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("98,816 and 0.0059", [98816, 0.0059]),
        ("37 %, 37% and 2.5e-14", [37, 37, 2.5e-14]),
        ("1e-10 and 2.5e10", [1e-10, 2.5e10]),
        ("7.9 × 10⁻³¹ and 3 × 10¹⁰", [7.9e-31, 3e10]),
        ("−0.5, -3 and x - 2", [-0.5, -3, 2]),
        ("between 25–200 steps", [25, 200]),
        ("from 16×16 to 4H", [16, 16, 4]),
        ("(0.1, 0.2), [3, 4]", [0.1, 0.2, 3, 4]),
        ("LSTM-512, int8, float32, x_3 and F1", []),
        ("1,000-step lags, 1,00", [1000, 1, 0]),
    ],
)
def test_prose(text, values):
    assert [float(number.value) for number in find(text)] == values


@pytest.mark.parametrize(
    ("tex", "values"),
    [
        (r"f^{100} = 7.9\times10^{-31}", [100, 7.9e-31]),
        (r"4 \cdot 128(64 + 128 + 1) = 98{,}816", [4, 128, 64, 128, 1, 98816]),
        (r"37\,\% \approx 0.37", [37, 0.37]),
        (r"x = -0.51", [-0.51]),
        (r"2.5 \cdot 10^{-14}", [2.5e-14]),
        (r"2 \times 10^{10}, 3 \times 10^10", [2e10, 3e10]),
    ],
)
def test_tex(tex, values):
    assert [float(number.value) for number in find(tex, tex=True)] == values


def test_spread():
    number = one("0.83 ± 0.02")
    assert (float(number.value), float(number.sd.value)) == (0.83, 0.02)
    number = one(r"7\,\% \pm 1\,\%", tex=True)
    assert number.percent
    assert float(number.sd.value) == 1


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        *[("10", 1), ("100", 1), ("1,000", 1), ("0.5", 1), ("0.05", 1), ("30 %", 1), ("1e-6", 1), ("5 × 10⁻³", 1)],
        *[("12", 2), ("120", 2), ("1.0", 2), ("0.010", 2), ("37 %", 2), ("7.9e-31", 2), ("98,816", 5)],
    ],
)
def test_significant_digits(text, digits):
    assert one(text).significant == digits


@pytest.mark.parametrize(
    ("text", "value", "agrees", "written"),
    [
        ("0.0059", 0.95**100, True, "0.0059"),
        ("0.0058", 0.95**100, False, "0.0059"),
        ("0.006", 0.95**100, True, "0.006"),
        ("98,816", 98816, True, "98,816"),
        ("98,815", 98816, False, "98,816"),
        ("98816", 98815, False, "98,815"),
        ("1,200", 1234, False, "1,234"),
        ("37 %", 0.3712, True, "37 %"),
        ("37%", 0.381, False, "38%"),
        ("7.9e-31", 0.5**100, True, "7.9e-31"),
        ("7.8e-31", 0.5**100, False, "7.9e-31"),
        ("7.8 × 10⁻³⁰", 0.5**100, False, "7.9 × 10⁻³¹"),
        ("−2.24", -2.2563, False, "−2.26"),
        ("2.26", -2.2563, False, "-2.26"),
        ("0.12", 0.125, True, "0.12"),
        ("0.13", 0.125, True, "0.12"),
        ("0.83 ± 0.02", Spread(0.831, 0.0249), True, "0.83 ± 0.02"),
        ("0.83 ± 0.02", Spread(0.831, 0.0251), False, "0.83 ± 0.03"),
        ("0.83 ± 0.02", Spread(0.836, 0.02), False, "0.84 ± 0.02"),
        ("0.83", Spread(0.83, 0.02), False, "0.83 ± 0.02"),
        ("0.83 ± 0.02", 0.83, False, "0.83"),
        ("7 % ± 1 %", Spread(0.071, 0.012), True, "7 ± 1 %"),
    ],
)
def test_comparison_in_prose(text, value, agrees, written):
    assert one(text).agrees(value) is agrees
    assert one(text).written(value) == written


@pytest.mark.parametrize(
    ("tex", "value", "written"),
    [
        (r"7.8\times10^{-30}", 0.5**100, r"7.9\times10^{-31}"),
        (r"7.8 \times 10^{-30}", 0.5**100, r"7.9 \times 10^{-31}"),
        (r"98{,}815", 98816, r"98{,}816"),
        (r"36\,\%", 0.3712, r"37\,\%"),
        (r"0.8 \pm 0.1", Spread(0.93, 0.22), r"0.9 \pm 0.2"),
    ],
)
def test_correction_in_tex(tex, value, written):
    number = one(tex, tex=True)
    assert not number.agrees(value)
    assert number.written(value) == written


def test_rounding():
    assert one("0.51").rounds(one("0.5061"))
    assert not one("0.51").rounds(one("0.504"))
