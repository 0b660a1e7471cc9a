"""What the integrations share: each loads its own library and says which extra brings it."""

import subprocess
import sys

import pytest

from achguard.errors import AchGuardError, MissingExtraError


@pytest.mark.parametrize("name", ["fastapi", "django"])
def test_a_missing_library_is_told_with_its_extra(name: str) -> None:
    """The error is achguard's own and an ImportError, and says what to install."""
    assert issubclass(MissingExtraError, AchGuardError)
    assert issubclass(MissingExtraError, ImportError)
    program = f"import sys; sys.modules['{name}'] = None; import achguard.integrations.{name}"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert f'pip install "achguard[{name}]"' in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("name", ["fastapi", "django", "pyspark", "pyarrow"])
def test_the_library_alone_loads_no_framework(name: str) -> None:
    """A guard that decides loads none of the frameworks."""
    program = (
        "import sys; from achguard import Guard, Payment, Snapshot; Guard(lists=Snapshot.sample()).warm(); "
        f"sys.exit('{name}' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_missing_spark_is_told_at_the_call() -> None:
    """The module imports without PySpark; who decides a frame is told what to install."""
    program = "import sys; sys.modules['pyspark'] = None; from achguard.integrations import spark; print('imported'); "
    done = subprocess.run(
        [sys.executable, "-c", program + "spark.decide(None, None)"], capture_output=True, text=True, check=False
    )
    assert done.stdout == "imported\n"
    assert 'pip install "achguard[spark]"' in done.stderr.splitlines()[-1]
