"""The command line: one verb, one file; it needs the extra `achguard[cli]`."""

import gc
import os
import sys
from typing import Final

_YOUNG_OBJECTS: Final = 20_000
"""Objects that may be made before Python looks for unreachable ones, instead of 700.

Witness: of the 520 ms in which 100 entries are checked it took 45 to look through what is loaded, and so 20.
"""


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        _run()
    except OSError as error:  # of help and of the version, which no verb writes
        sys.stderr.write(f"achguard: standard output can't be written: {(error.strerror or 'it is closed').lower()}\n")
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        raise SystemExit(2) from None


def _run() -> None:
    if sys.argv[1:] == ["--version"]:  # asked by installers and scripts: without what a verb loads
        from achguard.package_files import version

        sys.stdout.write(f"achguard {version()}\n")
        sys.stdout.flush()
        return
    # Nothing here multiplies matrices, and numpy otherwise starts a thread for each core as it is loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.set_threshold(_YOUNG_OBJECTS, *gc.get_threshold()[1:])
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
    app(prog_name="achguard")
