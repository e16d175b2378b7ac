"""The tests of one page: whole modules about what is behind it, and single tests that name it or a part of it."""

from types import SimpleNamespace

import pytest

from scripts.rooms import ROOT
from tests.selection import Selection

FILES = {
    "scripts/experiments/__init__.py": "",
    "scripts/experiments/tasks/adding.py": "",
    "scripts/experiments/tasks/copying.py": "",
    "scripts/experiments/q03_forget_gate/own.py": "",
    "scripts/experiments/q07_gradient/far.py": "",
    "scripts/experiments/q07_gradient/other.py": "",
    "tests/experiments/tasks/test_adding.py": "from scripts.experiments.tasks import copying\n",
    "tests/experiments/tasks/test_copying.py": "from scripts.experiments.tasks import adding\n",
    "tests/experiments/tasks/test_both.py": "from scripts.experiments.tasks.adding import draw\n",
    "tests/experiments/q03_forget_gate/test_own.py": "",
    "tests/experiments/q07_gradient/test_far.py": "",
    "tests/experiments/q07_gradient/test_other.py": "from scripts.experiments.tasks import adding\n",
    "tests/experiments/q09_backward/test_backward.py": "",
    "tests/experiments/test_every_record.py": "",
    "tests/browser/test_pages.py": "",
}
CHOSEN = ("tasks/test_adding.py", "tasks/test_both.py", "q03_forget_gate/test_own.py", "q07_gradient/test_far.py")


@pytest.fixture
def selection(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    behind = {"tasks.adding", "q03_forget_gate.own", "q07_gradient.far"}
    grounds = SimpleNamespace(
        page=tmp_path / "docs/questions/03-forget-gate.md",
        names={"03-forget-gate", "own", "far"},
        modules={"scripts.experiments"} | {f"scripts.experiments.{name}" for name in behind},
    )
    return Selection(grounds, tmp_path)


def item(path, name="test_it", slow=False):
    return SimpleNamespace(path=path, nodeid=f"{path}::{name}", get_closest_marker=lambda _: slow or None)


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("tests/experiments/")])
def test_modules_about_what_is_behind_the_page_are_chosen_whole(name, selection, tmp_path):
    chosen = name.endswith(CHOSEN)
    assert selection.has(item(tmp_path / name)) is chosen
    assert selection.refuses(tmp_path / name) is (not chosen and name != "tests/experiments/test_every_record.py")
    assert not selection.has(item(tmp_path / name, slow=True))


@pytest.mark.parametrize(
    ("name", "chosen"),
    [
        ("test_it[far]", True),
        ("test_it[hosted-questions/03-forget-gate]", True),
        ("test_it[03-forget-gate-light]", True),
        ("test_it[farther]", False),
        ("test_it[so_far]", False),
        ("test_far", False),
        ("test_it[07-gradient]", False),
    ],
)
def test_elsewhere_those_are_chosen_that_name_a_part_of_it(name, chosen, selection, tmp_path):
    path = tmp_path / "tests/browser/test_pages.py"
    assert not selection.refuses(path)
    assert selection.has(item(path, name)) is chosen


def test_of_the_pages_that_one_alone_runs(selection, tmp_path):
    own, other = (tmp_path / "docs/questions" / name for name in ("03-forget-gate.md", "07-gradient.md"))
    assert not selection.refuses(own)
    assert selection.has(item(own, "line:4,column:1"))
    assert selection.refuses(other)
    assert not selection.refuses(tmp_path / "docs")


@pytest.fixture
def chosen(request, monkeypatch):
    """What the settings of a run become: `chosen(arguments, **options)`."""
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    settings = request.config.pluginmanager.get_plugin(str(ROOT / "conftest.py"))

    def chosen(*arguments, **options):
        option = SimpleNamespace(**({"question": None, "numprocesses": None, "dist": "no"} | options))
        settings.pytest_cmdline_main(SimpleNamespace(option=option, args=list(arguments), stash={}))
        return option.numprocesses, option.dist

    return chosen


def test_folders_are_tested_on_all_cores_and_single_files_on_one(chosen):
    tests = str(ROOT / "tests")
    assert chosen(tests) == ("logical", "worksteal")
    assert chosen(f"{tests}/test_rooms.py", tests) == ("logical", "worksteal")
    assert chosen(f"{tests}/test_rooms.py", f"{tests}/test_rooms.py::test_it") == (None, "no")


def test_who_says_how_many_gets_so_many(chosen):
    assert chosen(str(ROOT), numprocesses=0) == (0, "no")
    assert chosen(str(ROOT), numprocesses=3, dist="load") == (3, "load")


def test_a_worker_starts_no_workers(chosen, monkeypatch):
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw0")
    assert chosen(str(ROOT)) == (None, "no")


def test_a_question_without_a_page_is_refused_in_a_line(chosen):
    with pytest.raises(pytest.UsageError, match=r"^Q=none: that is no number; [^\n]*$"):
        chosen(str(ROOT), question="none")
