"""The house stands as designed: the import contracts hold and bite, and nothing grows too large."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "passdesk"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_MODULE, LONGEST_FUNCTION = 300, 40
NAMED_ELSEWHERE = {"resolve_public_key", "resolve_private_key", "validate_created_and_expires", "capture_signals"}
"""What libraries call by name, without a decorator."""

# Run in a process of its own, so that import-linter reads the package in the folder it is started in.
CHECK = """
import sys
sys.path.insert(0, "")
from importlinter import configuration
from importlinter.application import use_cases
configuration.configure()
kept = use_cases.lint_imports(limit_to_contracts=tuple(sys.argv[1:]), cache_dir=None, is_debug_mode=True)
sys.exit(0 if kept else 7)
"""

# Each contract, and modules that break it: where something is added and what it says.
OFFENCES = {
    "layers": {"domain/offence.py": "import passdesk.store"},
    "qt": {"records/offence.py": "import PySide6.QtCore"},
    "pure-domain": {"domain/offence.py": "def later():\n    import sqlite3"},
    "issuing-key": {"sync/offence.py": "from passdesk.credential.issuing_key import *"},
    "workspaces": {"desktop/records/offence.py": "import passdesk.desktop.issuing"},
    "cycles": {"config.py": "import passdesk.logs", "logs.py": "import passdesk.config"},
}


def kept(folder: Path, *contracts: str) -> bool:
    """Whether the package in `folder` keeps these contracts of its pyproject.toml, or all of them."""
    command = [sys.executable, "-c", CHECK, *contracts]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    said = run.stdout + run.stderr
    assert run.returncode in (0, 7), said
    assert ("BROKEN" in said) == (run.returncode == 7), said  # an unreadable contract is no verdict
    return run.returncode == 0


def add(folder: Path, module: str, source: str) -> None:
    with (folder / "passdesk" / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{source}\n")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the package that also has the workspaces of the window to come."""
    shutil.copytree(PACKAGE, tmp_path / "passdesk", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for workspace in ("", "checkpoint", "issuing", "records", "admin"):
        module = tmp_path / "passdesk" / "desktop" / workspace / "__init__.py"
        module.parent.mkdir(exist_ok=True)
        module.touch()
    return tmp_path


def test_every_contract_is_kept_and_has_its_offence() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    assert {contract["id"] for contract in contracts} == set(OFFENCES)
    assert kept(ROOT)


def test_the_window_may_import_qt(copied: Path) -> None:
    add(copied, "desktop/__init__.py", "import PySide6.QtCore")
    assert kept(copied)


@pytest.mark.parametrize("contract", OFFENCES)
def test_every_contract_bites(contract: str, copied: Path) -> None:
    for module, source in OFFENCES[contract].items():
        add(copied, module, source)
    assert not kept(copied, contract)


def test_the_issuing_key_is_out_of_reach_also_by_a_detour(copied: Path) -> None:
    add(copied, "store/detour.py", "import passdesk.credential.issuing_key")
    add(copied, "checkpoint/offence.py", "import passdesk.store.detour")
    assert not kept(copied, "issuing-key")


def test_a_package_without_a_place_in_the_layers_is_noticed(copied: Path) -> None:
    add(copied, "drawer.py", "")
    assert not kept(copied, "layers")


def test_the_domain_imports_the_standard_library_cbor2_and_msgspec_only() -> None:
    graph = grimp.build_graph("passdesk", include_external_packages=True, cache_dir=None)
    domain = {"passdesk.domain", *graph.find_descendants("passdesk.domain")}
    imported = {found for module in domain for found in graph.find_modules_directly_imported_by(module)}
    foreign = {name for name in imported if not name.startswith("passdesk.")}
    assert foreign - sys.stdlib_module_names == {"cbor2", "msgspec"}


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def too_long(source: str) -> list[str]:
    """The functions of `source` that are too long, and the module itself where it is."""
    found = ["module"] if len(source.splitlines()) > LONGEST_MODULE else []
    lengths = [(each.name, (each.end_lineno or 0) - each.lineno + 1) for each in functions(ast.parse(source))]
    return found + [name for name, lines in lengths if lines > LONGEST_FUNCTION]


def test_no_module_and_no_function_is_too_long() -> None:
    assert len(MODULES) > 20
    found = {str(path.relative_to(ROOT)): too_long(path.read_text(encoding="utf-8")) for path in MODULES}
    assert {path: names for path, names in found.items() if names} == {}


def test_what_is_too_long_is_noticed() -> None:
    just = "def just():\n" + "    pass\n" * (LONGEST_FUNCTION - 1)
    assert too_long(just) == []
    assert too_long(just.replace("just", "over") + "    pass\n") == ["over"]
    assert too_long("\n" * LONGEST_MODULE) == []
    assert too_long("\n" * (LONGEST_MODULE + 1)) == ["module"]


def defined(tree: ast.Module) -> Iterator[str]:
    """What a module defines, but for commands (their decorator registers them) and Qt's own names."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name, decorator_list=decorators):
                is_command = any(isinstance(one, ast.Call) for one in decorators)
                yield from () if is_command or name != name.lower() else (name,)
            case ast.ClassDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.Assign(targets=targets):
                yield from (one.id for one in targets if isinstance(one, ast.Name))


def never_named(package: Iterable[str], tests: Iterable[str] = ()) -> set[str]:
    """What the sources of `package` define and neither they nor `tests` name again."""
    sources = list(package)
    named = Counter(word for source in (*sources, *tests) for word in re.findall(r"[A-Za-z_]\w*", source))
    return {name for source in sources for name in defined(ast.parse(source))
            if named[name] == 1 and not name.startswith("__") and name not in NAMED_ELSEWHERE}  # fmt: skip


def test_nothing_is_left_that_nothing_names() -> None:
    tests = [path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py")]
    assert never_named([path.read_text(encoding="utf-8") for path in MODULES], tests) == set()


def test_what_nothing_names_is_noticed() -> None:
    left = "TOUCHED = 1\n\nclass Left:\n    def offer(self): ...\n\n@app.command('x')\ndef command(): ...\n"
    assert never_named([left]) == {"TOUCHED", "Left", "offer"}
    assert never_named([left, "Left().offer(TOUCHED)"]) == set()


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    assert not {path.stem for path in MODULES} & {"utils", "util", "helpers", "helper", "misc", "common"}
