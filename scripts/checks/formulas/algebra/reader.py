r"""The grammar of expressions: a Pratt parser, in which juxtaposition is a product that binds closer than its signs.

`f_t \odot c_{t-1}` is a product of two names, `U h` one without a sign, `\sigma(z)` and `R (x)` both "called": which of
them is a function is for the tables to say. What an atom is stands in `parse`.
"""

from scripts.checks.formulas.algebra.tokens import Token, closing
from scripts.checks.formulas.algebra.tree import CannotRead, Node

RELATIONS = {"=", r"\le", r"\ge", "<", ">", r"\approx", r"\propto", r"\in", r"\sim", r"\leftarrow", r"\to", r"\ne"}
SUM, _PRODUCT, _CLOSE = 10, 20, 30
_SIGNS = {"+": SUM, "-": SUM} | dict.fromkeys([r"\odot", "*", r"\cdot", r"\times", "/", r"\otimes", r"\bmod"], _PRODUCT)
_PREFIXES = {r"\tanh", r"\exp", r"\ln", r"\log", r"\cos", r"\sin", r"\max", r"\min"}
BRACKETS = {"(": ")", "[": "]", r"\lbrace": r"\rbrace", r"\{": r"\}"}
_BETWEEN = {",", ";", "|", r"\|"}
ENDS = {
    "&",
    ":",
    ")",
    "]",
    "}",
    ",",
    ";",
    ".",
    r"\rbrace",
    r"\}",
    r"\rVert",
    r"\rfloor",
    r"\rceil",
    r"\|",
    r"\\",
} | RELATIONS


class Reader:
    """A list of tokens, and how far it has been read."""

    def __init__(self, found: list[Token]) -> None:
        """Begin at the first token."""
        self._tokens, self._at, self._bars = found, 0, 0

    def whole(self) -> Node:
        """The tree of all tokens. Raises CannotRead."""
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
        """One expression, or several with commas between them."""
        items = [self.expression()]
        while self._next == "," and self._at + 1 < len(self._tokens):
            self._take()
            items.append(self.expression())
        return items[0] if len(items) == 1 else Node("list", ("", tuple(items)))

    def expression(self, above: int = 0) -> Node:
        """An expression of signs that bind closer than `above`."""
        if self._next in ("-", "+"):
            sign, node = self._take(), self.expression(SUM)
            left = Node("minus", (node,)) if sign == "-" else node
        else:
            left = self.scripted()
        while True:
            sign = self._next
            if sign in _SIGNS and _SIGNS[sign] > above:
                self._take()
                right = self.expression(_SIGNS[sign])
                changes = (as_change(left), as_change(right)) if sign == "/" else ()
                left = Node("binary", (sign, *(changes if changes and all(changes) else (left, right))))
            elif sign not in _SIGNS and above < _CLOSE and self._starts:
                left = Node("binary", (" ", left, self.expression(_CLOSE)))
            else:
                return left

    @property
    def _starts(self) -> bool:
        """Whether the next token begins an atom."""
        token = self._next
        return bool(token) and token not in ENDS and token not in ("|", "^", "_", "'") and not self._at_end_of_cases

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
            node = type(self)(inside).whole()
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
        self._take(BRACKETS[bracket])
        self._bars = bars
        return bracket, tuple(arguments), tuple(between)

    def statement_in_brackets(self) -> Node:
        """An expression or a relation, up to the next comma or bracket."""
        node = self.expression()
        signs, sides = [], [node]
        while self._next in RELATIONS:
            signs.append(self._take())
            sides.append(self.expression())
        return Node("chain", (tuple(sides), tuple(signs))) if signs else node

    def atom(self) -> Node:
        """The smallest piece of a formula."""
        raise NotImplementedError


def as_change(node: Node) -> Node | None:
    """A node as a change: `\\partial x`, or a product whose first factor is the letter d."""
    if node.kind == "change":
        return node
    if node.kind == "binary" and node.parts[0] == " " and node.parts[1] == Node("name", ("d", (), None)):
        return Node("change", ("d", node.parts[2]))
    return None
