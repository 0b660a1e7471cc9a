"""The digest of what achguard is made of: it sees every change, and needs no sources and no folder."""

import compileall
import shutil
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from importlib import metadata
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType
from zipfile import Path as ZipPath
from zipfile import ZipFile

import pytest

import achguard
from achguard import basis as basis_module
from achguard import package_files
from achguard.guard import Guard
from achguard.model.payment import Payment
from achguard.rules import RULES
from achguard.rules.rule import Rule
from achguard.sanctions.stored import index_file as index_arrays

PACKAGE = Path(achguard.__file__).parent
PAYMENT = '{"direction": "debit", "amount": "1.00", "originator": {"name": "TAX"}, "receiver": {"name": "JANE PUBLIC"}}'
OF_THE_INDEX = (
    "sanctions/comparing/compare.py",
    "sanctions/one_name/text_search.py",
    "names/fold.py",
    "identifiers/iban.py",
)
OF_ANY = (
    *OF_THE_INDEX,
    "_data/embargoes.toml",
    "guard.py",
    "directory/entry.py",
    "identifiers/party_number.py",
    "intake/row.py",
    "model/masking.py",
    "nacha/assemble.py",
    "columnar/nacha_entries.py",
    "policy/verdict.py",
    "policy/presets/nacha-file.toml",
    "rules/reading/places.py",
    "rules/iat/foreign_iban.py",
    "rules/payment/effective_date.py",
    "rules/reading/party_screen.py",
    "law/settlement_day.py",
)


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a copy of the package that digests are made of."""
    there = tmp_path / "achguard"
    shutil.copytree(PACKAGE, there, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(package_files, "files", lambda _: there)
    forget()
    yield there
    monkeypatch.undo()
    forget()


def forget() -> None:
    """Let everything be digested anew."""
    package_files.folders.cache_clear()
    package_files.digest_of.cache_clear()
    basis_module.rules_digest.cache_clear()
    basis_module.basis_of.cache_clear()
    index_arrays.format_in_force.cache_clear()


def basis() -> str:
    """Give the digest that stands in decisions."""
    forget()
    return Guard().decide(Payment.model_validate_json(PAYMENT)).basis.rules


def index() -> str:
    """Give what a name index says of how it was made."""
    forget()
    return index_arrays.format_in_force()


@pytest.mark.parametrize("changed", OF_ANY)
def test_a_changed_source_is_another_basis(copied: Path, changed: str) -> None:
    """Whatever can make a decision another one counts, whichever folder it stands in."""
    before = basis()
    (copied / changed).write_bytes((copied / changed).read_bytes() + b"\n# changed\n")
    assert basis() != before


@pytest.mark.parametrize("changed", [*OF_THE_INDEX, "_data/rarity.toml"])
def test_a_changed_source_makes_an_index_stale(copied: Path, changed: str) -> None:
    """An index that other code or data made may miss somebody."""
    before = index()
    (copied / changed).write_bytes((copied / changed).read_bytes() + b"\n# changed\n")
    assert index() != before


def test_a_new_or_moved_file_is_another_basis(copied: Path) -> None:
    """A folder that nobody listed counts as well; a file's name is part of it."""
    seen = {basis()}
    (copied / "names" / "fold.py").rename(copied / "names" / "folding.py")
    seen.add(basis())
    (copied / "places").mkdir()
    (copied / "places" / "towns.py").write_text("TOWNS = ()\n", encoding="utf-8")
    seen.add(basis())
    assert len(seen) == 3


def test_what_only_says_a_decision_is_no_part_of_it(copied: Path) -> None:
    """The command line may change, and compiled copies may lie beside their sources."""
    before = basis()
    (copied / "cli" / "demo.py").write_bytes(b"")
    (copied / "names" / "__pycache__").mkdir()
    (copied / "names" / "__pycache__" / "fold.cpython-311.pyc").write_bytes(b"anything")
    (copied / "names" / "fold.pyc").write_bytes(b"anything")
    assert basis() == before


CHECK = f"""
import datetime as dt, sys, tempfile
from pathlib import Path
from achguard import Guard, Payment, Snapshot
assert sys.argv[1] in sys.modules["achguard"].__file__
out = Path(tempfile.mkdtemp(dir=sys.argv[2]), "lists")
day = dt.date(2026, 11, 23)
Snapshot.sample(published=day).build(out)
lists = Snapshot.open(out)
assert lists.screen("MALIK TARENTOV ZORBAN")
print(Guard(lists=lists, as_of=day).decide(Payment.model_validate_json('''{PAYMENT}''')).basis.rules)
"""


def run_from(place: Path, scratch: Path) -> str:
    """Build, open and decide with the package at a place; give the digest in the decision."""
    command = [sys.executable, "-c", CHECK, str(place), str(scratch)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(place)})
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.slow
def test_a_zip_archive_serves(tmp_path: Path) -> None:
    """Lists are built, opened and screened out of an archive, under the digest of the same sources."""
    copy = tmp_path / "copy" / "achguard"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    archive = Path(shutil.make_archive(str(tmp_path / "achguard"), "zip", copy.parent))
    forget()
    assert run_from(archive, tmp_path) == basis()


@pytest.mark.slow
def test_an_installation_without_sources_serves(tmp_path: Path) -> None:
    """Lists are built, opened and screened by compiled files alone, and a changed one is another basis."""
    package = tmp_path / "compiled" / "achguard"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__", "cli"))
    compileall.compile_dir(package, quiet=1, legacy=True)
    source = (package / "names" / "fold.py").read_text(encoding="utf-8")
    for file in package.rglob("*.py"):
        file.unlink()
    before = run_from(package.parent, tmp_path)
    changed = package / "names" / "fold.py"
    changed.write_text(f"{source}\nCHANGED = 1\n", encoding="utf-8")
    compileall.compile_file(changed, quiet=1, legacy=True)
    changed.unlink()
    assert len({before, basis(), run_from(package.parent, tmp_path)}) == 3


def typed_in(constant: int) -> type[Rule]:
    """Give a rule that somebody typed into a console: no file holds its module."""
    module = ModuleType(f"typed_in_{constant}")
    sys.modules[module.__name__] = module
    text = f"""
from achguard.model.finding import Strength
from achguard.rules.gate import Always
from achguard.rules.rule import Rule

class Typed(Rule):
    code, name, since, strength, gate = "ACH902", "typed", "1", Strength.WEAK, Always()
    message, source = "Typed.", "us"

    def check(self, payment, context):
        if payment.amount == {constant} or payment.sec_code in {{"PPD", "WEB"}}:
            yield self.finding(at="amount")
"""
    exec(text, vars(module))  # noqa: S102  our own text
    return module.Typed  # type: ignore[no-any-return]


def test_a_rule_without_a_file_counts_by_its_code() -> None:
    """Rules of a console or a notebook decide, and another rule is another basis."""
    payment = Payment.model_validate_json(PAYMENT)
    one, same, other = (
        Guard(rules=(*RULES, typed_in(constant)())).decide(payment).basis.rules for constant in (5, 5, 6)
    )
    assert one == same != other


def compiled(code: bytes, *, header: bytes = b"0123456789abcdef") -> bytes:
    """Give a compiled file, whose header of sixteen bytes says when and of what it was made."""
    return header + code


def digest(folder: str = "names") -> str:
    """Digest a folder anew."""
    forget()
    return package_files.digest_of(folder)


def test_a_compiled_file_counts_by_its_code_where_no_source_is(copied: Path) -> None:
    """When it was compiled is nothing, what it does is another digest, and beside its source it is nothing at all."""
    there = copied / "names" / "fold.pyc"
    with_source = digest()
    there.write_bytes(compiled(b"code"))
    assert digest() == with_source
    (copied / "names" / "fold.py").unlink()
    alone = digest()
    there.write_bytes(compiled(b"code", header=b"fedcba9876543210"))
    assert digest() == alone != with_source
    there.write_bytes(compiled(b"cod2"))
    assert digest() != alone
    there.unlink()
    assert digest() not in {alone, with_source}


def test_names_and_contents_of_files_do_not_run_together(copied: Path) -> None:
    """Bytes that move from one file into the next, or into a name, are another digest."""
    folder = copied / "names" / "new"
    folder.mkdir()
    seen = set()
    for names in ((("a", b"xx"), ("b", b"yy")), (("a", b"x"), ("b", b"xyy")), (("a", b""), ("b", b"xxyy"))):
        for name, content in names:
            (folder / name).write_bytes(content)
        seen.add(digest())
    (folder / "b").rename(copied / "names" / "b")
    seen.add(digest())
    (folder / "below").mkdir()
    (copied / "names" / "b").rename(folder / "below" / "b")
    seen.add(digest())
    assert len(seen) == 5


def test_a_single_module_has_a_digest_of_its_own(copied: Path) -> None:
    """It is asked for by its name without an ending, and other modules do not count."""
    guard = digest("guard")
    (copied / "errors.py").write_bytes(b"")
    (copied / "names" / "guard.py").write_bytes(b"")
    assert digest("guard") == guard
    (copied / "guard.py").rename(copied / "guards.py")
    assert digest("guard") == sha256().hexdigest() != guard


def test_folders_are_named_without_endings(copied: Path) -> None:
    """Modules and their compiled files are one name, in the order of the alphabet, and caches are none."""
    forget()
    before = package_files.folders()
    assert list(before) == sorted(before)
    assert {"guard", "names", "_data", "__init__"} <= set(before)
    (copied / "guard.pyc").write_bytes(b"")
    (copied / "__pycache__").mkdir()
    forget()
    assert package_files.folders() == before


def module_of(folder: Path, name: str, content: bytes) -> type:
    """Give a class whose module a file holds."""
    file = folder / name
    file.write_bytes(content)
    module = ModuleType(f"of_{name.replace('.', '_')}")
    module.__spec__ = spec_from_file_location(module.__name__, file)
    assert module.__spec__ is not None
    sys.modules[module.__name__] = module
    return type("Own", (), {"__module__": module.__name__, "check": lambda _: 5, "more": lambda _: 7, "n": 1})


def test_a_foreign_module_counts_by_its_file(tmp_path: Path) -> None:
    """By its source, by the code of a compiled file, and by its functions where the file is gone."""
    source = module_of(tmp_path, "own.py", b"class Own: ...")
    assert package_files.module_content(source) == b"class Own: ..."
    assert package_files.module_content(module_of(tmp_path, "own.pyc", compiled(b"code"))) == b"code"
    (tmp_path / "own.py").unlink()
    check, more = package_files.module_content(source).decode().split("\n<lambda>", 1)
    assert check.splitlines()[-1] == "5"
    assert check.startswith("<lambda> ")
    assert more.splitlines()[-1] == "7"
    assert package_files.module_content(type("Own", (), {"__module__": "a_module_that_is_gone"})) == b""
    assert package_files.module_content(int) == b""


def test_code_counts_by_all_that_it_does() -> None:
    """Its name, its instructions, the names that it uses, its constants in an order of their own, and code inside."""
    code = compile("def outer(x):\n    return [len(x), lambda: x.real in {'b', 'a'}]", "own", "exec").co_consts[0]
    lines = [*package_files._code_lines(code)]
    assert lines[0] == f"outer {code.co_code.hex()} ('len',)"
    inner = next(each for each in code.co_consts if isinstance(each, CodeType))
    assert f"<lambda> {inner.co_code.hex()} ('real',)" in lines
    assert repr(["'a'", "'b'"]) in lines


def test_a_folder_is_given_as_a_path(tmp_path: Path) -> None:
    """One of the disk as it is; one of an archive as a copy, for as long as it is used."""
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "sdn.csv").write_bytes(b"1,2")
    (tmp_path / "lists" / "alt.csv").write_bytes(b"3")
    with package_files.as_folder(tmp_path / "lists") as there:
        assert there == tmp_path / "lists"
    archive = shutil.make_archive(str(tmp_path / "packed"), "zip", tmp_path / "lists")
    with ZipFile(archive) as packed, package_files.as_folder(ZipPath(packed)) as there:
        assert {each.name: each.read_bytes() for each in there.iterdir()} == {"sdn.csv": b"1,2", "alt.csv": b"3"}
    assert not there.exists()


def test_a_version_is_there_without_a_distribution(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that were only copied have no version, and no error either."""

    def missing(name: str) -> str:
        raise package_files.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(package_files.metadata, "version", missing)
    package_files.version.cache_clear()
    assert package_files.version() == "unknown"
    monkeypatch.undo()
    package_files.version.cache_clear()
    assert package_files.version() == metadata.version("achguard")
