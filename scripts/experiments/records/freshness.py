"""Is a record still that of the code? A digest of the definitions that an experiment's `run` and `SETTINGS` reach.

A definition is what binds a name at the top of a module: a function, a class, a constant. Its text is written out from
the syntax tree, and each name of ours in it is replaced by the number of the definition that it means. So neither the
place of a definition nor its name counts, nor how a module is imported; comments, docstrings and the annotations of
functions do not count either. What nothing reaches does not count. Of installed packages the dotted name stands in the
text; their versions stand in the record.
"""

import ast
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from scripts.experiments.records.definitions import COMPREHENSIONS, FUNCTIONS, Module, is_ours, names_in, without_texts
from scripts.imports import Imports

ROOT = Path(__file__).resolve().parents[3]
ROOTS = ("run", "SETTINGS")
Definition = tuple[str, str]  # a module and a name bound in it; "" for what the module does beside binding names


def digest(module: str, root: Path = ROOT) -> str:
    """SHA-256 over the texts of all definitions reached, in the order in which they are met; alike on every Python.

    Raises:
        FileNotFoundError: there is no such module.
        LookupError: it has no `run` or no `SETTINGS`.
        SyntaxError: a module that is reached is not Python.
    """
    reached = _Reached(root, module)
    return hashlib.sha256("\n".join(reached.texts()).encode()).hexdigest()


def reached(module: str, root: Path = ROOT) -> list[Definition]:
    """The definitions that count, as (module, name), in the order in which they are met. Raises as `digest` does."""
    found = _Reached(root, module)
    list(found.texts())
    return list(found.numbers)


class _Reached:
    """The definitions met so far, numbered, while the text of one after the other is written."""

    def __init__(self, root: Path, module: str) -> None:
        modules = Imports(root)
        if modules.path(module) is None:
            raise FileNotFoundError(f"no module {module} under {root}")
        self.module = cache(lambda name: Module(name, modules))
        self.numbers: dict[Definition, int] = {}
        missing = [name for name in ROOTS if name not in self.module(module).bound]
        if missing:
            raise LookupError(f"{module} has no {' and no '.join(missing)}")
        for name in ROOTS:
            self.number(module, name)

    def number(self, module: str, name: str) -> int:
        """The number of a definition; a module's first is followed by what is done when the module is imported."""
        if (module, name) not in self.numbers:
            self.numbers[module, name] = len(self.numbers)
            for ran in self.module(module).runs:
                if self.module(ran).effects and (ran, "") not in self.numbers:
                    self.numbers[ran, ""] = len(self.numbers)
        return self.numbers[module, name]

    def texts(self) -> Iterator[str]:
        """Give the text of every definition, until no new one is met."""
        done = 0
        while done < len(self.numbers):
            module, name = list(self.numbers)[done]
            of = self.module(module)
            writer = _Writer(of, self)
            parts = [writer.write(node) for node in (of.bound[name] if name else of.effects)]
            if name in of.imported:  # it was something else before it was bound here
                parts += ["imported", *(self.elsewhere(of, where, []) for where in of.imported[name])]
            yield f"{done} {' '.join(parts)}"
            done += 1

    def meaning(self, of: Module, name: str, attributes: list[str]) -> str:
        """What `name.attribute.…` means in a module: the number of a definition, or the dotted name, and the rest."""
        if name in of.bound:
            return ".".join([f"@{self.number(of.name, name)}", *attributes])
        if name not in of.imported:
            return ".".join([name, *attributes])
        return "|".join(self.elsewhere(of, where, attributes) for where in of.imported[name])

    def elsewhere(self, of: Module, where: str, attributes: list[str]) -> str:
        """What the dotted name of something that a module imports means."""
        if where.split(".")[0] != "scripts":
            return ".".join([where, *attributes])
        inner, rest = where, list(attributes)
        if of.modules.path(where) is None:  # a name in a module rather than a module
            inner, _, last = where.rpartition(".")
            rest = [last, *rest]
        while rest and of.modules.path(f"{inner}.{rest[0]}") is not None:
            inner = f"{inner}.{rest.pop(0)}"
        there = self.module(inner)
        if rest and there.knows(rest[0]):
            return self.meaning(there, rest[0], rest[1:])
        # the module itself is a value, or makes the name in a way of its own: all of it counts
        every = " ".join(f"{each}=@{self.number(inner, each)}" for each in there.bound)
        return ".".join([f"module({every})", *rest])


class _Writer:
    """Writes a syntax tree as text: what it means, not where it stands. The text is the same on every Python."""

    def __init__(self, module: Module, reached: _Reached) -> None:
        self.module, self.reached = module, reached
        self.scopes: list[tuple[bool, set[str]]] = []  # whether it is a class's, and the names bound there
        self.later = False  # inside a function, which is called when the module is complete

    def write(self, node: object) -> str:
        """The text of a node, of a list of nodes, or of a plain value."""
        if isinstance(node, list):
            return f"[{' '.join(map(self.write, node))}]"
        if isinstance(node, ast.Name | ast.Attribute):
            return self._name(node)
        if isinstance(node, FUNCTIONS):
            return self._function(node)
        if isinstance(node, ast.ClassDef):
            outside = f"class {self._own_name(node)} {self.write([node.decorator_list, node.bases, node.keywords])}"
            return f"{outside} {self._inside(True, names_in(node.body), node.body)}"
        if isinstance(node, COMPREHENSIONS):
            first = self.write(node.generators[0].iter)  # the one part that is evaluated outside
            inner = [node.elt] if not isinstance(node, ast.DictComp) else [node.key, node.value]
            rest = [part for one in node.generators for part in (one.target, *one.ifs)]
            rest += [one.iter for one in node.generators[1:]]
            apart = [(one.is_async, len(one.ifs)) for one in node.generators]
            apart = apart if any(map(any, [*apart[:-1], apart[-1][:1]])) else ""  # conditions at the end are plain
            return f"{type(node).__name__}{apart} {first} {self._inside(False, names_in(rest), inner + rest)}"
        if isinstance(node, ast.AnnAssign) and node.value is not None and not (self.scopes and self.scopes[-1][0]):
            return f"(Assign targets={self.write([node.target])} value={self.write(node.value)})"
        if is_ours(node):  # what it binds is written where it is used
            return "(Import)"
        if isinstance(node, ast.AST):
            return f"({' '.join([type(node).__name__, *self._fields(node)])})"
        return repr(node)

    def _fields(self, node: ast.AST) -> Iterator[str]:
        """Give the fields that say something: Pythons differ in those that are empty, and in where they note a kind."""
        for field in node._fields:
            value = getattr(node, field, None)
            if isinstance(node, ast.JoinedStr):
                value = [part for part in value if getattr(part, "value", None) != ""]
            if field in ("ctx", "kind", "type_comment", "simple") or value is None or value == []:
                continue
            yield f"{field}={self.write(value)}"

    def _name(self, node: ast.Name | ast.Attribute) -> str:
        attributes: list[str] = []
        while isinstance(node, ast.Attribute):
            attributes.insert(0, node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return ".".join([self.write(node), *attributes])
        inside = ".".join([node.id, *attributes])
        local = any(node.id in names for _, names in self.scopes)
        if local and not self._unsure(node):
            return inside
        meaning = self.reached.meaning(self.module, node.id, attributes)
        bindings = self.module.bound.get(node.id, [])
        if local or self.later or len(bindings) < 2:
            return f"{inside}|{meaning}" if local else meaning
        return f"{meaning}:{sum(each.lineno < node.lineno for each in bindings)}"  # how many of them have been made

    def _unsure(self, node: ast.Name) -> bool:
        """Whether a class binds a name that its body reads: before it is bound there, that of the module is meant."""
        is_class, names = self.scopes[-1]
        return is_class and node.id in names and isinstance(node.ctx, ast.Load) and self.module.knows(node.id)

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> str:
        """Defaults and decorators belong to what is around a function."""
        given = node.args
        arguments = [*given.posonlyargs, *given.args, *given.kwonlyargs]
        outside = [getattr(node, "decorator_list", []), given.defaults, [d for d in given.kw_defaults if d]]
        shape = [len(given.posonlyargs), len(given.args), [d is None for d in given.kw_defaults]]
        names = [a.arg for a in (*arguments, given.vararg, given.kwarg) if a is not None]
        starred = [a.arg if a else "" for a in (given.vararg, given.kwarg)]
        head = f"{type(node).__name__} {self._own_name(node)} {names} {starred} {shape} {self.write(outside)}"
        body = node.body if isinstance(node.body, list) else [node.body]
        later, self.later = self.later, True
        text = self._inside(False, {*names, *names_in(body)}, body)
        self.later = later
        return f"{head} {text}"

    def _own_name(self, node: ast.AST) -> str:
        """The name that is bound inside something; that of a definition itself does not count."""
        name = getattr(node, "name", "")
        if not name or self.scopes:
            return name
        return "" if node in self.module.bound[name] else self.reached.meaning(self.module, name, [])

    def _inside(self, is_class: bool, names: Iterable[str], body: list[ast.AST]) -> str:
        """The text of a body in a scope of its own; what a class around it binds is not seen inside."""
        kept, self.scopes = self.scopes, [*(s for s in self.scopes if not s[0]), (is_class, set(names))]
        text = self.write(without_texts(body))
        self.scopes = kept
        return text
