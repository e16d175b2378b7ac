"""Arrows between the floors and rooms never turn back: who may import whom, held against the imports that there are."""

import re
from itertools import product

import pytest

from scripts.imports import Imports
from scripts.site.model.document import ROOT

IMPORTS = Imports(ROOT)
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in (ROOT / "scripts").rglob("*.py")
    if path.name != "__init__.py"
)
# Who may not import whom, directly or through others.
NEVER = [
    (r"scripts\.reference\.", r"scripts\.(?!reference\b).+"),
    (r"scripts\.facts\.", r"scripts\.(?!facts\b).+"),
    (r"scripts\.experiments\.(tasks|networks|training|records)\.", r"scripts\.experiments\.q\d\d_.+"),
    (r"scripts\.experiments\.(tasks|records)\.", r"scripts\.experiments\.(networks|training)\..+"),
    (r"scripts\.experiments\.", r"scripts\.(figures|site|checks)\..+"),
    (r"scripts\.figures\.", r"scripts\.experiments\.(?!records\.results$|records$).+"),
    (r"scripts\.figures\.kit\.", r"scripts\.figures\.q\d\d_.+"),
    (r"scripts\.site\.model\.", r"scripts\.site\.(extensions|build|zensical)\..+"),
    (r"scripts\.site\.extensions\.", r"scripts\.site\.(build|zensical)\..+"),
    (r"scripts\.site\.", r"scripts\.(reference\.|experiments\.(?!records)|figures\.q).+"),
]


@pytest.mark.parametrize(("who", "whom"), NEVER)
def test_nobody_imports_what_stands_above(who, whom):
    importers = [module for module in MODULES if re.match(who, module)]
    assert importers, f"no module is called {who}"
    for module in importers:
        found = [other for other in IMPORTS.behind(module) if re.fullmatch(whom, other)]
        assert not found, f"{module} imports {', '.join(found)}"


@pytest.mark.parametrize(("floor", "room"), [*product(["experiments", "figures"], [f"q{n:02}" for n in range(1, 51)])])
def test_no_room_imports_another(floor, room):
    for module in MODULES:
        if module.startswith(f"scripts.{floor}.{room}_"):
            others = [
                other for other in IMPORTS.behind(module) if re.match(rf"scripts\.{floor}\.q(?!{room[1:]}_)", other)
            ]
            assert not others, f"{module} imports {', '.join(others)}; what two questions need moves up"
