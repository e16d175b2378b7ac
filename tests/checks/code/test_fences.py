"""Code blocks have a language, and Python parses: each slip at its line."""

import pytest

OLD = "print(round(0.7310585, 4))\n"


@pytest.mark.parametrize(
    ("code", "line", "problem"),
    [
        (
            "x = 1\nIn [1]: x\n",
            1,
            "not Python, but a session: In [1]: x; write the code alone, and what it prints in a",
        ),
        ("%timeit x\n", 0, "not Python, but a session: %timeit x; write"),
        ("!pip install torch\n", 0, "not Python, but a session: !pip install torch; write"),
        ("x = 1\ny = ‘a’\n", 1, "not Python: y = ‘a’; type ‘ as on a keyboard"),
        ("x = 3 – 1\n", 0, "not Python: x = 3 – 1; type – as on a keyboard"),
        ("def f(x)\n    return x\n", 0, "not Python (expected ':'): def f(x); correct it"),
        (
            "if x:\nreturn\n",
            1,
            "not Python (expected an indented block after 'if' statement on line 1): return; correct it",
        ),
    ],
)
def test_not_python(site, code, line, problem):
    start = site.edit(OLD, code + OLD)
    (found,) = site.problems()
    assert found.startswith(f"P:{start + line}: {problem}")


@pytest.mark.parametrize("code", ["x = '“quoted”'  # – and ’\n", "x = [1, ...]\n", "async def f():\n    await g()\n"])
def test_python(site, code):
    site.edit(OLD, code + OLD)
    assert site.problems() == []


def test_commands(site):
    site.edit("## Where it breaks\n", "## Where it breaks\n\n```sh\nmake check\n```\n\n```text\nnothing wrong\n```\n")
    assert site.problems() == []


def test_no_code_at_all(site):
    site.edit(f"```python\n{OLD}```", "")
    assert [one.split(": ", 1)[1] for one in site.problems()] == [
        '"In code" has no ```python block; write the shortest code that shows it'
    ]
