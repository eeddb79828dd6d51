"""Start the web server and the worker together, and stop both together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

WORKERS = max(2, os.cpu_count() or 1)
"""Processes that answer, each one request at a time (config.receiving); two at least, so that a long one holds up nobody."""
SENDERS = 64
"""Threads of each process in which requests wait until they are received whole."""


def web_command(host: str, port: int) -> list[str]:
    """Return the command line of the web server (granian, WSGI)."""
    return [
        str(Path(sys.executable).with_name("granian")),
        *("--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", str(WORKERS), "--blocking-threads", str(SENDERS), "--no-ws", "--log-level", "error"),
        "balai.config.wsgi:application",
    ]


def worker_command() -> list[str]:
    """Return the command line of the worker."""
    return [sys.executable, "-m", "balai.config.command", "worker"]


def is_free(host: str, port: int) -> bool:
    """Say whether nobody listens there yet: two web servers on one port would share its visitors without a word."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) != 0


def run_together(host: str, port: int, ready: Callable[[], None]) -> int:
    """Run both until one ends or we are told to stop; return 0 after a stop, 1 when one ended by itself."""
    processes = [
        subprocess.Popen(command, env=os.environ) for command in (web_command(host, port), worker_command())
    ]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        ready()
        while all(process.poll() is None for process in processes):
            time.sleep(0.3)
        return 1
    except (KeyboardInterrupt, SystemExit):
        return 0
    finally:
        for process in processes:
            process.send_signal(signal.SIGTERM)
        for process in processes:
            process.wait(timeout=10)
