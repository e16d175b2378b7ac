"""The scripts read and write UTF-8 on every machine: no call leaves the encoding of a text to the locale.

`make` has Python do so by itself (tests/test_makefile.py); this is for whoever runs a module without it.
"""

import ast

import pytest

from tests.clones import ROOT


def silent(call: ast.Call) -> bool:
    """Whether a call reads or writes text in an encoding that it does not name."""
    named = {keyword.arg: getattr(keyword.value, "value", None) for keyword in call.keywords}
    if "encoding" in named:
        return False
    if True in (named.get("text"), named.get("universal_newlines")):  # subprocess
        return True
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    name = call.func.attr if owner else getattr(call.func, "id", "")
    if name in ("read_text", "write_text"):
        return len(call.args) == (name == "write_text")  # read_text of importlib.metadata has an argument
    if name != "open" or getattr(owner, "id", "") == "os":
        return False
    mode = named.get("mode") or next((getattr(mode, "value", None) for mode in call.args[0 if owner else 1 :]), None)
    return "b" not in (mode or "r")


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("path.read_text()", True),
        ("path.read_text(encoding='utf-8')", False),
        ("distribution('mkdocs').read_text('LICENSE')", False),
        ("path.write_text(text)", True),
        ("path.write_text(text, encoding='utf-8', newline='\\n')", False),
        ("open(path)", True),
        ("open(path, 'w')", True),
        ("open(path, 'rb')", False),
        ("path.open()", True),
        ("path.open(mode='ab')", False),
        ("os.open(path, os.O_RDONLY)", False),
        ("subprocess.run(command, capture_output=True, text=True)", True),
        ("subprocess.run(command, capture_output=True, encoding='utf-8')", False),
        ("subprocess.run(command, capture_output=True)", False),
        ("Node('box', text='cell')", False),
    ],
)
def test_what_leaves_the_encoding_to_the_locale(code, wrong):
    assert silent(ast.parse(code, mode="eval").body) is wrong


def test_every_script_names_its_encoding():
    found = [
        f'{path.relative_to(ROOT)}:{node.lineno}: text in the encoding of the locale; add encoding="utf-8"'
        for path in sorted((ROOT / "scripts").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.Call) and silent(node)
    ]
    assert not found, "\n".join(found)
