"""Clients that apply over HTTP, try again with the same key until they are answered, and write every answer down.

An acknowledgement is on the disk, outside the database, before the client goes on.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import threading
import time
import uuid
from pathlib import Path
from typing import Any

from tests.crash.processes import HOST

CREATED, UNAVAILABLE, TOO_MANY = 201, 503, 429
AGAIN = 0.15
"""Share of acknowledged applications that are sent once more: the same number must come back."""


class Journal:
    """The acknowledgements, one line of JSON each, flushed to the disk."""

    def __init__(self, path: Path) -> None:
        self.file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_DSYNC, 0o600)
        self.lock, self.count = threading.Lock(), 0

    def write(self, line: dict[str, Any]) -> None:
        """Write a line; return when it is on the disk."""
        with self.lock:
            os.write(self.file, json.dumps(line).encode() + b"\n")
            self.count += 1


class Client(threading.Thread):
    """One program that applies again and again."""

    def __init__(
        self, number: int, client: dict[str, Any], port: int, journal: Journal, stop: threading.Event
    ) -> None:
        super().__init__(name=f"client {number}", daemon=True)
        self.client, self.port, self.journal, self.stop = client, port, journal, stop
        self.dice = random.Random(number)
        self.connection: http.client.HTTPConnection | None = None
        self.tries, self.refused = 0, ""

    def run(self) -> None:
        """Apply until told to stop; what is not answered by then stays open."""
        while not self.stop.is_set():
            self._apply("izin-usaha" if self.dice.random() < 0.1 else "akta-kelahiran", str(uuid.uuid4()))
            time.sleep(self.dice.uniform(0.0, 0.15))

    def _apply(self, service: str, key: str) -> None:
        number = self._answered(service, key)
        if number is None:
            return
        self.journal.write({"service": service, "key": key, "number": number})
        if self.dice.random() < AGAIN:
            again = self._answered(service, key)
            if again is not None:
                self.journal.write({"service": service, "key": key, "number": again})

    def _answered(self, service: str, key: str) -> str | None:
        """Send until there is an answer; None when the load ends first. An answer other than 201 ends the client."""
        body = json.dumps({"answers": self.client["answers"][service]})
        while not self.stop.is_set():
            status, reply = self._sent(f"/api/v1/services/{service}/cases", key, body)
            if status == CREATED:
                number: str = reply["number"]
                return number
            if status not in {0, UNAVAILABLE, TOO_MANY} and status < 500:
                self.refused = f"{status} {reply}"
                self.stop.set()
            time.sleep(0.05)
        return None

    def _sent(self, path: str, key: str, body: str) -> tuple[int, dict[str, Any]]:
        """Send one request; status 0 when the connection broke."""
        self.tries += 1
        headers = {
            "Authorization": f"Bearer {self.client['token']}", "Idempotency-Key": key, "Content-Type": "application/json",
        }  # fmt: skip
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection(HOST, self.port, timeout=10)
            self.connection.request("POST", path, body, headers)
            answer = self.connection.getresponse()
            return answer.status, json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError):
            if self.connection is not None:
                self.connection.close()
            self.connection = None
            return 0, {}
