"""Between the web server and Django: a request is received whole before work on it begins, and worked on one at a time.

Reading from a phone on a bad line takes seconds, answering takes milliseconds. Each request waits for its bytes in a
thread of its own, of which there may be many; one thread of the process then works. So a slow sender holds up nobody,
requests do not take turns on the interpreter's lock in the middle of a transaction, and each process keeps one
connection to each database. To use more cores, run more processes (ADR 0018).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from balai.site.errors import TOO_LARGE

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]

IN_MEMORY = 256 * 1024
PIECE = 64 * 1024


class ReceivedWhole:
    """A WSGI application (PEP 3333) in front of another one; `largest` is the size of a body in bytes that is still read."""

    def __init__(self, application: Application, largest: int) -> None:
        self.application, self.largest = application, largest
        self.working = ThreadPoolExecutor(max_workers=1, thread_name_prefix="working")

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Receive, then let the one thread answer; raises what the application raises, and OSError for a broken line."""
        if environ.get("CONTENT_LENGTH", "0") in {"", "0"} and "HTTP_TRANSFER_ENCODING" not in environ:
            return self.working.submit(self._answered, environ, start).result()
        with SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            if self._received(environ["wsgi.input"], body):
                environ |= {"wsgi.input": body, "CONTENT_LENGTH": str(body.tell())}
                body.seek(0)
            else:
                environ |= {"wsgi.input": BytesIO(), "CONTENT_LENGTH": "0", TOO_LARGE: "yes"}
            return self.working.submit(self._answered, environ, start).result()

    def _received(self, source: Any, body: IO[bytes]) -> bool:
        """Read to the end; say whether it came before the limit."""
        while piece := source.read(PIECE):
            body.write(piece)
            if body.tell() > self.largest:
                return False
        return True

    def _answered(self, environ: Environ, start: Start) -> Iterable[bytes]:
        answer = self.application(environ, start)
        try:
            return [b"".join(answer)]
        finally:
            if hasattr(answer, "close"):
                answer.close()
