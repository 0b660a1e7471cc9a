"""The command line: one verb, one file; it needs the extra `achguard[cli]`."""

import os
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
    except KeyboardInterrupt:  # later, the verbs hear it
        sys.stderr.write("achguard: interrupted\n")
        raise SystemExit(130) from None
    try:
        app(prog_name="achguard")
    except OSError as error:  # of help and of the version, which no verb writes
        sys.stderr.write(f"achguard: standard output can't be written: {(error.strerror or 'it is closed').lower()}\n")
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        raise SystemExit(2) from None
