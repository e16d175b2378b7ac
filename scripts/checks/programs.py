"""Programs that look at files beside the checks: started early, waited for when their answer is needed."""

import subprocess
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile


class Program:
    """A program that runs. It reads and writes files: no thread feeds it, and no fork holds its pipes open."""

    def __init__(self, command: Sequence[str], folder: Path, given: str = "") -> None:
        """Start the program in a folder, with a text on its standard input."""
        self._open = ExitStack()
        told, *self._written = (self._open.enter_context(file) for file in map(TemporaryFile, ["w+b"] * 3))
        told.write(given.encode())
        told.seek(0)
        said, complained = self._written
        self._process = subprocess.Popen(command, cwd=folder, stdin=told, stdout=said, stderr=complained)

    def ended(self) -> tuple[str, str]:
        """Wait for its end, once; what it wrote to standard output and to standard error."""
        self._process.wait()
        with self._open:
            for file in self._written:
                file.seek(0)
            said, complained = (file.read().decode() for file in self._written)
        return said, complained
