"""What a page rests on is found in its text, its rooms and behind them, and nothing of another page's is."""

import pytest

from scripts.grounds import Grounds, pages

FILES = {
    "docs/questions/03-forget-gate.md": """# F
At step 9<!-- = data("far")["x"] -->: ![a curve](../../figures/shown.svg)

```python
from scripts.reference import lstm
```
""",
    "docs/questions/07-gradient.md": "# G\n",
    "scripts/__init__.py": "",
    "scripts/reference/__init__.py": "",
    "scripts/reference/lstm.py": "from scripts.reference import shapes\n",
    "scripts/reference/shapes.py": "",
    "scripts/reference/gru.py": "",
    "scripts/experiments/q03_forget_gate/own.py": "from scripts.experiments.tasks import adding\n\ndef run(): ...\n",
    "scripts/experiments/q07_gradient/far.py": "from scripts.experiments.tasks import copying\n\ndef run(): ...\n",
    "scripts/experiments/q07_gradient/drawn.py": "def run(): ...\n",
    "scripts/experiments/q07_gradient/other.py": "def run(): ...\n",
    "scripts/experiments/tasks/adding.py": "",
    "scripts/experiments/tasks/copying.py": "",
    "scripts/experiments/tasks/a_then_b.py": "",
    "scripts/figures/q07_gradient/shown.py": "from scripts.figures import kit\nALT = ''\nrecord = kit.data('drawn')\n",
    "scripts/figures/q07_gradient/hidden.py": "ALT = ''\n",
    "scripts/figures/kit/__init__.py": "",
}


@pytest.fixture
def root(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_names_are_those_of_the_page_and_of_what_it_shows_and_reads(root):
    found = Grounds("3", root)
    assert found.page == root / "docs/questions/03-forget-gate.md"
    assert found.names == {"03-forget-gate", "shown", "own", "far", "drawn"}


def test_modules_are_all_that_stand_behind_them(root):
    modules = {module.removeprefix("scripts.") for module in Grounds("3", root).modules}
    for behind in ("reference.shapes", "experiments.tasks.adding", "experiments.tasks.copying", "figures.kit"):
        assert behind in modules
    for other in (
        "reference.gru",
        "experiments.tasks.a_then_b",
        "experiments.q07_gradient.other",
        "q07_gradient.hidden",
    ):
        assert not [module for module in modules if module.endswith(other)]


@pytest.mark.parametrize("number", ["4", "99"])
def test_a_page_that_is_not_written_is_refused_with_those_that_are(root, number):
    with pytest.raises(LookupError, match=f"^Q={number}: no page of that number is written; take one of 3, 7$"):
        Grounds(number, root)


@pytest.mark.parametrize("number", ["three", "-3", "3.0", "²", "tests"])
def test_what_is_no_number_is_refused_with_one_that_is(root, number):
    with pytest.raises(LookupError, match=r"that is no number; name a question, as in make test Q=3$"):
        Grounds(number, root)


@pytest.mark.parametrize("number", pages())
def test_of_every_page_both_rooms_are_behind_it(number):
    found = Grounds(str(number))
    rooms = {module.split(".")[2] for module in found.modules if f".q{number:02}_" in module}
    assert rooms == {f"q{number:02}_{found.page.stem[3:].replace('-', '_')}"}
