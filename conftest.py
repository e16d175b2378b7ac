"""What every test run needs: the code on pages collected as tests, and one Keras backend."""

import os
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "torch")

from scripts.checks import examples

pytest_plugins = ["pytester"]
pytest_collect_file = examples.pages(Path(__file__).parent).pytest()
