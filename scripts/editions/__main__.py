"""Make the editions into editions/: `python -m scripts.editions [offline …]`; all of them if nothing is named."""

import hashlib
import importlib
import sys

from scripts.site.build import epoch, repository
from scripts.site.model import markdown_file
from scripts.site.model.document import display_name

NAMES = ("offline",)


def main(names: list[str]) -> int:
    """Make them, and say of each its size, its SHA-256 and how to read it; the exit status."""
    if unknown := [name for name in names if name not in NAMES]:
        print(f"no edition {unknown[0]!r}; there are {', '.join(NAMES)}", file=sys.stderr)
        return 2
    try:
        moment = epoch.settle(markdown_file.ROOT)
        repository.settle(markdown_file.ROOT)
    except (epoch.EpochError, repository.RepositoryError) as error:
        print(error, file=sys.stderr)
        return 2
    status = 0
    for name in names or NAMES:
        edition = importlib.import_module(f"scripts.editions.{name}")
        path = markdown_file.ROOT / "editions" / edition.FILE
        print(f"Making {display_name(path, markdown_file.ROOT)} …", flush=True)
        if problems := edition.make(path, moment):
            print(*problems, sep="\n", file=sys.stderr)
            kept = "; the file made before is untouched" if path.exists() else ""
            print(f"Not made: {len(problems)} problem{'s'[: len(problems) > 1]}{kept}.", file=sys.stderr)
            status = 1
        else:
            data = path.read_bytes()
            print(f"{len(data) / 1e6:.1f} MB, SHA-256 {hashlib.sha256(data).hexdigest()}\n{edition.OPENING}")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
