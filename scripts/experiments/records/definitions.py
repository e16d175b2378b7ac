"""What the top of a module binds, imports, and does beside that: found in its syntax tree, without running it."""

import ast
from collections.abc import Iterator

from scripts.imports import Imports


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
        self.imported = dict(_imported(tree, package))
        for node in without_docstring(tree.body):
            if isinstance(node, ast.Import | ast.ImportFrom):
                continue
            names = _bound(node)
            for each in names:
                self.bound.setdefault(each, []).append(node)
            if not names:
                self.effects.append(node)


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


def _bound(node: ast.stmt) -> list[str]:
    """The names that a statement at the top of a module binds or changes: of `a[k] = v` and `a.b = v` it is a."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    targets = [n for n in ast.walk(node) if isinstance(n, ast.Name | ast.Attribute | ast.Subscript)]
    names = []
    for target in targets:
        if isinstance(target.ctx, ast.Store):
            while not isinstance(target, ast.Name):
                if not isinstance(target, ast.Attribute | ast.Subscript):
                    break
                target = target.value
            else:
                names.append(target.id)
    return list(dict.fromkeys(names))


def without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    """The statements of a body but for its docstring."""
    first = body[0] if body else None
    is_text = (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    )
    return body[1:] if is_text else body
