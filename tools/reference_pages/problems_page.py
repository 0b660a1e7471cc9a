"""The page of everything that is looked for in a Nacha file, and that of the layouts it is read by."""

from achguard.nacha.checks.problems import ProblemType, Severity, problem_types
from achguard.nacha.layouts.layout import LAYOUTS, Field, Kind, RecordLayout
from reference_pages.markdown import code, generated, table

_OPENING = """\
# Problems of Nacha files

What achguard looks for in a Nacha file. A problem has a line, columns and a field, and its value is masked. What
follows from another problem carries it as its cause, so a file with one wrong byte has one root problem. An error
follows from errors alone, so that a control which does not add up never hides behind a warning.

The severity depends on the profile: *strict* is the rule book, and *operator* is milder where a source says that
operators or banks let something pass, and nowhere else; a [policy](../how-to/tune-a-policy.md) may set the severity of
single problems, but for those that are *always an error*. An **error** of an entry, or of its batch's header or
control, makes the entry a hold; a **warning** is a note. Rules marked *unconfirmed* were not compared with their
source and are warnings in both profiles.
"""

_GROUPS = (
    (0, 19, "Lines"),
    (20, 39, "Order of records"),
    (40, 49, "Fields"),
    (50, 69, "Headers"),
    (70, 89, "Entries"),
    (90, 99, "Addenda"),
    (100, 109, "Batch controls"),
    (110, 199, "File controls"),
    (200, 299, "IATs"),
    (300, 999, "Payments"),
)


def page() -> str:
    """Give the page."""
    rows = list(problem_types().values())
    parts = [_OPENING]
    for first, last, title in _GROUPS:
        group = [row for row in rows if first <= int(row.code[3:]) <= last]
        parts += [f"## {title}\n", *(_problem(row) for row in group)]
    return generated("\n".join(parts), "src/achguard/_data/nacha_problems.toml")


def _problem(row: ProblemType) -> str:
    unconfirmed = "" if row.verified else " *Unconfirmed.*"
    message = row.message.replace("{", "*").replace("}", "*")
    return (
        f"### {row.code}: {row.name}\n\n{message}{unconfirmed}\n\n{row.why}\n\n"
        f"- Severity: {_severity(row)}\n- Repair: {row.repair}\n- Source: {row.source}\n"
        + ("" if row.lowered else "- Always an error, under any policy\n")
        + (f"- Who lets it pass: {row.passes}\n" if row.passes else "")
    )


def _severity(row: ProblemType) -> str:
    if row.strict is row.operator:
        return f"**{row.strict}**" if row.strict is Severity.ERROR else row.strict
    return f"**{row.strict}** under *strict*, {row.operator} under *operator*"


_LAYOUTS_OPENING = """\
# Layouts of Nacha records

Every record has 94 characters; columns are counted from 1. Inclusion: M mandatory (the operator edits it), R required
(the receiving bank may send the entry back), O optional. The reader, the writer and the checks are made from this
table.
"""


def layouts_page() -> str:
    """Give the page of the layouts."""
    parts = [_LAYOUTS_OPENING]
    parts += [_layout(layout) for layout in LAYOUTS.values()]
    return generated("\n".join(parts), "src/achguard/nacha/layouts/layout_tables.py")


def _layout(layout: RecordLayout) -> str:
    header = ("Columns", "Field", "Holds", "Inclusion")
    rows = ((f"{f.start}-{f.end}", code(f.name), _holds(f), f.inclusion) for f in layout.fields)
    checked = "" if layout.verified else " (not compared with the rule book)"
    source = layout.source if layout.verified else layout.source.split(";")[0]
    return f"## {layout.title}\n\n{code(layout.key)}. {source}{checked}.\n\n{table(header, rows)}"


def _holds(field: Field) -> str:
    what = f"always {code(field.value)}" if field.kind is Kind.CONSTANT else field.kind.replace("_", " ")
    if field.since is not None:
        what += f", from {field.since}"
    return what + (f", before {field.until}" if field.until is not None else "")
