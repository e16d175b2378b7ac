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

from scripts.experiments.records.definitions import Module, without_docstring
from scripts.imports import Imports

ROOT = Path(__file__).resolve().parents[3]
ROOTS = ("run", "SETTINGS")
_FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_COMPREHENSIONS = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
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
        """The number of a definition; a module's first is followed by what it and its packages do when imported."""
        if (module, name) not in self.numbers:
            self.numbers[module, name] = len(self.numbers)
            parts = module.split(".")
            for package in (".".join(parts[:k]) for k in range(len(parts), 0, -1)):
                if self.module(package).effects and (package, "") not in self.numbers:
                    self.numbers[package, ""] = len(self.numbers)
        return self.numbers[module, name]

    def texts(self) -> Iterator[str]:
        """Give the text of every definition, until no new one is met."""
        done = 0
        while done < len(self.numbers):
            module, name = list(self.numbers)[done]
            of = self.module(module)
            writer = _Writer(of, self)
            yield f"{done} " + " ".join(writer.write(node) for node in (of.bound[name] if name else of.effects))
            done += 1

    def meaning(self, of: Module, name: str, attributes: list[str]) -> str:
        """What `name.attribute.…` means in a module: the number of a definition, or the dotted name, and the rest."""
        if name in of.bound:
            return ".".join([f"@{self.number(of.name, name)}", *attributes])
        if name not in of.imported:
            return ".".join([name, *attributes])
        where, rest = of.imported[name], list(attributes)
        if where.split(".")[0] != "scripts":
            return ".".join([where, *rest])
        found, inner = of.modules.path(where), where
        if found is None:  # a name in a module rather than a module
            inner, _, last = where.rpartition(".")
            rest = [last, *rest]
        while rest and of.modules.path(f"{inner}.{rest[0]}") is not None:
            inner = f"{inner}.{rest.pop(0)}"
        if not rest:  # the module itself is a value: all of it counts
            return f"module({' '.join(f'@{self.number(inner, each)}' for each in self.module(inner).bound)})"
        return self.meaning(self.module(inner), rest[0], rest[1:])


class _Writer:
    """Writes a syntax tree as text: what it means, not where it stands. The text is the same on every Python."""

    def __init__(self, module: Module, reached: _Reached) -> None:
        self.module, self.reached = module, reached
        self.scopes: list[tuple[bool, set[str]]] = []  # whether it is a class's, and the names bound there

    def write(self, node: object) -> str:
        """The text of a node, of a list of nodes, or of a plain value."""
        if isinstance(node, list):
            return f"[{' '.join(map(self.write, node))}]"
        if isinstance(node, ast.Name | ast.Attribute):
            return self._name(node)
        if isinstance(node, _FUNCTIONS):
            return self._function(node)
        if isinstance(node, ast.ClassDef):
            outside = f"class {self._own_name(node)} {self.write(node.decorator_list + node.bases + node.keywords)}"
            return f"{outside} {self._inside(True, _names(node.body), node.body)}"
        if isinstance(node, _COMPREHENSIONS):
            first = self.write(node.generators[0].iter)  # the one part that is evaluated outside
            inner = [node.elt] if not isinstance(node, ast.DictComp) else [node.key, node.value]
            rest = [part for one in node.generators for part in (one.target, *one.ifs)]
            rest += [one.iter for one in node.generators[1:]]
            return f"{type(node).__name__} {first} {self._inside(False, _names(rest), inner + rest)}"
        if isinstance(node, ast.AnnAssign) and node.value is not None and not (self.scopes and self.scopes[-1][0]):
            return f"(Assign {self.write([node.target])} {self.write(node.value)})"
        if isinstance(node, ast.AST):
            return f"({' '.join([type(node).__name__, *self._fields(node)])})"
        return repr(node)

    def _fields(self, node: ast.AST) -> Iterator[str]:
        """Give the fields that say something: Pythons differ in those that are empty, and in where they note a kind."""
        for field in node._fields:
            value = getattr(node, field, None)
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
        if any(node.id in names for _, names in self.scopes):
            return ".".join([node.id, *attributes])
        return self.reached.meaning(self.module, node.id, attributes)

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> str:
        """Defaults and decorators belong to what is around a function; what a class binds is not seen inside."""
        given = node.args
        arguments = [*given.posonlyargs, *given.args, *given.kwonlyargs]
        outside = [*getattr(node, "decorator_list", []), *given.defaults, *(d for d in given.kw_defaults if d)]
        shape = [len(given.posonlyargs), len(given.args), [d is None for d in given.kw_defaults]]
        names = [a.arg for a in (*arguments, given.vararg, given.kwarg) if a is not None]
        starred = [a.arg if a else "" for a in (given.vararg, given.kwarg)]
        head = f"{type(node).__name__} {self._own_name(node)} {names} {starred} {shape} {self.write(outside)}"
        body = node.body if isinstance(node.body, list) else [node.body]
        kept, self.scopes = self.scopes, [scope for scope in self.scopes if not scope[0]]
        text = self._inside(False, {*names, *_names(body)}, without_docstring(body))
        self.scopes = kept
        return f"{head} {text}"

    def _own_name(self, node: ast.AST) -> str:
        """The name that is bound inside something; at the top of a module it does not count."""
        return getattr(node, "name", "") if self.scopes else ""

    def _inside(self, is_class: bool, names: Iterable[str], body: list[ast.AST]) -> str:
        self.scopes.append((is_class, set(names)))
        text = self.write(without_docstring(body))
        self.scopes.pop()
        return text


def _names(nodes: list[ast.AST]) -> set[str]:
    """The names that are bound in a scope, not those of scopes inside it."""
    found: set[str] = set()
    elsewhere: set[str] = set()
    waiting: list[tuple[ast.AST, bool]] = [(node, False) for node in nodes]
    while waiting:
        node, inner = waiting.pop()
        if isinstance(node, ast.Global | ast.Nonlocal):
            elsewhere.update(node.names)
        if isinstance(node, ast.NamedExpr):  # binds in the function around a comprehension
            found.add(node.target.id)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and not inner:
            found.add(node.id)
        if not isinstance(node, _FUNCTIONS | ast.ClassDef):
            inner = inner or isinstance(node, _COMPREHENSIONS)
            waiting += [(child, inner) for child in ast.iter_child_nodes(node)]
    return found - elsewhere
