"""What errors say, found in the code: a text with values in it is a template with `{}` for each, as `"{}'s key"`.

A value that can be said in one way only is part of the template. One that can be said in several is a place with
texts of its own: `Template.places`.
"""

import ast
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import TypeGuard

from msgspec import Struct

from passdesk import config
from tests.desktop.modules_read import Function, Module, assigned

SOURCE = Path(config.__file__).parent
ROOTS = frozenset({"PassdeskError", "Misuse", "Declined", "Quarantined", "Cancelled", "Trouble", "Damaged",
                   "Unreachable", "NotRecorded"})  # fmt: skip
_NEVER_SHOWN = frozenset({"desktop/driving.py", "demo/photographing.py", "demo/cast.py"})
"""Of what takes the pictures of the gallery and the documents."""
_AT_SERVERS = frozenset({"app", "authentication", "central", "enrolling", "introducing", "own_journal",
                         "acceptance"})  # fmt: skip
"""Of the server: what answers a desk."""
_PASSED_ON = frozenset({"happened", "kept", "remedy"})
_WITHOUT_WORDS = re.compile(r"[^A-Za-z]*|\w*_\w*")
_BESIDE = (("Fault", 1), ("wrong", 1), ("append", 0), ("Compared", 0), ("InForce", 2), ("Refusal", 2))
"""Calls by name, and which argument is a text that comes to stand in an error, or is shown as one is."""
_AT_A_KEY = re.compile(r"^[a-z_.{}]+: ")
"""Where in a policy file a mistake is."""


class Template(Struct, frozen=True):
    """`places`: by the number of a place, the texts that may stand there."""

    text: str
    places: tuple[tuple[int, frozenset["Template"]], ...] = ()


Texts = frozenset[Template]
NONE: Texts = frozenset()
ANY: Texts = frozenset({Template("{}")})
"""What is not known before it runs."""


class Code:
    """All modules whose errors a window may come to show."""

    def __init__(self) -> None:
        self.modules = {module.name: module for module in _modules()}
        self._callers: dict[tuple[str, str], list[tuple[Module, ast.Call]]] = {}
        for module in self.modules.values():
            for call in module.calls:
                self._callers.setdefault(module.named(call.func), []).append((module, call))
                if isinstance(call.func, ast.Attribute):
                    self._callers.setdefault(("", call.func.attr), []).append((module, call))
        self._family = {("passdesk.errors", name) for name in ROOTS}
        while more := set(self._heirs()) - self._family:
            self._family |= more
        self._known: dict[ast.expr, Texts] = {}

    def _heirs(self) -> Iterator[tuple[str, str]]:
        for module in self.modules.values():
            for name, made in module.classes.items():
                if any(module.named(base) in self._family for base in made.bases):
                    yield module.name, name

    def said(self) -> Iterator[tuple[str, ast.expr, Texts]]:
        """Each text an error is made with: where, as it stands there, and what it can come to."""
        for module in self.modules.values():
            for call in module.calls:
                if self._makes_error(module, call):
                    for given in (*call.args[:1], *(word.value for word in call.keywords if word.arg in _PASSED_ON)):
                        yield f"{module.name}:{given.lineno}", given, self.texts(module, given)

    def said_beside(self) -> Texts:
        """Faults of files that are imported, mistakes of policies, and doubts: shown in lists, or within errors."""
        found = NONE
        for module in self.modules.values():
            for call in module.calls:
                name = module.named(call.func)[1]
                for wanted, place in _BESIDE:
                    if name == wanted and len(call.args) > place and _lists(module, call):
                        found |= self.texts(module, call.args[place])
            if module.name in ("passdesk.domain.zone", "passdesk.domain.zone_reading"):
                for node in ast.walk(module.tree):
                    if _is_mistake(node) and not isinstance(module.around.get(node), ast.JoinedStr):
                        mistakes = self.texts(module, node)
                        found |= {Template(_AT_A_KEY.sub("", one.text), one.places) for one in mistakes}
        return found

    def _makes_error(self, module: Module, call: ast.Call) -> bool:
        if ast.unparse(call.func) == "super().__init__":
            heir = module.within(call, ast.ClassDef)
            return heir is not None and (module.name, heir.name) in self._family and heir.name != "PassdeskError"
        where, name = module.named(call.func)
        if (where, name) not in self._family:
            return False
        made = self.modules[where].classes[name]
        return name in ROOTS or not any(isinstance(one, Function) and one.name == "__init__" for one in made.body)

    def texts(self, module: Module, node: ast.expr | None) -> Texts:
        """What an expression can say."""
        if node is None:
            return ANY
        if node not in self._known:
            self._known[node] = NONE  # while it is looked at
            self._known[node] = self._texts(module, node)
        return self._known[node]

    def _texts(self, module: Module, node: ast.expr) -> Texts:
        match node:
            case ast.Constant(value=str(text)):
                return frozenset({Template(_escaped(text))})
            case ast.JoinedStr(values=values):
                return frozenset({self._template(module, values)})
            case ast.IfExp(body=body, orelse=orelse):
                return self.texts(module, body) | self.texts(module, orelse)
            case ast.BoolOp(values=values):
                return NONE.union(*(self.texts(module, one) for one in values))
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                pairs = product(self.texts(module, left), self.texts(module, right))
                return frozenset(Template((one.text + other.text).replace("{}{}", "{}")) for one, other in pairs)
            case ast.Name():
                return self._of_name(module, node)
            case ast.Attribute(value=ast.Name(id="self"), attr=name):
                return self._of_class(module, node, name)
            case ast.Subscript(value=ast.Name() as of):
                return self._of_table(module, of)
            case ast.Call(func=ast.Attribute(value=ast.Name() as of, attr="get"), args=[_, default]):
                return self._of_table(module, of) | self.texts(module, default)
            case ast.Call(func=func):
                return self._of_call(*module.named(func))
            case _:
                return ANY

    def _template(self, module: Module, values: list[ast.expr]) -> Template:
        text, number, places = "", 0, list[tuple[int, Texts]]()
        for value in values:
            if isinstance(value, ast.Constant):
                text += _escaped(str(value.value))
                continue
            assert isinstance(value, ast.FormattedValue)
            inner, plain = value.value, value.conversion == -1 and value.format_spec is None
            inside = self.texts(module, inner) if plain else ANY
            only = next(iter(inside)) if len(inside) == 1 and isinstance(inner, ast.Name) else None
            if only is not None and not only.places and only not in ANY:
                text += only.text
                continue
            inside = frozenset(one for one in inside if not _WITHOUT_WORDS.fullmatch(one.text))
            if inside or (isinstance(inner, ast.Attribute) and inner.attr in ("happened", "words")):
                places.append((number, inside))
            text, number = text + "{}", number + 1
        return Template(text, tuple(places))

    def _of_name(self, module: Module, node: ast.Name) -> Texts:
        inside = module.within(node, Function)
        while inside is not None:
            values = [value for name, value in assigned(ast.walk(inside)) if name == node.id]
            if values:
                return NONE.union(*(self.texts(module, value) for value in values))
            if node.id in [one.arg for one in (*inside.args.args, *inside.args.kwonlyargs)]:
                return self._given_to(module, inside, node.id)
            inside = module.within(inside, Function)
        where, name = module.named(node)
        held = self.modules.get(where)
        return self.texts(held, held.constants.get(name)) if held is not None else ANY

    def _given_to(self, module: Module, function: Function, name: str) -> Texts:
        """What callers pass as `name`."""
        names = [one.arg for one in function.args.args if one.arg not in ("self", "cls")]
        found = NONE
        if function.name == "__init__":
            return ANY
        is_method = function.args.args[:1] and function.args.args[0].arg == "self"
        for other, call in self._callers.get(("" if is_method else module.name, function.name), ()):
            given = next((word.value for word in call.keywords if word.arg == name), None)
            if given is None and name in names and names.index(name) < len(call.args):
                given = call.args[names.index(name)]
            found |= self.texts(other, given)
        return found or ANY

    def _of_class(self, module: Module, node: ast.AST, name: str) -> Texts:
        """A constant of the class, or of one made from it."""
        own = module.within(node, ast.ClassDef)
        found = NONE
        for other in self.modules.values():
            for made in other.classes.values():
                if made is own or (own is not None and (module.name, own.name) in map(other.named, made.bases)):
                    values = [value for known, value in assigned(made.body) if known == name]
                    found = found.union(*(self.texts(other, value) for value in values))
        return found or ANY

    def _of_table(self, module: Module, of: ast.Name) -> Texts:
        where, name = module.named(of)
        held = self.modules.get(where)
        table = held.constants.get(name) if held is not None else None
        if held is None or not isinstance(table, ast.Dict):
            return ANY
        return NONE.union(*(self.texts(held, value) for value in table.values))

    def _of_call(self, where: str, name: str) -> Texts:
        held = self.modules.get(where)
        function = held.functions.get(name) if held is not None else None
        if held is None or function is None:
            return ANY
        said = [node.value for node in ast.walk(function)
                if isinstance(node, (ast.Return, ast.Yield)) and held.within(node, Function) is function]  # fmt: skip
        return NONE.union(*(self.texts(held, one) for one in said)) or ANY


def _modules() -> Iterator[Module]:
    for path in sorted(SOURCE.rglob("*.py")):
        within = path.relative_to(SOURCE)
        at_servers = within.parts[0] == "server" and path.stem not in _AT_SERVERS
        if within.parts[0] == "cli" or at_servers or within.as_posix() in _NEVER_SHOWN:
            continue
        name = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)
        yield Module(name, ast.parse(path.read_text(encoding="utf-8")))


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _lists(module: Module, call: ast.Call) -> bool:
    """Whether a call by one of those names is one that lists what is wrong."""
    match call.func:
        case ast.Name(id="Fault"):
            return module.name.startswith("passdesk.issuing.")
        case ast.Attribute(value=ast.Name(id=of), attr="append"):
            return of == "faults"
        case ast.Attribute(attr="append"):
            return False
        case _:
            return True


def _is_mistake(node: ast.AST) -> TypeGuard[ast.expr]:
    match node:
        case ast.Constant(value=str(first)) | ast.JoinedStr(values=[ast.Constant(value=str(first)), *_]):
            return re.match(r"[a-z_]+(: |\.)", first) is not None
        case _:
            return False
