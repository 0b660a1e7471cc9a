"""The command line: one verb, one file; it needs the extra `achguard[cli]`."""

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        from achguard.cli.app import app
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in {"typer", "rich"}:
            raise
        sys.stderr.write('achguard: the command line needs typer and rich; run: pip install "achguard[cli]"\n')
        raise SystemExit(2) from None
    app(prog_name="achguard")
