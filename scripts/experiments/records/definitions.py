"""What the top of a module binds, imports, and does beside that: found in its syntax tree, without running it."""

import ast
from collections.abc import Iterator
from functools import cached_property

from scripts.imports import Imports

FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
COMPREHENSIONS = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
_CAPTURES = ast.ExceptHandler | ast.MatchAs | ast.MatchStar
# What a block under one of these does is not done when a module is imported.
_NEVER = ("__name__ == '__main__'", "TYPE_CHECKING", "typing.TYPE_CHECKING")


class Module:
    """One module: by name the statements that bind it, by name what is imported, and all other statements."""

    def __init__(self, name: str, modules: Imports) -> None:
        """Read the module called `name`, which must be one of `modules`. Raises SyntaxError."""
        self.name, self.modules = name, modules
        path = modules.path(name)
        tree = modules.tree(path)
        package = name if path.name == "__init__.py" else name.rpartition(".")[0]
        self.bound: dict[str, list[ast.stmt]] = {}
        self.effects: list[ast.stmt] = []
        self.imported: dict[str, list[str]] = {}
        for alias, dotted in dict.fromkeys(_imported(tree, package)):
            if alias == "*":
                raise SyntaxError(f"{path}: `from … import *` does not say what is imported; write the names")
            self.imported.setdefault(alias, []).append(dotted)
        for node in without_texts(tree.body):
            if isinstance(node, ast.Import | ast.ImportFrom):
                continue
            if isinstance(node, ast.If) and not node.orelse and ast.unparse(node.test) in _NEVER:
                continue
            changed = _changed(node)
            names = [*names_in([node]), *(each for each in changed if each not in self.imported)]
            for each in dict.fromkeys(names):
                self.bound.setdefault(each, []).append(node)
            if not names or any(each in self.imported for each in changed) or self._registers(node):
                self.effects.append(node)

    @cached_property
    def runs(self) -> list[str]:
        """The modules that run when this is imported: itself, the packages around it, and what all of them import."""
        parts = self.name.split(".")
        around = [".".join(parts[:k]) for k in range(len(parts), 0, -1)]
        return list(dict.fromkeys([*around, *(each for one in around for each in self.modules.behind(one))]))

    def knows(self, name: str) -> bool:
        """Whether the module binds or imports a name."""
        return name in self.bound or name in self.imported

    def _registers(self, node: ast.stmt) -> bool:
        """Whether a decorator of ours is given the definition: it may put it where it is found without its name."""
        for each in getattr(node, "decorator_list", []):
            while isinstance(each, ast.Call | ast.Attribute):
                each = each.func if isinstance(each, ast.Call) else each.value
            name = getattr(each, "id", "")
            if name in self.bound or any(dotted.startswith("scripts.") for dotted in self.imported.get(name, [])):
                return True
        return False


def is_ours(node: ast.AST) -> bool:
    """Whether a statement imports only modules under scripts/ or names in them."""
    if isinstance(node, ast.ImportFrom):
        return node.level > 0 or node.module.split(".")[0] == "scripts"
    return isinstance(node, ast.Import) and all(alias.name.split(".")[0] == "scripts" for alias in node.names)


def _imported(tree: ast.Module, package: str) -> Iterator[tuple[str, str]]:
    """Give the names that a module imports, wherever it does, and the dotted name of each."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield (alias.asname, alias.name) if alias.asname else (alias.name.split(".")[0],) * 2
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*parents, *([node.module] if node.module else [])])
            for alias in node.names:
                yield alias.asname or alias.name, f"{base}.{alias.name}"


def _changed(node: ast.stmt) -> list[str]:
    """The names whose inside a statement at the top of a module changes: of `a[k] = v` and `a.b = v` it is a."""
    names = []
    for target in _inside_scope([node]):
        if isinstance(target, ast.Attribute | ast.Subscript) and isinstance(target.ctx, ast.Store):
            while isinstance(target, ast.Attribute | ast.Subscript):
                target = target.value
            names += [target.id] if isinstance(target, ast.Name) else []
    return names


def names_in(nodes: list[ast.AST]) -> dict[str, None]:
    """The names that are bound in a scope, not those of scopes inside it."""
    found: dict[str, None] = {}
    elsewhere: set[str] = set()
    inner: set[ast.AST] = set()  # what belongs to a comprehension
    for node in _inside_scope(nodes):
        if isinstance(node, COMPREHENSIONS) or node in inner:
            inner.update(ast.iter_child_nodes(node))
        if isinstance(node, ast.Global | ast.Nonlocal):
            elsewhere.update(node.names)
        elif isinstance(node, ast.NamedExpr):  # binds in the function around a comprehension
            found[node.target.id] = None
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | _CAPTURES) and node.name:
            found[node.name] = None
        elif isinstance(node, ast.MatchMapping) and node.rest:
            found[node.rest] = None
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node not in inner:
            found[node.id] = None
    return {name: None for name in found if name not in elsewhere}


def _inside_scope(nodes: list[ast.AST]) -> Iterator[ast.AST]:
    """Give the nodes and all below them, each before what is below it, but nothing in a function or class."""
    waiting = list(nodes)
    while waiting:
        node = waiting.pop(0)
        yield node
        if not isinstance(node, FUNCTIONS | ast.ClassDef):
            waiting += ast.iter_child_nodes(node)


def without_texts(body: list[ast.AST]) -> list[ast.AST]:
    """The nodes of a body but for its docstring and all other statements that are nothing but a text."""

    def is_text(node: ast.AST) -> bool:
        return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)

    return [node for node in body if not is_text(node)]
