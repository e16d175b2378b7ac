"""A data file that ships inside an installed package, read without importing the package.

Importing aeon takes 2.5 s and a compiler that this project does not install, scikit-learn 1.4 s; finding a file of
theirs takes a millisecond. Each file is known by its SHA-256, so a new release cannot change a measurement unseen: the
digest stands in the task that reads the file, and a record is stale when its task has changed.
"""

import hashlib
import importlib.util
from pathlib import Path

_REMEDY = "install what requirements-test.txt pins (make test does)"


def read(package: str, name: str, sha256: str) -> bytes:
    """The bytes of the file `name` in `package`.

    A ModuleNotFoundError says that the package is not installed, a FileNotFoundError that it has no such file, and a
    ValueError that the file is not the one with that digest.
    """
    spec = importlib.util.find_spec(package)
    if spec is None:
        raise ModuleNotFoundError(f"{package} is not installed, and {name} is a file of it: {_REMEDY}", name=package)
    path = Path(spec.submodule_search_locations[0]) / name
    if not path.is_file():
        raise FileNotFoundError(f"{package} as installed has no file {name}: {_REMEDY}")
    content = path.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise ValueError(
            f"{package}/{name} has the SHA-256 {found}, expected {sha256}: {_REMEDY}; "
            "if the new file is meant, put its digest into the task and measure again"
        )
    return content
