"""Requests over HTTP: as many as go (closed loop), or so many a second whatever happens (open loop)."""

from __future__ import annotations

import http.client
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from queue import Empty, Queue

HOST = "127.0.0.1"
CONNECTIONS = 32  # so many that each process of the server gets its share


@dataclass(frozen=True)
class Request:
    """One request: what is asked, and the status that counts as an answer."""

    method: str
    path: str
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    expects: int = 200


class WrongAnswer(RuntimeError):
    """A request was answered otherwise than it should be; the figures would mean nothing."""


class Connection:
    """One connection that is kept open."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection(HOST, port, timeout=30)

    def send(self, request: Request) -> None:
        """Send a request and read the answer. Raises WrongAnswer."""
        self.connection.request(request.method, request.path, request.body or None, request.headers)
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status != request.expects:
            raise WrongAnswer(f"{request.path}: {answer.status} {text[:300]!r}")


def closed_loop(port: int, requests: Callable[[], Request], seconds: float) -> int:
    """Return how many requests are answered when 32 connections ask without pause for so many seconds."""
    counts: list[int] = []
    errors: list[Exception] = []
    until = time.perf_counter() + seconds

    def ask() -> None:
        connection, count = Connection(port), 0
        try:
            while time.perf_counter() < until:
                connection.send(requests())
                count += 1
        except Exception as error:
            errors.append(error)
        counts.append(count)

    _together(ask, CONNECTIONS)
    if errors:
        raise errors[0]
    return sum(counts)


def open_loop(port: int, requests: Callable[[], Request], rate: float, seconds: float) -> list[float]:
    """Return the latency of each request in ms, counted from the moment it was due, at so many a second."""
    due: Queue[float] = Queue()
    begin = time.perf_counter() + 0.1
    for number in range(int(rate * seconds)):
        due.put(begin + number / rate)
    took: list[float] = []
    errors: list[Exception] = []

    def ask() -> None:
        connection = Connection(port)
        try:
            for at in _each(due):
                time.sleep(max(0.0, at - time.perf_counter()))
                connection.send(requests())
                took.append((time.perf_counter() - at) * 1000)
        except Exception as error:
            errors.append(error)

    _together(ask, 16)
    if errors:
        raise errors[0]
    return took


def _each(due: Queue[float]) -> Iterator[float]:
    while True:
        try:
            yield due.get_nowait()
        except Empty:
            return


def _together(run: Callable[[], None], count: int) -> None:
    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def percentiles(took: list[float]) -> dict[str, float]:
    """Return p50, p95 and p99 in ms."""
    cuts = statistics.quantiles(took, n=100)
    return {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98]}
