"""Write the public names of the libraries that are installed, a file for each: `python -m scripts.facts.names`."""

from scripts.facts.names.collect import MODULES, fresh_lines
from scripts.facts.names.known import FOLDER

if __name__ == "__main__":
    for library in MODULES:
        (FOLDER / f"{library}.txt").write_text("\n".join(fresh_lines(library)) + "\n", encoding="utf-8")
