"""A file of code, read to be searched."""

import ast
from collections.abc import Iterable, Iterator
from typing import TypeVar

Function = ast.FunctionDef
N = TypeVar("N", bound=ast.AST)


class Module:
    """One file: its functions, constants, and what its names stand for."""

    def __init__(self, name: str, tree: ast.Module) -> None:
        self.name, self.tree = name, tree
        self.functions = {node.name: node for node in ast.walk(tree) if isinstance(node, Function)}
        self.classes = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
        self.constants = dict(assigned(tree.body))
        self.imported: dict[str, tuple[str, str]] = {}
        self.around: dict[ast.AST, ast.AST] = {}
        self.calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        for node in ast.walk(tree):
            self.around |= dict.fromkeys(ast.iter_child_nodes(node), node)
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    self.imported[alias.asname or alias.name] = (node.module, alias.name)

    def named(self, node: ast.AST) -> tuple[str, str]:
        """The module and name that what is written here is defined under."""
        match node:
            case ast.Name(id=name):
                return self.imported.get(name, (self.name, name))
            case ast.Attribute(value=ast.Name(id=of), attr=name) if of in self.imported:
                return ".".join(self.imported[of]), name
            case ast.Attribute(attr=name):
                return self.name, name
            case _:
                return "", ""

    def within(self, node: ast.AST, kind: type[N]) -> N | None:
        """The function, or class, a node stands in."""
        held = self.around.get(node)
        while held is not None and not isinstance(held, kind):
            held = self.around.get(held)
        return held


def assigned(body: Iterable[ast.AST]) -> Iterator[tuple[str, ast.expr]]:
    """The names these nodes give a value, with the value: a name may stand there more than once."""
    for node in body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield name, value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield name, value
            case ast.NamedExpr(target=ast.Name(id=name), value=value):
                yield name, value
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=value):
                yield from _taken_apart(targets, value)
            case _:
                pass


def _taken_apart(targets: list[ast.expr], value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    match value:
        case ast.IfExp(body=body, orelse=orelse):
            yield from _taken_apart(targets, body)
            yield from _taken_apart(targets, orelse)
        case ast.Tuple(elts=values):
            for target, one in zip(targets, values, strict=True):
                if isinstance(target, ast.Name):
                    yield target.id, one
        case _:
            pass
