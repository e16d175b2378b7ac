"""`make new` makes all that is asked for or nothing, and says so."""

import os

import pytest

from scripts.site.model.page import wordings
from tests.checks.conftest import PAGE

RANGE = "there are questions 1 to 50; scripts/site/questions.yaml lists them"
NUMBER = "write the number of a question, as in Q=4"
THERE = "is there already; edit it, or choose another name"
FILES = ["docs/questions/04-input-gate.md", "scripts/figures/gates.py", "tests/figures/test_gates.py"]


def everything(site):
    return {
        path.relative_to(site.root).as_posix(): path.read_bytes() for path in site.root.rglob("*") if path.is_file()
    }


def test_what_is_made_and_what_comes_next(site, new):
    before = everything(site)
    status, out, err = new("Q=4", "SLUG=", "FIGURE=gates")
    assert (status, err) == (0, "")
    assert sorted(everything(site).keys() - before.keys()) == FILES
    assert [name for name, content in before.items() if everything(site)[name] != content] == ["mkdocs.yml"]
    assert out == (
        "Made docs/questions/04-input-gate.md, and its line in mkdocs.yml:7.\n"
        "     Its address, questions/04-input-gate/, stays as it is once it is published. For another, delete both and "
        "run make new Q=4 SLUG=…\n"
        "Made scripts/figures/gates.py, and tests/figures/test_gates.py, which fails until the claim is asserted.\n"
        "Next:\n"
        "  1. make serve               shows the page as you write\n"
        "  2. make figures NAME=gates  draws it; then show it on a page\n"
        "  3. make check               names each part that is still to be written\n"
    )
    assert "![its ALT](../../figures/gates.svg)" in site.read(FILES[0])


def test_a_name_of_ones_own(site, new):
    status, out, _ = new("Q=4", "SLUG=the-way-in")
    assert status == 0
    assert "For another" not in out
    assert "      - 4 · The way in: questions/04-the-way-in.md\n" in site.read("mkdocs.yml")
    assert site.read("docs/questions/04-the-way-in.md").startswith("---\nnumber: 4\n")


@pytest.mark.parametrize(
    ("arguments", "messages"),
    [
        (["Q=0"], [f"Q=0: {RANGE}"]),
        (["Q=51"], [f"Q=51: {RANGE}"]),
        (["Q=four"], [f"Q=four is no number; {NUMBER}"]),
        (["Q=-4"], [f"Q=-4 is no number; {NUMBER}"]),
        (["Q=input gate"], [f"Q=input gate is no number (did you mean Q=4, {wordings()[4]!r}?); {NUMBER}"]),
        (["Q=3"], [f"{PAGE}:1: the page of question 3 is there already; edit it, or choose another question"]),
        (["Q=4", "SLUG=Input Gate"], ["SLUG=Input Gate is no name for an address: a to z, digits and -, without the "
                                      "number; write SLUG=input-gate"]),
        (["SLUG=gates", "FIGURE=gates"], ["SLUG=gates is the name of a page: say of which question, as in Q=4"]),
        (["FIGURE=retention"], [f"scripts/figures/retention.py:1: {THERE}"]),
        (["FIGURE=kit"], [f"scripts/figures/kit:1: {THERE}"]),
        (["FIGURE=runner"], [f"tests/figures/test_runner.py:1: {THERE}"]),
        (["FIGURE=drawn"], [f"figures/drawn.svg:1: {THERE}"]),
        (["Q=4", "FIGURE=retention"], [f"scripts/figures/retention.py:1: {THERE}"]),
        (["Q=51", "FIGURE=Gates"], [
            f"Q=51: {RANGE}",
            "FIGURE=Gates is no name for a module: a to z, digits and _, a letter first; write FIGURE=gates",
        ]),
    ],
)  # fmt: skip
def test_refused(site, new, arguments, messages):
    for name in ("scripts/figures/kit/__init__.py", "tests/figures/test_runner.py", "figures/drawn.svg"):
        site.write(name, "")
    before = everything(site)
    assert new(*arguments) == (1, "", "\n".join([*messages, "Nothing was written.", ""]))
    assert everything(site) == before


@pytest.mark.parametrize("arguments", [["Q=4"], ["FIGURE=gates"], ["Q=4", "FIGURE=gates"]])
def test_a_second_time_is_refused(site, new, arguments):
    new(*arguments)
    before = everything(site)
    status, out, err = new(*arguments)
    assert (status, out) == (1, "")
    assert len(err.splitlines()) == len(arguments) + 1
    assert everything(site) == before


@pytest.mark.parametrize("arguments", [[], ["Q=", "SLUG=", "FIGURE="], ["SLUG=input-gate"], ["q=4"]])
def test_usage(site, new, arguments):
    status, out, err = new(*arguments)
    assert (status, out) == (2, "")
    assert err.startswith('q: no such word (did you mean "Q"?)\n' if "q=4" in arguments else "Say what to begin")
    assert "make new Q=4 SLUG=input-gate" in err


@pytest.mark.parametrize("failing", range(4))
def test_all_files_or_none(site, new, monkeypatch, failing):
    replace, done = os.replace, []

    def fail(source, target):
        if len(done) == failing:
            raise OSError(28, "No space left on device", str(target))
        done.append(target)
        replace(source, target)

    before = everything(site)
    monkeypatch.setattr(os, "replace", fail)
    status, out, err = new("Q=4", "FIGURE=gates")
    assert (status, out) == (1, "")
    assert err.endswith(": No space left on device; nothing was written\n")
    assert len(done) == failing
    assert everything(site) == before
