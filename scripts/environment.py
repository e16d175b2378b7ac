"""Make the virtual environment that a verb of the Makefile needs: `python3 scripts/environment.py site|test`.

Runs on whatever `python3` the machine has, before anything is installed: so it uses the standard library only, and
syntax that Python 3.6 reads, because its first duty is to tell the owner of an old Python what to do.
"""

import hashlib
import os
import shutil
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


def version():
    """Return the version of this Python as far as packages distinguish it: "3.12"."""
    return "{}.{}".format(*sys.version_info[:2])


def digest(kind):
    """Return the SHA-256 of the pins of `kind` and of the Python that they are installed for."""
    return hashlib.sha256(version().encode() + PINS[kind].read_bytes()).hexdigest()


def installed(kind, folder):
    """Return whether `folder` holds the pins of `kind`; those of "test" include those of "site"."""
    stamps = {one: folder / f"installed-{one}" for one in (kind, "test")}
    return any(stamp.exists() and stamp.read_bytes() == digest(one).encode() for one, stamp in stamps.items())


def fault(folder):
    """Return what keeps the Python of the virtual environment `folder` from standing for this one, or None."""
    theirs = run(folder, "-c", "import sys; print('{}.{}'.format(*sys.version_info[:2]))")
    if theirs is None:
        return "its Python is gone or does not start"
    return None if theirs == version() else f"it has Python {theirs}, and {version()} is wanted"


def run(folder, *arguments):
    """Return what the Python of the virtual environment `folder` prints, or None when it fails."""
    command = [str(folder / "bin/python"), *arguments]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        return None
    return None if done.returncode else done.stdout.decode("utf-8", "replace").strip()


def make(folder):
    """Make an empty virtual environment of this Python in place of `folder`, whatever that is.

    Returns None, or what went wrong.
    """
    # Whoever has activated `folder` runs a Python that goes away with it, and not the one that it was made of.
    python = getattr(sys, "_base_executable", None) or sys.executable
    try:
        if folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder)
        elif os.path.lexists(folder):  # a link: what it leads to may be somebody else's
            folder.unlink()
        status = subprocess.call([python, "-m", "venv", str(folder)])
    except OSError as error:
        return f"{folder.name} cannot be made: {error}. Once that is mended, run the same command again."
    return f"{folder.name} cannot be made; {python} says why above." if status else None


def install(kind, folder):
    """Install the pins of `kind` ("site" or "test") into `folder`, unless they are there already.

    Returns None, or what went wrong. The stamp is written last, so an installation that was cut short is taken up again
    the next time. A `folder` into which nothing can be installed for this Python is made anew.
    """
    wrong = fault(folder)
    if not wrong and installed(kind, folder):
        return None
    if not wrong and run(folder, "-m", "pip", "--version") is None:
        wrong = "it has no pip"
    if wrong and os.path.lexists(folder):
        print(f"Making {folder.name} anew: {wrong}", flush=True)
    obstacle = make(folder) if wrong else None
    return obstacle or fill(kind, folder)


def fill(kind, folder):
    """Install the pins of `kind` into the virtual environment `folder`; return None, or what went wrong."""
    pins = PINS[kind]
    count = sum(1 for line in pins.read_text(encoding="utf-8").splitlines() if "==" in line)
    print(f"Installing {count} pinned packages into {folder.name} (once; a minute or two)", flush=True)
    if kind == "test" and sys.platform == "linux":
        print("  PyTorch's wheel for Linux brings CUDA, some GB: CONTRIBUTING.md names a smaller one", flush=True)
    pip = [str(folder / "bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    # The pins are complete, but aeon asks for older versions than theirs: so pip installs them as they are. Only
    # PyTorch, which on Linux needs CUDA packages that the pins do not name, comes before, with all that it asks for.
    status = subprocess.call([*pip, "--constraint", str(pins), "torch"]) if kind == "test" else 0
    if status or subprocess.call([*pip, "--no-deps", "--requirement", str(pins)]):
        return (
            f"The packages in {pins.name} could not be installed; pip says why above.\n"
            "Is there a network? Once it is mended, run the same command again."
        )
    (folder / f"installed-{kind}").write_bytes(digest(kind).encode())
    return None


def main(arguments):
    """Check the machine, then install; print one plain sentence when something stands in the way."""
    if len(arguments) != 1 or arguments[0] not in PINS:
        print("usage: python3 scripts/environment.py {}".format("|".join(PINS)), file=sys.stderr)
        return 2
    obstacle = missing() or install(arguments[0], ROOT / ".venv")
    if obstacle:
        print(obstacle, file=sys.stderr)
    return 1 if obstacle else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
