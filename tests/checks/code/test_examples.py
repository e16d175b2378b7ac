"""Code on pages: run in order in one namespace, its output compared, its failures placed in the file."""

import multiprocessing
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.checks.code import examples

ROOT = Path(__file__).parents[3]
CONFTEST = f"""
import sys
from pathlib import Path
sys.path.insert(0, {str(ROOT)!r})
from scripts.checks.code import examples
pytest_collect_file = examples.pages(Path(__file__).parent).pytest()
"""
PAGE = """# A page

```python
x = 2
print(x, "and   ")
print(x + 1)
```

```text
2 and
3
```

Some words.

```python
y = x * 10  # nothing is printed
```

- An item:

    ```python
    print(y)
    ```

    ```text
    20
    ```

```text
only an illustration
```

```bash
exit 1
```
"""


@pytest.fixture
def run(pytester):
    pytester.makeini("[pytest]")  # else one in a folder above would count
    pytester.makeconftest(CONFTEST)

    def run(text, *arguments):
        path = pytester.path / "docs" / "questions" / "01-page.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return pytester.runpytest_inprocess("-p", "no:cacheprovider", *(arguments or ("docs",)))

    return run


def test_right(run):
    run(PAGE).assert_outcomes(passed=3)


def test_output_that_differs(run):
    result = run(PAGE.replace("\n3\n", "\n4\n"))
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(
        [
            "*docs/questions/01-page.md:11: the output differs; correct the code, or paste what it prints",
            "expected:",
            "2 and",
            "4",
            "printed:",
            "2 and*",
            "3",
            "01-page.md:4: SybilFailure",
        ]
    )


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [("2 and\n3\n", "2 and\n", 11), ("2 and\n3\n", "2 and\n3\n4\n", 12), ("2 and\n", "2  and\n", 10)],
)
def test_any_difference_counts(run, old, new, line):
    result = run(PAGE.replace(old, new))
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines([f"*docs/questions/01-page.md:{line}: the output differs;*"])


def test_code_that_fails(run):
    result = run(PAGE.replace("y = x * 10", "y = x / 0"))
    result.assert_outcomes(passed=1, failed=2)
    result.stdout.fnmatch_lines(
        [
            "*/docs/questions/01-page.md:17: ZeroDivisionError: division by zero; correct the code",
            "Traceback *",
            '  File "*/01-page.md", line 17, in <module>',
            "    y = x / 0  # nothing is printed",
            "*/01-page.md:23: the block does not run, because the one at line 17 fails; correct that one first",
        ]
    )


def test_code_that_does_not_parse(run):
    result = run(PAGE.replace("y = x * 10", "y = x *"))
    result.assert_outcomes(passed=1, failed=2)
    result.stdout.fnmatch_lines(['*01-page.md", line 17', "*SyntaxError: invalid syntax"])


def test_output_that_is_not_shown(run):
    result = run(PAGE.replace("y = x * 10", "y = x * 10; print(y)"))
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(
        ["*docs/questions/01-page.md:17: the block prints, but no ```text block follows it; put one right behind it*"]
    )


def test_output_that_is_not_printed(run):
    result = run(PAGE.replace("print(y)", "y"))
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(["*docs/questions/01-page.md:27: the output differs*"])


def test_one_block_alone_runs_what_comes_before(run):
    run(PAGE, "docs/questions/01-page.md::line:23,column:1").assert_outcomes(passed=1)


def test_any_order_compares_every_block(run):
    last, first = "docs/questions/01-page.md::line:23,column:1", "docs/questions/01-page.md::line:4,column:1"
    run(PAGE.replace("\n3\n", "\n4\n"), last, first).assert_outcomes(passed=1, failed=1)


def test_pages_share_nothing(run, pytester):
    other = pytester.path / "docs" / "index.md"
    other.parent.mkdir(parents=True, exist_ok=True)
    other.write_text("```python\nimport numpy as np\nnp.set_printoptions(precision=2)\nx = 5\n```\n")
    code = "import numpy as np\nprint(np.array([1 / 3]), 'x' in globals())"
    run(f"```python\n{code}\n```\n\n```text\n[0.33333333] False\n```\n").assert_outcomes(passed=2)


@pytest.mark.parametrize(
    "code",
    [
        "import time; print(time.time())",
        "import random; print(random.random())",
        "import numpy as np; print(np.random.rand(2))",
        "print(set('abcdefghijklmnopqrstuvwxyz'))",
        "print(object())",
    ],
)
def test_output_that_changes(run, code):
    result = run(PAGE.replace("print(y)", code))
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(
        [
            "*/docs/questions/01-page.md:27: the output changes from run to run; seed it, or print what does not",
            "first:",
            "then:",
        ]
    )


def test_no_process_is_left(run):
    before = set(multiprocessing.active_children())
    run(PAGE.replace("\n3\n", "\n4\n")).assert_outcomes(passed=2, failed=1)
    assert set(multiprocessing.active_children()) == before


def test_failures(tmp_path):
    path = tmp_path / "page.md"
    path.write_text(PAGE, encoding="utf-8")
    assert examples.failures(path) == []
    path.write_text(PAGE.replace("\n3\n", "\n4\n").replace("y = x * 10", "y = x * 10; print(y)"), encoding="utf-8")
    assert [message.split("\n")[0] for message in examples.failures(path)] == [
        f"{path}:11: the output differs; correct the code, or paste what it prints",
        f"{path}:17: the block prints, but no ```text block follows it; put one right behind it with",
    ]
    path.write_text(PAGE.replace("y = x * 10", "y = x / 0"), encoding="utf-8")
    (message,) = examples.failures(path)
    assert message.startswith(f"{path}:17: ZeroDivisionError: division by zero; correct the code\nTraceback ")


def test_blocks_behind_a_long_one_do_not_run(tmp_path):
    path = tmp_path / "page.md"
    path.write_text(PAGE.replace("y = x * 10", "while True: pass"), encoding="utf-8")
    remedy = "shorten it, or move the measurement to scripts/experiments"
    assert examples.failures(path, limit=0.3) == [f"{path}:17: the block runs for more than 0.3 s; {remedy}"]


def test_readme_and_contributing_run_too(run, pytester):
    for name in ("README.md", "CONTRIBUTING.md"):
        (pytester.path / name).write_text("```python\n1 / 0\n```\n")
    run(PAGE, "docs", "README.md", "CONTRIBUTING.md").assert_outcomes(passed=3, failed=2)


def test_the_checks_do_without_sybil():
    code = "import sys; import scripts.checks.__main__; print('sybil' in sys.modules, 'torch' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["False", "False"]
