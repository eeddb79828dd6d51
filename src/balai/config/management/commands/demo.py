"""`balai demo`: set up everything once, then run the web server and the worker, and say where and as whom to look."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from balai.config import hall, preparing, serving, story
from balai.kernel.problem import Refused
from balai.lib import clock
from balai.lib.db import not_waiting_for_the_disk
from balai.people import demo as people_demo
from balai.people import selectors as people


class Command(BaseCommand):
    """The demo. Everybody in it is made up."""

    help = "Set up the demo once, then serve it at http://127.0.0.1:$PORT until Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether to serve."""
        parser.add_argument("--no-serve", action="store_true", help="set up only")

    def handle(self, *_args: Any, no_serve: bool, **_options: Any) -> None:
        """Set up what is missing; then serve."""
        if not settings.DEMO:
            raise CommandError("BALAI_DEMO is switched off; the demo does not run beside real data.")
        port = int(os.environ.get("PORT", "8000"))
        if not no_serve and not serving.is_free("127.0.0.1", port):
            raise CommandError(f"Port {port} sudah dipakai. Coba: PORT={port + 1} make demo")
        preparing.prepare()
        whole = Path(settings.VAR) / "prepared" / "demo"
        if not people.governments():
            try:
                self._make()
            except Refused as refused:
                raise CommandError(
                    f"{refused}\nPerbaiki folder itu, lalu: make reset-demo; make demo"
                ) from refused
            whole.touch()
        elif whole.exists():
            self._look_after()
        else:
            raise CommandError(
                "Data contoh belum selesai dibuat. Jalankan `make reset-demo`, lalu `make demo` lagi."
            )
        if no_serve:
            return
        status = serving.run_together("127.0.0.1", port, lambda: self._say_where(port))
        if status:
            raise CommandError(
                f"A process ended by itself. Is port {port} in use? PORT=8001 make demo takes another."
            )

    def _make(self) -> None:
        """Open the hall and tell its past."""
        started = time.perf_counter()
        self.stdout.write("Membuka balai: pemerintah, jabatan, penduduk, layanan ...")
        with not_waiting_for_the_disk():
            hall.open_hall()
            government = people.government_by_code(hall.demo_file("hall.toml")["offers"]["government"])
            self.stdout.write("Menjalankan berkas-berkas yang lalu dengan jam tiruan (sekali saja) ...")
            count = story.tell(government, self._progress)
        self.stdout.write(f"\n{count} berkas, {time.perf_counter() - started:.0f} detik.")

    def _progress(self, line: str) -> None:
        self.stdout.write(f"\r  hari kerja {line} berkas   ", ending="")
        self.stdout.flush()

    def _look_after(self) -> None:
        """Publish folders that changed; a broken one leaves the published version running."""
        try:
            hall.publish_services()
        except Refused as refused:
            self.stderr.write(f"Folder layanan ditolak; versi yang terbit tetap berjalan:\n{refused}")
        made = (settings.VAR / "secrets").stat().st_ctime
        age = timedelta(seconds=int(clock.now().timestamp() - made))
        self.stdout.write(f"Data contoh ini dibuat {age} yang lalu. `make reset-demo` menghapusnya.")

    def _say_where(self, port: int) -> None:
        address = f"http://127.0.0.1:{port}"
        self.stdout.write(f"\nBalai berjalan di {address}   (Ctrl-C untuk berhenti)")
        self.stdout.write(f"Masuk sebagai siapa saja di {address}/demo/ :")
        for group, personas in people_demo.personas().items():
            self.stdout.write(f"  {group}")
            for persona in personas:
                self.stdout.write(f"    {persona.name:24} {persona.post or 'warga'}")
        self.stdout.flush()
