"""Make the virtual environment that a verb of the Makefile needs: `python3 scripts/environment.py site|test`.

Runs on whatever `python3` the machine has, before anything is installed: so it uses the standard library only, and
syntax that Python 3.6 reads, because its first duty is to tell the owner of an old Python what to do.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parents[1]
PINS = {"site": ROOT / "requirements.txt", "test": ROOT / "requirements-test.txt"}


def missing():
    """Return what this machine lacks, as one sentence with its remedy, or None."""
    if sys.version_info < OLDEST:
        return (
            "Python {}.{} or later is needed, and {} is {}.{}.\n"
            "Install a newer one, then name it: make site PYTHON=python3.12"
        ).format(*OLDEST, sys.executable, *sys.version_info[:2])
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError as error:
        return (
            f"{sys.executable} has no module '{error.name}', so it cannot make a virtual environment.\n"
            "On Debian and Ubuntu: apt install python3-venv python3-pip"
        )
    return None


def digest(kind):
    """Return the SHA-256 of the pins of `kind` and of the Python that they are installed for."""
    version = "{}.{}".format(*sys.version_info[:2]).encode()
    return hashlib.sha256(version + PINS[kind].read_bytes()).hexdigest()


def installed(kind, folder):
    """Return whether `folder` holds the pins of `kind`; those of "test" include those of "site"."""
    stamps = {one: folder / f"installed-{one}" for one in (kind, "test")}
    return any(stamp.exists() and stamp.read_text() == digest(one) for one, stamp in stamps.items())


def install(kind, folder):
    """Install the pins of `kind` ("site" or "test") into `folder`, unless they are there already.

    Returns the exit status: 0, or that of the command that failed. The stamp is written last, so an installation that
    was cut short is taken up again the next time.
    """
    if installed(kind, folder):
        return 0
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pins = PINS[kind]
    count = sum(1 for line in pins.read_text().splitlines() if "==" in line)
    print(f"Installing {count} pinned packages into {folder.name} (once; a minute or two)", flush=True)
    if kind == "test" and sys.platform == "linux":
        print("  PyTorch's wheel for Linux brings CUDA, some GB: CONTRIBUTING.md names a smaller one", flush=True)
    if not python.exists():
        status = subprocess.call([sys.executable, "-m", "venv", str(folder)])
        if status:
            return status
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    # The pins are complete, but aeon asks for older versions than theirs: so pip installs them as they are. Only
    # PyTorch, which on Linux needs CUDA packages that the pins do not name, comes before, with all that it asks for.
    status = subprocess.call([*pip, "--constraint", str(pins), "torch"]) if kind == "test" else 0
    status = status or subprocess.call([*pip, "--no-deps", "--requirement", str(pins)])
    if status == 0:
        (folder / f"installed-{kind}").write_text(digest(kind))
    return status


def main(arguments):
    """Check the machine, then install; print one plain sentence when something stands in the way."""
    if len(arguments) != 1 or arguments[0] not in PINS:
        print("usage: python3 scripts/environment.py {}".format("|".join(PINS)), file=sys.stderr)
        return 2
    obstacle = missing()
    if obstacle:
        print(obstacle, file=sys.stderr)
        return 1
    status = install(arguments[0], ROOT / ".venv")
    if status:
        print(
            f"The packages in {PINS[arguments[0]].name} could not be installed; pip says why above.\n"
            "Is there a network? Once it is mended, run the same command again.",
            file=sys.stderr,
        )
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
