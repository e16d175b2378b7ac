"""Numbers as they are printed, in prose and in TeX: found, read, compared at their own precision, written again."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from scripts.checks.numbers.evaluate import Spread

_RAISED, _LEVEL = "⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹", "-+0123456789"
_LOWER, _RAISE = str.maketrans(_RAISED, _LEVEL), str.maketrans(_LEVEL, _RAISED)
_MANTISSA = r"(?:\d{1,3}(?:(?:,|\{,\})\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
_POWER = r"(?:[eE][-+−]?\d+|[\s\\,]*(?:\\times|\\cdot|×|·)\s*10(?:\^\{?[-+−]?\d+\}?|[⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹]+))"
_PERCENT = r"(?:(?:\s|\\[,;: ])?\\?%)"
_SPREAD = r"(?:[\s~]*(?:±|\\pm|\+/?-)\s*)"
# A number does not start inside a word, a number or a name such as LSTM-512; a minus belongs to it unless it subtracts.
_PROSE = re.compile(
    rf"(?<!\w)(?<!\d\.)(?<![A-Za-z][-‑])(?P<sign>(?<![\w)\]])[-−])?"
    rf"(?P<mantissa>{_MANTISSA})(?P<power>{_POWER})?"
    rf"(?:{_PERCENT}?{_SPREAD}(?P<sd>{_MANTISSA})(?P<sdpower>{_POWER})?)?(?P<percent>{_PERCENT})?"
)
_TEX = re.compile(_PROSE.pattern.replace(r"(?<!\w)(?<!\d\.)(?<![A-Za-z][-‑])", r"(?<![\d])(?<!\d\.)(?<!\d\{,\})"))

# What a text may write out.
_WORDS = "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"
WORDS = {word: value for value, word in enumerate(_WORDS)}
_WORD = re.compile(rf"\b(?:{'|'.join(WORDS)})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Printed:
    """A printed number: where it stands in its text, its value and the place of its last printed digit."""

    text: str
    start: int
    end: int
    value: Decimal
    last_digit: int
    percent: bool = False
    sd: "Printed | None" = None

    @property
    def significant(self) -> int:
        """How many digits are significant; the zeros at the end of a whole number are not."""
        mantissa = re.split(r"[eE×·±%\\]", self.text.replace("{,}", "").replace(",", ""))[0]
        digits = re.sub(r"\D", "", mantissa).lstrip("0")
        return len(digits if "." in mantissa else digits.rstrip("0"))

    def agrees(self, value: float | int | Spread) -> bool:
        """Whether `value`, rounded to the printed precision, is what is printed."""
        if isinstance(value, Spread):
            return self.sd is not None and self._near(value.mean) and self.sd._near(value.sd)
        return self.sd is None and self._near(value)

    def rounds(self, other: "Printed") -> bool:
        """Whether `other`, rounded to this number's precision, is this number."""
        return self.within(other.value)

    def written(self, value: float | int | Spread) -> str:
        """The value as it should have been printed, in the style of this number."""
        if isinstance(value, Spread):
            sd = self.sd or replace(self, sd=None)
            sign = r" \pm " if "\\" in self.text or "{" in self.text else " ± "
            percent = re.search(rf"{_PERCENT}$", self.text)[0] if self.percent else ""
            return f"{self._one(value.mean)}{sign}{sd._one(value.sd)}{percent}"
        return self._one(value) + (re.search(rf"{_PERCENT}$", self.text)[0] if self.percent else "")

    def _scaled(self, value: float | int) -> Decimal:
        exact = Decimal(value)
        return exact * 100 if self.percent else exact

    def _near(self, value: float | int) -> bool:
        return self.within(self._scaled(value))

    def within(self, exact: Decimal) -> bool:
        """Whether an exact value, rounded to this number's precision, is this number."""
        half = Decimal(5).scaleb(self.last_digit - 1)
        # A hair more than half a digit, so that a tie in binary may be rounded either way.
        return abs(exact - self.value) <= half * Decimal("1.000000001")

    def _one(self, value: float | int) -> str:
        exact = self._scaled(value)
        power = re.search(_POWER, self.text)
        if power:
            mantissa, exponent = f"{exact:.{self._decimals(power)}e}".split("e")
            number = str(int(exponent))
            if power[0][-1] in _RAISED:
                return mantissa + power[0].rstrip(_RAISED) + number.translate(_RAISE)
            return mantissa + re.sub(r"(10\^\{?|[eE])[-+−]?\d+", lambda match: match[1] + number, power[0])
        decimals = max(0, -self.last_digit)
        if exact == exact.to_integral_value() and isinstance(value, int):
            decimals = 0
        elif exact and not round(exact, decimals):
            decimals = -exact.adjusted()  # 0.02 for a spread that was printed as 0.2
        text = f"{exact:,.{decimals}f}"
        if "{,}" in self.text:
            text = text.replace(",", "{,}")
        elif "," not in self.text and abs(exact) < 10_000:
            text = text.replace(",", "")
        return text.replace("-", "−") if "−" in self.text else text

    def _decimals(self, power: re.Match) -> int:
        return len(self.text[: power.start()].partition(".")[2])


def find(text: str, tex: bool = False) -> list[Printed]:
    """The numbers in prose, or in a TeX formula, in order."""
    return [_read(match) for match in (_TEX if tex else _PROSE).finditer(text)]


def find_words(text: str) -> list[Printed]:
    """The numbers that prose writes out, none to ten, in order."""
    return [
        Printed(match[0], match.start(), match.end(), Decimal(WORDS[match[0].lower()]), 0)
        for match in _WORD.finditer(text)
    ]


def _read(match: re.Match) -> Printed:
    value, last = _value(match["mantissa"], match["power"], match["sign"])
    sd = None
    percent = match["percent"] is not None
    if match["sd"]:
        sd_value, sd_last = _value(match["sd"], match["sdpower"], None)
        sd = Printed(match["sd"] + (match["sdpower"] or ""), match.start("sd"), match.end(), sd_value, sd_last, percent)
    return Printed(match[0], match.start(), match.end(), value, last, percent, sd)


def _value(mantissa: str, power: str | None, sign: str | None) -> tuple[Decimal, int]:
    digits = mantissa.replace("{,}", "").replace(",", "")
    exponent = 0
    if power:
        written = re.search(rf"(?:10\^?\{{?|^[eE])([-+−\d{_RAISED}]+)\}}?$", power)[1]
        exponent = int(written.translate(_LOWER).replace("−", "-"))
    value = Decimal(digits).scaleb(exponent)
    return (-value if sign else value), exponent - len(digits.partition(".")[2])
