"""What reaches a result by a way of its own makes the record stale too: a module that runs, a name bound twice."""

from pathlib import Path

import pytest

from scripts.experiments.records.freshness import digest

# What run returns, the text of scripts/main.py above it, that of scripts/deep.py, and what is changed in which of them.
A = "def a():\n    return 1\n"
STALE = {
    "a definition under a condition": (
        "a()",
        "from scripts.deep import a",
        f"if 1:\n  {A}    x = 2",
        "deep: 1\n -> 3\n",
    ),
    "which of two": ("a()", "if 1:\n    def a(): 1\n    def b(): 2", "", "main: def a(): 1 -> def c(): 1"),
    "a name made in a way of its own": (
        "deep.b",
        "from scripts import deep",
        f"__getattr__ = {{}}\n{A}",
        "deep: 1 -> 3",
    ),
    "an imported function that is wrapped": ("a()", "from scripts.deep import a\na = print(a)", A, "deep: 1 -> 3"),
    "a module in which something is set": ("deep.a()", "from scripts import deep\ndeep.b = 4", A, "deep: 1 -> 3"),
    "what is set in another module": ("len", "import math, scripts.deep", "import math\nmath.pi = 1", "deep: 1 -> 3"),
    "a set part of another module": (
        "b",
        "from scripts.deep import b",
        "import math\nb = 2\nmath.x = 1",
        "deep: 1 -> 3",
    ),
    "a module that only runs": ("len", "import scripts.deep", "print(1)", "deep: 1 -> 3"),
    "a decorator that registers": ("T", "T = []\ndef add(f): T.append(f)\n@add\ndef a(): return 1", "", "main: 1 -> 3"),
    "a decorator of elsewhere": (
        "T",
        "from scripts.deep import T, m\n@m.add()\ndef a(): 1",
        "T = m = 0",
        "main: 1 -> 3",
    ),
    "a name imported twice": (
        "a()",
        "def b():\n    from math import pi as a\nfrom scripts.deep import a\n",
        A,
        "deep: 1 -> 3",
    ),
    "an import beside a comprehension": ("a()", "from scripts.deep import a\nb = [a for a in ()]", A, "deep: 1 -> 3"),
    "an imported name in a handler": ("a()", f"{A}try: b = 1\nexcept OSError as a: b = 2", "", "main: b = 2 -> b = 3"),
    "what a class takes over": ("K.x", "x = 1\nclass K:\n    x = x", "", "main: 1 -> 3"),
    "a comprehension in a class": ("K.y", "x = 1\nclass K:\n    x = 2\n    y = [x for _ in ()]", "", "main: 1 -> 3"),
    "what a class in a class sees": (
        "K.L.y",
        "x = 1\nclass K:\n    x = 2\n    class L:\n        y = x",
        "",
        "main: 1 -> 3",
    ),
    "the order of binding again": ("b", "a = 1\nb = a\na = 2", "", "main: b = a\na = 2 -> a = 2\nb = a"),
    "where a condition stands": ("[a for a in x for b in y if z]", "", "", "main: for b in y if z -> if b for z in y"),
    "an empty end of a format": ("f'{a:{b}}'", "", "", "main: {b} -> {b}x"),
    "how a loop waits": ("[a async for a in x]", "", "", "main: async for -> for"),
    "a package of an import that is tried": (
        "a",
        "try:\n    import math\n    a = 1\nexcept ImportError:\n    a = 2",
        "",
        "main: math -> cmath",
    ),
    "how many a parameter takes": ("f()", "def f(*a): return a", "", "main: *a -> **a"),
    "how a parameter is given": ("f", "def f(a, /, b): return a", "", "main: a, /, b -> a, b"),
    "the order of parameters": ("f()", "def f(a=1, b=2): return a", "", "main: a=1, b=2 -> b=1, a=2"),
    "the default of a named parameter": ("f()", "def f(*, a=1): return a", "", "main: 1 -> 3"),
    "a named argument": ("dict(a=1)", "", "", "main: 1 -> 3"),
    "the way something is formatted": ("f'{a!r}'", "", "", "main: !r -> !s"),
    "a text instead of a number": ("'1'", "", "", "main: '1' -> 1"),
    "a float instead of an integer": ("1", "", "", "main: 1 -> 1.0"),
    "a named argument of a class": ("K", "class K(a=1): pass", "", "main: a=1 -> a=3"),
    "the decorator of a class": ("K", "import math\n@math.pi\nclass K: pass", "", "main: pi -> tau"),
    "what is a field of a class": ("K", "class K:\n    a: int = 1", "", "main: int -> str"),
    "the key of a comprehension": ("{k: 1 for k in x}", "", "", "main: {k -> {-k"),
    "the second loop of a comprehension": ("[a for a in x for b in y]", "", "", "main: in y -> in z"),
    "the condition of a comprehension": ("[a for a in x if a]", "", "", "main: if a -> if -a"),
    "a name by its whole path": ("scripts.deep.a()", "import scripts.deep", A, "deep: 1 -> 3"),
    "which name a module makes": ("deep.b", "from scripts import deep", "__getattr__ = 1", "main: deep.b -> deep.c"),
    "an attribute of a definition": ("K.x", "class K: pass", "", "main: K.x -> K.y"),
    "a name of the module in a function": (
        "f()",
        "a = 1\ndef f():\n    global a\n    a = 2",
        "",
        "main: a = 1 -> a = 3",
    ),
    "a name that a comprehension binds inside": ("[a for a in x][a]", "a = 1", "", "main: a = 1 -> a = 3"),
    "other parts of a package": (
        "b()",
        "try: from scripts.deep import a as b\nexcept: import math as b",
        A,
        "main: math -> cmath",
    ),
    "what the package does": ("len", "", "", "__init__: 0 -> 3"),
    "a name inside a function": ("f", "def f():\n    def a(): 1\n    def b(): 2\n    a", "", "main: def a -> def c"),
    "a relative import": ("a()", "from .deep import a", A, "deep: 1 -> 3"),
    "the other case": ("len", "if TYPE_CHECKING:\n    1\nelse:\n    print(1)", "", "main: print(1 -> print(3"),
    "a part set beside a name": ("b()", "import math\na = math.x = 1\ndef b(): 0", "", "main: x = 1 -> x = 3"),
    "a tried package beside ours": ("f", "def f():\n    import scripts.deep, math", "", "main: math -> cmath"),
    "a name that a function inside hides": ("f", "a = 1\ndef f():\n    def g(): a = 2\n    a", "", "main: 1 -> 3"),
}
FRESH = {
    "beside what is set": ("d.a()", "from scripts import deep as d\nd.b = 4", f"b = 0\nc = 5\n{A}", "deep: 5 -> 3"),
    "a part set of what is not used": ("a", "a = 1\nclass K: b = 0\nK.b = 2", "", "main: 2 -> 3"),
    "a walrus in a comprehension": ("f", "a = 1\ndef f(): [a := 2 for _ in ()]", "", "main: 1 -> 3"),
    "a relative import in a function": ("f", "def f():\n    from .deep import a", A, "main: .deep -> scripts.deep"),
    "an annotation of a constant": ("a", "a: int = 1", "", "main: int -> str"),
    "above a second binding": ("f()", "a = 1\na = 2\ndef f(): a", "", "main: a = 2\ndef f(): a -> def f(): a\na = 2"),
    "a parameter": ("f(1)", "a = 1\ndef f(a): return a", "", "main: a = 1 -> a = 3"),
    "a starred parameter": ("f(1)", "a = 1\ndef f(**a): return a", "", "main: a = 1 -> a = 3"),
    "a local name": ("f(1)", "a = 1\ndef f():\n    for a in (): a", "", "main: a = 1 -> a = 3"),
    "a walrus": ("f(1)", "a = 1\ndef f():\n    print(a := 2)", "", "main: a = 1 -> a = 3"),
    "a text below a constant": ("a", "a = 1\n'''How many.'''", "", "main: many -> much"),
    "a text below an attribute": ("K.a", "class K:\n    a = 1\n    'How many.'", "", "main: many -> much"),
    "what is done when run as a program": ("len", "if __name__ == '__main__':\n    print(1)", "", "main: 1 -> 3"),
    "an import for annotations": ("len", "if TYPE_CHECKING:\n    import math", "", "main: math -> cmath"),
    "an import in a function": (
        "a()",
        "def a():\n    from scripts.deep import b\n    b",
        "b = 1",
        "main: b\n    b -> b as c\n    c",
    ),
    "a foreign decorator": ("a", f"import math\n{A}@math.b\ndef b(): return 2", "", "main: 2 -> 3"),
    "a name in a handler": (
        "b()",
        f"{A}def b():\n    try: 0\n    except OSError as a: a",
        "",
        "main: return 1 -> return 3",
    ),
    "a name in a match": ("b()", f"{A}def b():\n    match 0:\n        case [*a]: a", "", "main: return 1 -> return 3"),
    "the rest in a match": (
        "b()",
        f"{A}def b():\n    match 0:\n        case {{**a}}: a",
        "",
        "main: return 1 -> return 3",
    ),
}


def digests(root: Path, returned: str, main: str, deep: str, change: str) -> tuple[str, str]:
    """Before and after `change`, which is `module: old -> new`."""
    texts = {
        "__init__": "0\n",
        "main": f"{main}\nSETTINGS = 0\nasync def run(): return {returned}\n",
        "deep": f"{deep}\n",
    }
    where, _, what = change.partition(": ")
    old, new = what.split(" -> ")
    (root / "scripts").mkdir()
    found = []
    for each in (texts, {**texts, where: texts[where].replace(old, new, 1)}):
        for name, text in each.items():
            (root / "scripts" / f"{name}.py").write_text(text)
        found.append(digest("scripts.main", root))
    assert texts[where].count(old) > 0, f"{old!r} does not stand in {where}"
    return found[0], found[1]


@pytest.mark.parametrize("what", STALE)
def test_makes_it_stale(tmp_path: Path, what: str) -> None:
    before, after = digests(tmp_path, *STALE[what])
    assert before != after


@pytest.mark.parametrize("what", FRESH)
def test_leaves_it_fresh(tmp_path: Path, what: str) -> None:
    before, after = digests(tmp_path, *FRESH[what])
    assert before == after


def test_refuses_an_import_that_does_not_say_what(tmp_path: Path) -> None:
    message = r"main\.py: `from … import \*` does not say what is imported; write the names"
    with pytest.raises(SyntaxError, match=message):
        digests(tmp_path, "a", "from scripts.deep import *", A, "deep: 1 -> 3")


def test_leaves_it_fresh_when_a_function_gets_another_name(tmp_path: Path) -> None:
    before, _ = digests(tmp_path, "a()", "from scripts.deep import a", A, "deep: 1 -> 3")
    (tmp_path / "scripts" / "main.py").write_text(
        "SETTINGS = 0\nfrom scripts.deep import b\nasync def run(): return b()"
    )
    (tmp_path / "scripts" / "deep.py").write_text(A.replace("def a", "def b"))
    assert digest("scripts.main", tmp_path) == before
