"""Tokens that know their line, and text whose bytes are checked."""

import pytest

from scripts.site.model.document import all_leaves, decode, did_you_mean, display_name, parse, plain, read


def test_lines_of_what_stands_within_a_paragraph():
    text = "# T\n\nOne $a$, `b\nc`, $d$\nand <!-- = 1 +\n1 --> [x](y.md)\n![z](z.svg) $e$\n\n- f $g$\n  $h$\n"
    found = [(leaf.kind, leaf.content, leaf.line) for leaf in all_leaves(parse(text)) if leaf.kind != "text"]
    assert found == [
        *[("math_inline", "a", 3), ("code_inline", "b c", 3), ("math_inline", "d", 4)],
        *[("html_inline", "<!-- = 1 +\n1 -->", 5), ("link_open", "", 6), ("link_close", "", 6)],
        *[("image", "z", 7), ("math_inline", "e", 7), ("math_inline", "g", 9), ("math_inline", "h", 10)],
    ]


def test_lines_of_table_cells():
    text = "| $a$ | b |\n| --- | --- |\n| c | $d$ |\n| $e$ | f |\n"
    found = [(leaf.content, leaf.line) for leaf in all_leaves(parse(text)) if leaf.kind == "math_inline"]
    assert found == [("a", 1), ("d", 3), ("e", 4)]


def test_repeated_formulas_have_their_own_lines():
    text = "$x$ and\n$x$ and\n\\$ and $x$\n"
    assert [leaf.line for leaf in all_leaves(parse(text)) if leaf.kind == "math_inline"] == [1, 2, 3]


def test_a_code_span_over_two_lines_hides_none_behind_it():
    text = "`x\ny`$x$\n"
    assert [leaf.line for leaf in all_leaves(parse(text)) if leaf.kind == "math_inline"] == [2]


def test_plain():
    (inline,) = [token for token in parse("## A **b** $c$<!-- d -->\n") if token.type == "inline"]
    assert plain(inline) == "A b $c$"


@pytest.mark.parametrize(
    ("raw", "text", "problems"),
    [
        (b"a\nb\n", "a\nb\n", []),
        (b"\xef\xbb\xbfa\n", "a\n", ["f:1: starts with a byte order mark; save the file as UTF-8 without one"]),
        (b"a\nb\r\nc\r\n", "a\nb\nc\n", ["f:2: Windows line ends; save the file with LF line ends"]),
        (b"a\nb\rc", "a\nb\nc", ["f:2: line ends of an old Mac; save the file with LF line ends"]),
        (b"a\n\xe4b\n", "a\näb\n", ["f:2: not UTF-8: byte 0xe4 at column 1; save the file as UTF-8"]),
        (
            b"a\xb1\n\xc3\xa4 is UTF-8\n\xb1 \xe4\n",
            "a±\nä is UTF-8\n± ä\n",
            ["f:1: not UTF-8, here and in 1 of the lines below: byte 0xb1 at column 2; save the file as UTF-8"],
        ),
        ("a\r\n±\r\n".encode("utf-16"), "a\n±\n", ["f:1: saved as UTF-16; save the file as UTF-8"]),
        ("\ufeffa\n".encode("utf-16-be"), "a\n", ["f:1: saved as UTF-16; save the file as UTF-8"]),
    ],
)
def test_decode(raw, text, problems):
    found, wrong = decode(raw, "f")
    assert (found, [str(problem) for problem in wrong]) == (text, problems)


def test_names(tmp_path):
    inside = tmp_path / "docs" / "x.md"
    inside.parent.mkdir()
    inside.write_text("x\n")
    assert read(inside, tmp_path).name == "docs/x.md"
    assert display_name(inside, tmp_path / "elsewhere") == inside.as_posix()


def test_did_you_mean():
    assert did_you_mean("gradient", ["cell", "gradients"]) == ' (did you mean "gradients"?)'
    assert did_you_mean("nothing", ["cell", "gradients"]) == ""
