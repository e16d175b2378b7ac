"""Several files written at once: all of them, or none."""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def write(files: Mapping[Path, str]) -> None:
    """Write each text to its file, in order. If one fails, all is as it was before, folders too; raises OSError."""
    new = {path: path.with_name(f".{path.name}.new") for path in files}
    before = {path: path.read_bytes() if path.exists() else None for path in files}
    folders = {folder for path in files for folder in path.parents if not folder.exists()}
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            new[path].write_text(text, encoding="utf-8", newline="\n")
        for path in files:
            os.replace(new[path], path)
    except BaseException:
        for path, content in before.items():
            if content is None:
                path.unlink(missing_ok=True)
            elif path.read_bytes() != content:
                path.write_bytes(content)
        for path in new.values():
            path.unlink(missing_ok=True)
        for folder in sorted(folders, reverse=True):  # the inner before the outer
            with suppress(OSError):
                folder.rmdir()
        raise
