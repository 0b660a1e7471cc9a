"""What a decision rests on: the version of all that can make it another one."""

import datetime as dt
from functools import cache, lru_cache
from hashlib import sha256

from achguard import package_files
from achguard.first_use import MAKING
from achguard.model.decision import Basis, CertifiedBy, DirectoryVersion, ListVersion, PolicyVersion
from achguard.model.masking import Shown
from achguard.model.payment import Certification
from achguard.rules.rule import Rule

# What only says or keeps a decision; all else counts in its basis. Import-linter holds that these are above it,
# but for records, which no rule and no policy knows.
_SAY_ONLY = frozenset({"cli", "integrations", "py.typed", "records", "replay.py", "report", "running", "testing"})


@lru_cache(maxsize=64)
def basis_of(
    as_of: dt.date,
    rules: tuple[type[Rule], ...],
    policy: PolicyVersion,
    lists: tuple[ListVersion, ...],
    directory: DirectoryVersion | None,
    history: str | None,
    clearances: str | None,
) -> Basis:
    """Give the basis of the decisions of one day; `rules` are the types of the guard's own, in any order."""
    with MAKING:  # it loads what reads the package's files
        version, digest = package_files.version(), rules_digest(rules)
    return Basis(
        achguard=version,
        as_of=as_of,
        rules=digest,
        policy=policy,
        lists=lists,
        directory=directory,
        history=history,
        clearances=clearances,
    )


@cache
def rules_digest(rules: tuple[type[Rule], ...]) -> str:
    """Digest everything that can make a decision another one: whole folders of code and data, and foreign rules."""
    codes = ",".join(sorted(rule.code for rule in rules))
    digest = sha256(codes.encode())
    for folder in package_files.folders():
        if folder not in _SAY_ONLY:
            digest.update(f"\n{folder} {package_files.digest_of(folder)}".encode())
    foreign = {rule.__module__: rule for rule in rules if not rule.__module__.startswith("achguard.")}
    for name in sorted(foreign):
        digest.update(f"\n{name} ".encode() + package_files.module_content(foreign[name]))
    return "sha256:" + digest.hexdigest()


def certified_by(agreed: Certification, wanted: str | None) -> CertifiedBy:
    """Give what a basis says of an agreement; an account number that somebody wrote there is masked in any guard."""
    version = agreed.version if agreed.version == wanted else Shown.WORDS.of(agreed.version)
    return CertifiedBy(version=version, by=Shown.WORDS.of(agreed.by) if agreed.by else None, on=agreed.on)
