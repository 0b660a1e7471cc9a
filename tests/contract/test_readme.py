"""What the README shows works as it stands."""

import re
import subprocess
import sys
from pathlib import Path

README = Path(__file__).resolve().parents[2] / "README.md"


def test_the_python_example_runs_and_redirects() -> None:
    """The example of the README prints a redirect because of the IBAN in the account field."""
    (example,) = re.findall(r"^```python\n(.*?)^```", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    done = subprocess.run([sys.executable, "-c", example], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.startswith("redirect ")
    assert "IAT201" in done.stdout
