"""Proof that the tests bite: each fault is planted in a copy of the reference, and a named test must catch it."""

import functools
import importlib.abc
import importlib.util
import itertools
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest

import scripts
from tests.reference.fault import Fault

HERE = Path(__file__).parent
REFERENCE = Path(scripts.__file__).parent / "reference"
LISTS = sorted(path.stem for path in (HERE / "faults").glob("*.py"))
FAULTS = [
    (module, fault) for module in LISTS for fault in importlib.import_module(f"tests.reference.faults.{module}").FAULTS
]


class Patched(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module of the reference from changed source."""

    def __init__(self, module: str, source: str) -> None:
        self.name, self.source = f"scripts.reference.{module}", source

    def find_spec(self, fullname, path, target=None):
        return importlib.util.spec_from_loader(fullname, self) if fullname == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.source, f"<{self.name}, with a fault>", "exec"), vars(module))


@contextmanager
def fresh_copies(monkeypatch: pytest.MonkeyPatch, finder: Patched | None) -> Iterator[None]:
    """Inside, the reference and what its tests share are imported anew, one module from the finder if there is one."""
    with monkeypatch.context() as patch:
        for name in [name for name in sys.modules if name.startswith(("scripts.reference", "tests.reference"))]:
            patch.delitem(sys.modules, name)
        patch.setattr(scripts, "reference", None, raising=False)
        if finder:
            patch.setattr(sys, "meta_path", [finder, *sys.meta_path])
        kept = set(sys.modules)
        try:
            yield
        finally:
            for name in set(sys.modules) - kept:
                if name.startswith(("scripts.reference", "tests.reference")):
                    del sys.modules[name]


def cases(test: Callable) -> Iterator[dict[str, object]]:
    """The arguments of every case of a parametrised test."""
    axes = []
    for mark in getattr(test, "pytestmark", []):
        if mark.name != "parametrize":
            continue
        names, values = mark.args
        names = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
        axes.append([dict(zip(names, value if len(names) > 1 else [value], strict=True)) for value in values])
    for combination in itertools.product(*axes):
        yield functools.reduce(dict.__or__, combination, {})


def fails(test_id: str, monkeypatch: pytest.MonkeyPatch, finder: Patched | None = None) -> bool:
    """Whether a case of the test fails in an assertion. Any other error is let through: a crash is no proof."""
    file, name = test_id.split("::")
    with fresh_copies(monkeypatch, finder):
        spec = importlib.util.spec_from_file_location(f"tests.reference.{file.removesuffix('.py')}", HERE / file)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        for arguments in cases(getattr(module, name)):
            try:
                getattr(module, name)(**arguments)
            except AssertionError:
                return True
        return False


def planted(module: str, fault: Fault) -> Patched:
    source = (REFERENCE / f"{module}.py").read_text(encoding="utf-8")
    for old, new in fault.edits.items():
        assert source.count(old) == 1, f"the text occurs {source.count(old)} times in {module}.py: {old}"
        source = source.replace(old, new)
    return Patched(module, source)


def each(faults: list[tuple[str, Fault]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("module", "fault"), faults, ids=[f"{m}: {fault.name}" for m, fault in faults])


NAMED = sorted({test for _, fault in FAULTS for test in (fault.caught_by, fault.slips_past) if test})


@pytest.mark.parametrize("test_id", NAMED)
def test_named_test_passes_without_a_fault(test_id, monkeypatch):
    assert not fails(test_id, monkeypatch)


@each(FAULTS)
def test_fault_is_caught(module, fault, monkeypatch):
    assert fails(fault.caught_by, monkeypatch, planted(module, fault)), f"{fault.caught_by} missed: {fault.name}"


@each([(module, fault) for module, fault in FAULTS if fault.slips_past])
def test_fault_slips_past_a_test_that_cannot_see_it(module, fault, monkeypatch):
    assert not fails(fault.slips_past, monkeypatch, planted(module, fault))


def test_every_module_has_a_list_of_faults():
    exempt = {"__init__", "shapes", "differences"}  # checks and tools, no mathematics for a fault to hide in
    assert {path.stem for path in REFERENCE.glob("*.py")} - exempt == {module for module, _ in FAULTS} == set(LISTS)
