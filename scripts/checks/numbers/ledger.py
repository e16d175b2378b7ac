"""The numbers of one page or caption: compared with their formulas, and what each of the others stands on."""

import re
from contextlib import suppress
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from scripts.checks.numbers import printed
from scripts.checks.numbers.evaluate import BrokenRecord, ClaimError, Spread, evaluate, literals
from scripts.checks.numbers.exempt import is_year, readable_tex, sizes
from scripts.checks.numbers.printed import Printed
from scripts.checks.pages.unwritten import MARK
from scripts.site.model.document import Problem, did_you_mean

# A result of this many significant digits needs its claim once a page: no other is likely to be the same.
REPEATED_DIGITS = 3
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
RECORD = re.compile(r"""\b(?:data|settings)\(["'](\w+)["']\)""")  # as a formula reads one
CODE = re.compile(r"<!--\s*code\b.*?-->", re.DOTALL)
_CLAIM = re.compile(r"<!--\s*=\s*(.+?)\s*-->", re.DOTALL)
_GIVEN = re.compile(r"<!--\s*given\s*-->")
_REMEDY = "write `<!-- = formula -->` behind it, in a problem or worked example `<!-- given -->`, or cite a source"


class Comment(NamedTuple):
    """A comment behind a number: a claim with its formula, `given`, or neither."""

    line: int
    text: str

    @property
    def formula(self) -> str | None:
        """The formula of a claim."""
        match = _CLAIM.fullmatch(self.text)
        return match[1] if match else None

    @property
    def is_given(self) -> bool:
        """Whether the number before is one that the text chooses."""
        return _GIVEN.fullmatch(self.text) is not None

    @property
    def is_setting(self) -> bool:
        """Whether the formula reads settings of records and none of their results."""
        return bool(self.formula) and "settings(" in self.formula and "data(" not in self.formula

    @property
    def inputs(self) -> set[float]:
        """The numbers written in the formula."""
        return literals(self.formula) if self.formula else set()


@dataclass
class Ledger:
    """What has been found out about the numbers of one page; `name` and `root` are for messages and data."""

    name: str
    root: Path
    years: set[int] = field(default_factory=set)
    output: list[Printed] = field(default_factory=list)
    settings: set[Decimal] = field(default_factory=set)
    results: set[Decimal] = field(default_factory=set)
    pending: list[tuple[int, Printed]] = field(default_factory=list)
    repeats: list[tuple[int, Printed]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, line: int, message: str, remedy: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(self.name, line, message, remedy))

    def number(self, number: Printed, line: int, comments: list[Comment]) -> None:
        """A number with the comments right behind it."""
        if re.search(r"\+/?-", number.text):
            self.problem(line, f"a spread written {number.text.strip()}", "write ± for +/-")
        for comment in comments:
            if comment.formula:
                self._compare(comment, [(line, number)])
            elif comment.is_given:
                self.settings.add(number.value)
            else:
                self.no_claim(comment)

    def formula(self, tex: str, line: int, comments: list[Comment]) -> list[tuple[int, Printed]]:
        """A formula with the comments right behind it; returns the numbers that stand on none of them, with lines.

        Claims belong to the last numbers, in order. One that agrees with a number further left belongs to that.
        """
        if "<!--" in tex:
            return []  # reported with the formulas
        text = readable_tex(tex)
        left = [(line + tex.count("\n", 0, number.start), number) for number in printed.find(text, tex=True)]
        self.settings |= {Decimal(size.replace("{,}", "")) for size in sizes(tex)}
        for comment in reversed(comments):
            if comment.formula and left:
                matched = self._compare(comment, left)
                left = [*left[:matched], *(entry for entry in left[matched + 1 :] if entry[1].significant > 1)]
            elif not comment.is_given:
                self.no_claim(comment)
        inputs = {value for comment in comments for value in comment.inputs}
        if any(comment.is_given for comment in comments):
            self.settings |= {number.value for _, number in left}
            return []
        return [(at, number) for at, number in left if not is_among(number, inputs)]

    def no_claim(self, comment: Comment) -> None:
        """A comment that belongs to no number, or says nothing about one."""
        if comment.formula or comment.is_given:
            self.problem(comment.line, "a claim has no number right before it", "move it right behind its number")
        elif not (MARK.search(comment.text) or CODE.fullmatch(comment.text)):  # code: see computed_by
            shown = comment.text if len(comment.text) < 60 else comment.text[:57] + "…"
            word = re.search(r"\w+|$", comment.text)[0]
            shown += did_you_mean(word.lower(), ["given"])
            remedy = "write `<!-- = formula -->` or `<!-- given -->`, or remove it"
            self.problem(comment.line, f"a comment that is no claim: {shown}", remedy)

    def apart(self, comment: Comment, numbers: list[Printed]) -> Printed | None:
        """A comment that stands behind none of its block's numbers; returns the one to which its claim belongs."""
        with suppress(ClaimError):
            value = evaluate(comment.formula, self.root) if comment.formula else None
            for number in numbers if value is not None else ():
                if number.agrees(value):
                    text = number.text.strip()
                    message = f"the claim of {text} stands apart from it"
                    self.problem(comment.line, message, f"write {text}{comment.text}")
                    return number
        self.no_claim(comment)
        return None

    def settle(self) -> list[Problem]:
        """All problems, with one for each number that stands on nothing."""
        for line, number in self.pending:
            if not self._stands(number):
                self.problem(line, f"{number.text.strip()} has no claim", _REMEDY)
        for line, number in self.repeats:
            if not (self._stands(number) or any(number.within(known) for known in self.results | self.settings)):
                remedy = "give it there with its claim, or in the caption"
                self.problem(line, f"{number.text.strip()} stands nowhere in the text of this page", remedy)
        return self.problems

    def _stands(self, number: Printed) -> bool:
        """Whether the number is a setting, a year of a source, a repeated result or a printed output of the page."""
        if number.significant < 2 or number.value in self.settings:
            return True
        if is_year(number.text) and int(number.text) in self.years:
            return True
        telling = number.significant >= REPEATED_DIGITS
        if telling and number.value in self.results:
            return True
        return any(other.value == number.value or (telling and number.rounds(other)) for other in self.output)

    def _compare(self, comment: Comment, candidates: list[tuple[int, Printed]]) -> int:
        """Compare a claim's value with the last candidate, or with one further left; returns which was compared."""
        last = len(candidates) - 1
        line, number = candidates[last]
        try:
            value = evaluate(comment.formula, self.root)
        except BrokenRecord:
            return last
        except ClaimError as error:
            self.problem(comment.line, f"the claim behind {number.text.strip()}: {error}", error.remedy)
            return last
        # In 0.97 < 1, it is not the 1 that 0.9702 belongs to, though it rounds to it.
        telling = [at for at in range(last, -1, -1) if candidates[at][1].significant > 1]
        for at in [*telling, last]:
            if candidates[at][1].agrees(value):
                self.results.add(candidates[at][1].value)
                if comment.is_setting:
                    self.settings.add(candidates[at][1].value)
                return at
        message = f"printed {number.text.strip()}, the formula gives {_shown(value, number)}"
        self.problem(line, message, _correction(number, value))
        return last


def is_among(number: Printed, inputs: set[float]) -> bool:
    """Whether a printed number is one of the inputs of a formula, whatever its sign."""
    return abs(float(number.value)) in {abs(value) for value in inputs}


def _correction(number: Printed, value: float | int | Spread) -> str:
    if number.percent and replace(number, percent=False, sd=number.sd and replace(number.sd, percent=False)).agrees(
        value
    ):
        return "divide by 100: before %, a formula gives the fraction"
    percent = replace(number, percent=True, text=f"{number.text}%")
    if not number.percent and not number.sd and not isinstance(value, Spread) and percent.agrees(value):
        return f"write {percent.text}"
    if number.sd and not isinstance(value, Spread):
        return "end the formula at the results that have mean and sd, or print the number alone"
    return f"write {number.written(value).strip()}"


def _shown(value: float | int | Spread, number: Printed) -> str:
    if isinstance(value, Spread):
        return " ± ".join(f"{part:.4g}" for part in value)
    if number.percent:
        return f"{value * 100:.4g} %"
    return f"{value:,}" if isinstance(value, int) else f"{value:.{max(4, number.significant + 2)}g}"
