"""The differences that are known, each with its reason: differences.yaml."""

from collections import Counter
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from scripts.site.model.document import Problem, display_name
from scripts.site.model.yaml_text import explain
from scripts.site.zensical.article import Kind
from scripts.site.zensical.differences import Difference

LIST = Path(__file__).with_name("differences.yaml")


class Listed(BaseModel):
    """A known difference. Page and values are patterns, in which `*` stands for anything; no value is nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    page: str
    kind: Kind
    mkdocs: str | None = None
    zensical: str | None = None
    reason: Annotated[str, Field(min_length=1)]

    def fits(self, difference: Difference) -> bool:
        """Whether this is the difference that is meant."""
        pairs = ((difference.mkdocs, self.mkdocs), (difference.zensical, self.zensical))
        alike = (
            value == pattern if None in (value, pattern) else fnmatchcase(value, pattern) for value, pattern in pairs
        )
        return self.kind == difference.kind and fnmatchcase(difference.page, self.page) and all(alike)


def known(path: Path = LIST) -> tuple[dict[int, Listed], list[Problem]]:
    """The listed differences by their line in the file, and what is wrong with the file."""
    name = display_name(path)
    text = path.read_text(encoding="utf-8")
    try:
        node, values = yaml.compose(text, Loader=yaml.SafeLoader), yaml.safe_load(text)
    except yaml.YAMLError as error:
        line, message, remedy = explain(error, text)
        return {}, [Problem(name, line + 1, message, remedy)]
    if not isinstance(values, list):
        return {}, [Problem(name, 1, "not a list", "write `- page: …` for each difference, or `[]` for none")]
    listed, problems = {}, []
    for entry, value in zip(node.value, values, strict=True):
        line = entry.start_mark.line + 1
        try:
            listed[line] = Listed.model_validate(value)
        except ValidationError as error:
            for wrong in error.errors():
                field = ".".join(map(str, wrong["loc"])) or "entry"
                remedy = "give page, kind, what either site has, and a reason"
                problems.append(Problem(name, line, f"{field}: {wrong['msg']}", remedy))
    return listed, problems


def judge(differences: list[Difference], path: Path = LIST) -> tuple[list[str], dict[Listed, int]]:
    """What is wrong, in lines to print, and how many differences each listed one accounts for."""
    listed, problems = known(path)
    wrong, found = [], Counter()
    for difference in differences:
        lines = [line for line, entry in listed.items() if entry.fits(difference)]
        found.update(lines)
        if not lines:
            wrong.append(str(difference))
    for line, entry in listed.items():
        if not found[line]:
            message = f"no {entry.kind} of {entry.page} differs like this any more"
            problems.append(Problem(display_name(path), line, message, "no longer needed; delete the entry"))
    return [*map(str, problems), *wrong], {entry: found[line] for line, entry in listed.items()}
