"""What every test run needs: the code on pages collected as tests, one Keras backend, one thread for small products."""

import os
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "torch")
os.environ.setdefault("OMP_NUM_THREADS", "1")

from scripts.checks.code import examples

pytest_plugins = ["pytester"]
pytest_collect_file = examples.pages(Path(__file__).parent).pytest()
