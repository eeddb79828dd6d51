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
from http import HTTPStatus
from pathlib import Path
from typing import Any

from tests.crash.processes import HOST

SHARES = {"birth": 0.2, "to the desk": 0.7, "granted at once": 0.1}
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
        names = list(self.client["courses"])
        while not self.stop.is_set():
            name = self.dice.choices(names, weights=[SHARES[name] for name in names])[0]
            self._apply(self.client["courses"][name], str(uuid.uuid4()))
            time.sleep(self.dice.uniform(0.0, 0.15))

    def _apply(self, course: dict[str, Any], key: str) -> None:
        for _ in range(2 if self.dice.random() < AGAIN else 1):
            number = self._answered(course, key)
            if number is not None:
                self.journal.write({"service": course["service"], "key": key, "number": number})

    def _answered(self, course: dict[str, Any], key: str) -> str | None:
        """Send until there is an answer; None when the load ends first, or the person asked a register too often.

        Any other refusal ends the client: the load would prove nothing.
        """
        body = json.dumps({"answers": course["answers"]})
        while not self.stop.is_set():
            status, reply = self._sent(f"/api/v1/services/{course['service']}/cases", key, body)
            if status == HTTPStatus.CREATED:
                number: str = reply["number"]
                return number
            if status == HTTPStatus.TOO_MANY_REQUESTS:
                return None
            if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
                self.refused = f"{status} {reply}"
                self.stop.set()
            time.sleep(0.2)
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
