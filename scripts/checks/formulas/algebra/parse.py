r"""TeX to a tree: the atoms of the grammar, and what stands between brackets, in fractions and under sums.

Sums and products reach as far as the next plus or minus.
"""

from scripts.checks.formulas.algebra.reader import BRACKETS, ENDS, RELATIONS, SUM, Reader, as_change
from scripts.checks.formulas.algebra.tokens import closing, is_accent, tokens
from scripts.checks.formulas.algebra.tree import CannotRead, Node

__all__ = ["RELATIONS", "parse"]
_OVER = {r"\sum": "sum", r"\prod": "prod", r"\max": "max", r"\min": "min"}


def parse(tex: str) -> Node:
    """The tree of one statement: a side, or several with the signs between them. Raises CannotRead."""
    return _Parser(tokens(tex)).whole()


class _Parser(Reader):
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
        if written in BRACKETS:
            self._at -= 1
            bracket, items, _ = self._arguments()
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
        if token.kind in ("letter", "styled") or (token.kind == "command" and written not in ENDS):
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
        body = self.expression(SUM)
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
        change = [as_change(node) for node in (above, below)]
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
