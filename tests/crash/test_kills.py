"""Web server and worker killed 20 times under load (`make crash N=500` does more)."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.crash
def test_nothing_acknowledged_is_lost_or_doubled_when_web_and_worker_are_killed():
    command = [sys.executable, "-m", "tests.crash", "--kills", "20"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
