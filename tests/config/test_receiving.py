"""A request is received whole before work on it begins, and requests are worked on one at a time."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.test import RequestFactory

from balai.config.receiving import PIECE, Environ, ReceivedWhole, Start


class SlowLine:
    """A body of which the rest arrives when `rest` is set."""

    def __init__(self, *pieces: bytes) -> None:
        self.pieces, self.rest, self.asked = list(pieces), threading.Event(), threading.Event()

    def read(self, _size: int) -> bytes:
        if len(self.pieces) == 1:
            self.asked.set()
            self.rest.wait(10)
        return self.pieces.pop(0) if self.pieces else b""


class Echo:
    """Answers with what was sent, and remembers which threads it worked in."""

    def __init__(self) -> None:
        self.threads: set[int] = set()

    def __call__(self, environ: Environ, start: Start) -> list[bytes]:
        self.threads.add(threading.get_ident())
        start("200 OK", [])
        body: bytes = environ["wsgi.input"].read()
        return [body]


def sent(line: Any, length: str = "6") -> Environ:
    return {"wsgi.input": line, "CONTENT_LENGTH": length}


def silent(*_said: Any) -> None:
    return None


def test_a_slow_sender_holds_up_nobody_and_loses_nothing() -> None:
    server, line = ReceivedWhole(Echo(), 1000), SlowLine(b"abc", b"def")
    with ThreadPoolExecutor() as threads:
        slow = threads.submit(server, sent(line), silent)
        assert line.asked.wait(10)
        assert list(server(sent(BytesIO(b"quick")), silent)) == [b"quick"]
        assert not slow.done()
        line.rest.set()
        assert list(slow.result(10)) == [b"abcdef"]


def test_requests_are_worked_on_one_at_a_time() -> None:
    echo = Echo()
    server = ReceivedWhole(echo, 1000)
    with ThreadPoolExecutor(8) as threads:
        answers = [threads.submit(server, sent(BytesIO(b"%d" % n)), silent) for n in range(200)]
        assert [list(answer.result()) for answer in answers] == [[b"%d" % n] for n in range(200)]
    assert len(echo.threads) == 1


def test_a_request_beyond_the_limit_is_not_read_on_and_is_told_so(db: None) -> None:
    body, said = BytesIO(bytes(10 * PIECE)), []
    request = RequestFactory(SERVER_NAME="127.0.0.1").post("/api/v1/documents", b"", "application/json")
    environ = request.environ | sent(body, str(10 * PIECE))
    server = ReceivedWhole(get_wsgi_application(), PIECE)
    page = b"".join(server(environ, lambda status, _headers, *_: said.append(status)))
    assert said == ["413 Request Entity Too Large"]
    assert b"too_large" in page
    assert body.tell() == 2 * PIECE


def test_a_browser_that_sends_too_much_gets_a_page(db: None) -> None:
    environ = RequestFactory(SERVER_NAME="127.0.0.1").post("/masuk/", {"a": "b"}).environ
    environ |= sent(BytesIO(bytes(300)), "300")
    page = b"".join(ReceivedWhole(get_wsgi_application(), 100)(environ, silent)).decode()
    assert "Kiriman terlalu besar" in page
