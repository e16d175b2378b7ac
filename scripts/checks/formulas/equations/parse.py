r"""TeX to a tree: a Pratt parser, in which juxtaposition is a product that binds closer than its signs.

`f_t \odot c_{t-1}` is a product of two names, `U h` one without a sign, `\sigma(z)` and `R (x)` both "called": which of
them is a function is for the tables to say. Sums and products reach as far as the next plus or minus.
"""

from scripts.checks.formulas.equations.tokens import Token, closing, is_accent, tokens
from scripts.checks.formulas.equations.tree import CannotRead, Node

RELATIONS = {"=", r"\le", r"\ge", "<", ">", r"\approx", r"\propto", r"\in", r"\sim", r"\leftarrow", r"\to", r"\ne"}
_SUM, _PRODUCT, _CLOSE = 10, 20, 30
_SIGNS = {"+": _SUM, "-": _SUM} | dict.fromkeys(
    [r"\odot", "*", r"\cdot", r"\times", "/", r"\otimes", r"\bmod"], _PRODUCT
)
FUNCTIONS = {rf"\{name}" for name in "sigma tanh exp ln log sqrt cos sin max min phi varphi".split()}
_PREFIXES = {r"\tanh", r"\exp", r"\ln", r"\log", r"\cos", r"\sin", r"\max", r"\min"}
_OVER = {r"\sum": "sum", r"\prod": "prod", r"\max": "max", r"\min": "min"}
_BRACKETS = {"(": ")", "[": "]", r"\lbrace": r"\rbrace", r"\{": r"\}"}
_BETWEEN = {",", ";", "|", r"\|"}
_ENDS = {"&", ":", ")", "]", "}", ",", ";", ".", r"\rbrace", r"\}", r"\rVert", r"\rfloor", r"\rceil", r"\|", r"\\"} | RELATIONS


def parse(tex: str) -> Node:
    """The tree of one statement: a side, or several with the signs between them. Raises CannotRead."""
    return _Parser(tokens(tex)).whole()


class _Parser:
    def __init__(self, found: list[Token]) -> None:
        self._tokens, self._at, self._bars = found, 0, 0

    def whole(self) -> Node:
        node = self.statement()
        while self._next in (".", ","):
            self._take()
        if self._next:
            raise CannotRead(f"{self._next} stands where nothing was expected")
        return node

    @property
    def _next(self) -> str:
        return self._tokens[self._at].text if self._at < len(self._tokens) else ""

    def _take(self, expected: str = "") -> str:
        token = self._next
        if not token or (expected and token != expected):
            raise CannotRead(f"{expected or 'a formula'} is missing" + (f" before {token}" if token else ""))
        self._at += 1
        return token

    def statement(self) -> Node:
        """Sides, each of one or more expressions, with the signs of relations between them."""
        sides, signs = [self.listed()], []
        while self._next in RELATIONS:
            signs.append(self._take())
            sides.append(self.listed())
        return Node("chain", (tuple(sides), tuple(signs))) if signs else sides[0]

    def listed(self) -> Node:
        items = [self.expression()]
        while self._next == "," and self._at + 1 < len(self._tokens):
            self._take()
            items.append(self.expression())
        return items[0] if len(items) == 1 else Node("list", ("", tuple(items)))

    def expression(self, above: int = 0) -> Node:
        """An expression of signs that bind closer than `above`."""
        if self._next in ("-", "+"):
            sign, node = self._take(), self.expression(_SUM)
            left = Node("minus", (node,)) if sign == "-" else node
        else:
            left = self.scripted()
        while True:
            sign = self._next
            if sign in _SIGNS and _SIGNS[sign] > above:
                self._take()
                right = self.expression(_SIGNS[sign])
                changes = (_as_change(left), _as_change(right)) if sign == "/" else ()
                left = Node("binary", (sign, *(changes if changes and all(changes) else (left, right))))
            elif sign not in _SIGNS and above < _CLOSE and self._starts:
                left = Node("binary", (" ", left, self.expression(_CLOSE)))
            else:
                return left

    @property
    def _starts(self) -> bool:
        """Whether the next token begins an atom."""
        token = self._next
        return bool(token) and token not in _ENDS and token not in ("|", "^", "_", "'") and not self._at_end_of_cases

    @property
    def _at_end_of_cases(self) -> bool:
        return self._tokens[self._at].kind == "environment" and self._next.startswith(r"\end")

    def scripted(self) -> Node:
        """An atom with its scripts, and what stands in brackets right behind a name."""
        node = self.atom()
        while (mark := self._next) in ("^", "_", "'", "|"):
            if mark == "|":
                if self._bars or self._at + 1 >= len(self._tokens) or self._tokens[self._at + 1].text != "_":
                    break
                self._at += 2
                node = Node("side", (node, self._raw()))
            else:
                self._take()
                node = self._with(node, mark)
        if node.kind == "name" and self._next in ("(", "["):
            node = Node("called", (node, *self._arguments()))
            while self._next in ("^", "_"):
                node = self._with(node, self._take())
        elif node.kind == "name" and node.parts[0] in _PREFIXES and (self._next == "|" or self._starts):
            node = Node("applied", (node, self.scripted()))
        return node

    def _with(self, node: Node, mark: str) -> Node:
        if mark == "'" or (mark == "^" and self._next in ("*", "+", r"\star")):
            added = "'" if mark == "'" else self._take()
            if node.kind != "name":
                raise CannotRead(f"{added} behind something that is no name")
            base, below, above = node.parts
            return Node("name", (base + added, below, above))
        if mark == "^" and self._next == r"\top":
            self._take()
            return Node("transposed", (node,))
        if node.kind == "name":
            base, below, above = node.parts
            if mark == "_":
                return Node("name", (base, (*below, *self._script()), above))
            if above is None:
                script = self._script()
                return Node("name", (base, below, script[0] if len(script) == 1 else Node("list", ("", script))))
        if mark == "_":
            return Node("part", (node, self._script()))
        return Node("power", (node, self._script()[0]))

    def _script(self) -> tuple[Node, ...]:
        """The expressions of a script; as a word where they are none."""
        if self._next != "{":
            token = self._tokens[self._at] if self._next else None
            if token and token.kind == "number" and len(token.text) > 1:  # ^12 is ^1 and a 2
                self._tokens[self._at : self._at + 1] = [
                    Token("number", digit, token.at + place) for place, digit in enumerate(token.text)
                ]
            return (self.atom(),)
        end = closing(self._tokens, self._at)
        inside = self._tokens[self._at + 1 : end]
        self._at = end + 1
        try:
            node = _Parser(inside).whole()
        except CannotRead:
            return (Node("word", ("".join(token.text for token in inside),)),)
        bracketed = inside[0].text == "(" and inside[-1].text == ")"
        if node.kind == "chain" or bracketed:  # as in h^{(j)}, which is no power
            return (Node("word", ("".join(token.text for token in inside),)),)
        return node.parts[1] if node.kind == "list" and not node.parts[0] else (node,)

    def _raw(self) -> str:
        """What stands in the next group, or the next token, as it is written."""
        if self._next != "{":
            return self._take()
        end = closing(self._tokens, self._at)
        inside = "".join(token.text for token in self._tokens[self._at + 1 : end])
        self._at = end + 1
        return inside

    def _group(self) -> Node:
        """The expression of the next group, or of the next digit or token."""
        if self._next == "{":
            self._take()
            node = self.statement()
            self._take("}")
            return node
        return self._script()[0]

    def _arguments(self) -> tuple[str, tuple[Node, ...], tuple[str, ...]]:
        bracket = self._take()
        bars, self._bars = self._bars, 0
        arguments, between = [self.statement_in_brackets()], []
        while self._next in _BETWEEN:
            between.append(self._take())
            arguments.append(self.statement_in_brackets())
        self._take(_BRACKETS[bracket])
        self._bars = bars
        return bracket, tuple(arguments), tuple(between)

    def statement_in_brackets(self) -> Node:
        node = self.expression()
        signs, sides = [], [node]
        while self._next in RELATIONS:
            signs.append(self._take())
            sides.append(self.expression())
        return Node("chain", (tuple(sides), tuple(signs))) if signs else node

    def atom(self) -> Node:
        """The smallest piece: a number, a name, or what brackets and commands hold together."""
        if not self._next:
            raise CannotRead("the formula ends too early")
        token = self._tokens[self._at]
        self._at += 1
        written = token.text
        if token.kind == "number":
            return Node("number", (written.replace("{,}", ""),))
        if token.kind == "environment":
            return self._environment()
        if token.kind == "word":
            return Node("name", (rf"\text{{{written}}}", (), None))
        if written in _OVER and (self._next == "_" or _OVER[written] in ("sum", "prod")):
            return self._over(_OVER[written])
        if written in _BRACKETS:
            self._at -= 1
            bracket, items, between = self._arguments()
            if len(items) == 1:
                return Node("list", ("[", items)) if bracket == "[" or items[0].kind == "chain" else items[0]
            return Node("list", (bracket, items))
        if written in _STRUCTURES:
            return _STRUCTURES[written](self)
        if is_accent(token):
            inside = self._group()
            if inside.kind != "name":
                raise CannotRead(f"{written} above something that is no name")
            return Node("name", (f"{written} {inside.parts[0]}", *inside.parts[1:]))
        if token.kind in ("letter", "styled") or (token.kind == "command" and written not in _ENDS):
            return Node("name", (written, (), None))
        raise CannotRead(f"{written} begins nothing that is read")

    def _over(self, kind: str) -> Node:
        conditions: tuple[Node, ...] = ()
        last, body = None, None
        while self._next in ("_", "^"):
            if self._take() == "^":
                last = self._script()[0]
            elif self._next == "{":
                end = closing(self._tokens, self._at)
                conditions = _Parser(self._tokens[self._at + 1 : end])._conditions()
                self._at = end + 1
            else:
                conditions = (self.atom(),)
        names, first, relations = [], None, []
        for condition in map(_without_words, conditions):
            if condition.kind == "chain" and condition.parts[1] == ("=",) and not names:
                names.append(condition.parts[0][0])
                first = condition.parts[0][1]
            elif condition.kind == "chain":
                relations.append(condition)
                names += [side for side in condition.parts[0] if side.kind == "name"][: not names]
            else:
                names.append(condition)
        body = self.expression(_SUM)
        return Node("over", (kind, tuple(names), first, last, tuple(relations), body))

    def _conditions(self) -> tuple[Node, ...]:
        found = [self.statement_in_brackets()]
        while self._next in (",", ":"):
            self._take()
            found.append(self.statement_in_brackets())
        if self._next:
            raise CannotRead(f"{self._next} stands where nothing was expected")
        return tuple(found)

    def _fraction(self) -> Node:
        above, below = self._group(), self._group()
        change = [_as_change(node) for node in (above, below)]
        return Node("binary", ("/", *(change if all(change) else (above, below))))

    def _change(self, kind: str) -> Node:
        if self._next == "^":
            self._take()
            kind += self._raw()
        return Node("change", (kind, self.scripted()))

    def _bars_around(self, kind: str, close: str) -> Node:
        if kind == "abs":
            self._bars += 1
        node = self.expression()
        self._take(close)
        if kind == "abs":
            self._bars -= 1
        return Node("rounded", (kind, node)) if kind in ("floor", "ceil") else Node(kind, (node,))

    def _braced(self) -> Node:
        self._at -= 1
        return self._group()

    def _underbrace(self) -> Node:
        node = self._group()
        if self._next == "_":
            self._take()
            self._raw()
        return node

    def _argument_of(self) -> Node:
        kind = _OVER.get(self._take())
        if not kind:
            raise CannotRead(r"\arg of something else than a maximum")
        return self._over(f"arg{kind}")

    def _environment(self) -> Node:
        if "cases" not in self._tokens[self._at - 1].text:
            raise CannotRead("an environment inside a formula")
        cases = []
        while self._next and self._tokens[self._at].kind != "environment":
            cases.append(self.expression())
            while self._next and self._next != r"\\" and self._tokens[self._at].kind != "environment":
                self._at += 1  # what the case depends on is prose
            if self._next == r"\\":
                self._take()
        self._take()
        return Node("cases", tuple(cases))


def _without_words(condition: Node) -> Node:
    """An index without the words before it: `\\text{real } t`."""
    if condition.kind == "binary" and condition.parts[0] == " " and condition.parts[1].parts[0].startswith(r"\text"):
        return condition.parts[2]
    return condition


def _as_change(node: Node) -> Node | None:
    """A node as a change: `\\partial x`, or a product whose first factor is the letter d."""
    if node.kind == "change":
        return node
    if node.kind == "binary" and node.parts[0] == " " and node.parts[1] == Node("name", ("d", (), None)):
        return Node("change", ("d", node.parts[2]))
    return None


_STRUCTURES = {
    "{": _Parser._braced,
    r"\frac": _Parser._fraction,
    r"\partial": lambda parser: parser._change("partial"),
    r"\mathrm{d}": lambda parser: parser._change("d"),
    r"\sqrt": lambda parser: Node("root", (parser._group(),)),
    r"\binom": lambda parser: Node("choose", (parser._group(), parser._group())),
    r"\underbrace": _Parser._underbrace,
    r"\arg": _Parser._argument_of,
    r"\dots": lambda parser: Node("dots"),
    "|": lambda parser: parser._bars_around("abs", "|"),
    r"\lVert": lambda parser: parser._bars_around("norm", r"\rVert"),
    r"\lfloor": lambda parser: parser._bars_around("floor", r"\rfloor"),
    r"\lceil": lambda parser: parser._bars_around("ceil", r"\rceil"),
}
