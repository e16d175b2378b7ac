"""`python -m scripts.checks`: sorted lines, a summary, an exit status."""

import subprocess
import sys

import pytest

from scripts.checks import __main__ as checks


@pytest.fixture
def run(site, monkeypatch, capsys):
    monkeypatch.chdir(site.root)

    def run(*arguments):
        status = checks.main(list(arguments), site.root)
        out, err = capsys.readouterr()
        return status, out.splitlines(), err

    return run


def test_nothing_wrong(run):
    status, lines, err = run()
    assert (status, err) == (0, "")
    assert lines[0].startswith("nothing wrong in 1 question pages and the code (")


def test_problems(run, site):
    site.edit("It came late", "It came late! It has four gates. It came")
    site.edit("short: The", "short: An LSTM has four gates: the")
    status, lines, err = run()
    assert status == 1
    *lines, summary = lines
    assert [int(line.split(":")[1]) for line in lines] == sorted(int(line.split(":")[1]) for line in lines)
    assert (len(lines), err) == (3, "")
    assert summary.startswith("3 problems in 1 question pages")


def test_one_file(run, site):
    line = site.edit("It came late", "It came late! It came")
    site.edit("(questions/03-forget-gate.md)", "(nowhere.md)", "docs/index.md")
    status, lines, _ = run("docs/index.md")
    assert (status, lines[:-1]) == (1, ["docs/index.md:5: nowhere.md leads nowhere; correct the link"])
    assert lines[-1].startswith("1 problem in docs/index.md (")
    status, lines, _ = run("docs/questions")
    assert (status, len(lines)) == (1, 2)
    assert lines[0].startswith(f"docs/questions/03-forget-gate.md:{line}: an exclamation mark")


def test_file_that_is_not_there(run):
    status, lines, err = run("docs/questions/99-nothing.md")
    assert (status, lines, err) == (2, [], "no such file: docs/questions/99-nothing.md\n")


def test_a_check_of_the_pages_needs_no_plotting_library():
    program = "import sys\nfrom scripts.checks.__main__ import main\nmain()\nassert 'matplotlib' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", program, "docs"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
