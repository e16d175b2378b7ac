"""What every test run needs: all cores, the code on pages as tests, one backend of Keras, one thread for products."""

import os
from pathlib import Path

import pytest

os.environ.setdefault("KERAS_BACKEND", "torch")
os.environ.setdefault("OMP_NUM_THREADS", "1")

from scripts.checks import examples

pytest_plugins = ["pytester"]
pytest_collect_file = examples.pages(Path(__file__).parent).pytest()


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Run in as many processes as there are cores, unless `-n` says otherwise or all that is asked for are files.

    Neighbours stay together, so that what the tests of one module share is made once as a rule; who has no test left
    takes half of another's (worksteal). The option cannot stand in pyproject.toml: `-p no:xdist` would not know it.
    """
    if "PYTEST_XDIST_WORKER" in os.environ:
        return  # a worker that started workers of its own would never end
    folders = any(Path(argument.split("::")[0]).is_dir() for argument in config.args)
    if folders and getattr(config.option, "numprocesses", 0) is None and config.option.dist == "no":
        config.option.numprocesses, config.option.dist = "logical", "worksteal"
