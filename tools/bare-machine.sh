#!/bin/sh
# Say plainly what a bare machine lacks before pip says it badly.
set -u
python=${PYTHON:-python3}
say() { printf '%s\n' "$*" >&2; }
command -v "$python" >/dev/null 2>&1 || { say "Python 3.11 or later is missing. On Debian: apt-get install python3 python3-venv"; exit 1; }
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { say "Python 3.11 or later is needed; $("$python" --version) is what $python is."; exit 1; }
"$python" -c 'import ensurepip, venv' 2>/dev/null || { say "Python's venv is missing. On Debian: apt-get install python3-venv"; exit 1; }
