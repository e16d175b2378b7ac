"""What every test run needs: all cores, the tests of one page if asked, the code on pages as tests, one thread each."""

import os
from pathlib import Path

import pytest

os.environ.setdefault("KERAS_BACKEND", "torch")
os.environ.setdefault("OMP_NUM_THREADS", "1")

from scripts.checks.code import examples
from scripts.grounds import Grounds
from tests.selection import Selection

CHOSEN = pytest.StashKey[Selection]()

pytest_plugins = ["pytester"]
pytest_collect_file = examples.pages(Path(__file__).parent).pytest()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--question`, which `make test Q=…` gives."""
    parser.addoption("--question", metavar="NUMBER", help="only the tests of what the page of this question rests on")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Choose the tests, and run them on as many cores as there are unless `-n` was given or only files are named."""
    if number := config.option.question:
        try:
            config.stash[CHOSEN] = Selection(Grounds(number))
        except LookupError as error:
            raise pytest.UsageError(*error.args) from None
    if "PYTEST_XDIST_WORKER" in os.environ:
        return  # a worker that started workers of its own would have no end
    # Not in pyproject.toml, for `-p no:xdist` would not know the option. Neighbours stay together, so that as a rule
    # what the tests of a module share is made once; a worker that has no test left takes half of another's.
    folders = any(Path(argument.split("::")[0]).is_dir() for argument in config.args)
    if folders and getattr(config.option, "numprocesses", 0) is None and config.option.dist == "no":
        config.option.numprocesses, config.option.dist = "logical", "worksteal"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Import nothing that cannot have one of the tests that are asked for."""
    chosen = config.stash.get(CHOSEN, None)
    return True if chosen and chosen.refuses(collection_path) else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the tests that are asked for."""
    if chosen := config.stash.get(CHOSEN, None):
        config.hook.pytest_deselected(items=[item for item in items if not chosen.has(item)])
        items[:] = filter(chosen.has, items)
