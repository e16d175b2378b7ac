"""Serve the site while it is written: `python -m scripts.site.build.serve`, with the options of `mkdocs serve`.

What a change does not concern is not converted again (`rendered.py`), and changes are looked for more often.
"""

import sys
from functools import partial

from mkdocs.__main__ import cli
from mkdocs.commands import serve
from mkdocs.livereload import LiveReloadServer

from scripts.site.build import rendered, repository
from scripts.site.model import markdown_file

# Seconds between two looks at the files.
LOOK = 0.1


def settle() -> None:
    """Have MkDocs look more often, and keep what is converted."""
    rendered.keep()
    serve.LiveReloadServer = partial(LiveReloadServer, polling_interval=LOOK)


def main(arguments: list[str]) -> None:
    """Serve until it is interrupted."""
    repository.settle(markdown_file.ROOT)
    settle()
    cli(["serve", *arguments], prog_name="python -m scripts.site.build.serve")


if __name__ == "__main__":
    main(sys.argv[1:])
