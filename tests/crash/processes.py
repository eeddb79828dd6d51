"""The real web server and worker, started as `balai demo` starts them, killed without warning, started again."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import time
from http import HTTPStatus
from pathlib import Path

from balai.config import serving

HOST = "127.0.0.1"
PATIENCE = 30.0


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as listening:
        listening.bind((HOST, 0))
        port: int = listening.getsockname()[1]
        return port


class Running:
    """Web server and worker of one folder. Each has a process group of its own, so that all of it dies at once."""

    def __init__(self, environment: dict[str, str], folder: Path) -> None:
        self.environment, self.folder, self.port = environment, folder, free_port()
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str) -> None:
        """Start the web server ("web") or the worker ("worker")."""
        command = serving.web_command(HOST, self.port) if name == "web" else serving.worker_command()
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                command, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self, name: str) -> None:
        """Kill a process and its children at once: nothing is finished, nothing is said."""
        process = self.processes[name]
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def wait_for_answer(self) -> None:
        """Wait until the web server answers. Raises TimeoutError."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                connection = http.client.HTTPConnection(HOST, self.port, timeout=5)
                connection.request("GET", "/lacak/")
                if connection.getresponse().status == HTTPStatus.OK:
                    return
            except OSError:
                pass
            time.sleep(0.05)
        raise TimeoutError((self.folder / "web.log").read_text(errors="replace")[-2000:])

    def stop(self) -> None:
        """End what runs."""
        for name in self.processes:
            if self.processes[name].poll() is None:
                self.kill(name)
