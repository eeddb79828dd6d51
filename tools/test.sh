#!/bin/sh
# Everything that `make test` promises, part by part. Each part runs even when one before it failed; the end says which
# failed and exits 1. A part that this machine cannot run is named loudly, and is a failure where CI=true.
set -u
cd "$(dirname "$0")/.." || exit 1
bin=.venv/bin
export PYTHONPATH=.
out=$(mktemp -d "${TMPDIR:-/tmp}/balai-test-run.XXXXXX")
trap 'rm -rf "$out"' EXIT
trap 'exit 130' INT TERM
started=$(date +%s)
failed=""
left=""

part() { # part NAME COMMAND...: run it, keep what it said, remember whether it failed
    name=$1
    shift
    printf '\n=== %s\n' "$name"
    begun=$(date +%s)
    { "$@" 2>&1; echo $? >"$out/status"; } | tee -a "$out/said"
    read -r status <"$out/status"
    if [ "$status" -ne 0 ]; then failed="$failed, $name"; fi
    printf '    %s s\n' "$(($(date +%s) - begun))"
}

tests() { # tests NAME ARGUMENTS...: a run of pytest; no test found is a failure too
    name=$1
    shift
    part "$name" $bin/pytest "$@"
}

cannot() { # cannot NAME WHY: outside CI loud, in CI a failure
    printf '\n!!! NOT RUN: %s. %s\n' "$1" "$2" | tee -a "$out/said"
    if [ "${CI:-}" = true ]; then failed="$failed, $1 (not run)"; else left="$left, $1"; fi
}

chromium() { # find Chromium, or install Debian's when we may
    for name in "${CHROMIUM:-chromium}" chromium-browser google-chrome; do
        if CHROMIUM=$(command -v "$name"); then export CHROMIUM; return 0; fi
    done
    [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null || return 1
    echo "Installing Chromium for the browser tests ..."
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -qq -y --no-install-recommends chromium >/dev/null || return 1
    CHROMIUM=$(command -v chromium) && export CHROMIUM
}

part "lint" $bin/ruff check .
part "format" $bin/ruff format --check .
part "templates" $bin/djlint --lint src/balai --quiet
part "types" $bin/mypy src tests
part "import contracts" $bin/lint-imports
part "messages" $bin/python -m tools.messages compile
tests "tests on SQLite" -n 2 -m "not browser and not crash"
tests "tests on PostgreSQL" --postgres -n 2 -m "not browser and not crash" --ignore=tests/kernel --ignore=tests/house
if chromium; then
    tests "tests in a browser" -n 2 -m browser
else
    cannot "tests in a browser" "Chromium is missing. On Debian, as root: apt-get install chromium"
fi
tests "kill web and worker under load" -m crash

count() { # count WORD: the sum of "N WORD" over the last lines of all runs of pytest
    grep -E '^([0-9]+ [a-z]+,? )+in [0-9.]+s' "$out/said" | grep -oE "[0-9]+ $1" | awk '{ n += $1 } END { print n + 0 }'
}
echo
[ -z "$left" ] || echo "!!! NOT RUN on this machine: ${left#, }"
[ -z "$failed" ] || echo "FAILED: ${failed#, }"
echo "$(count passed) passed, $(($(count failed) + $(count 'errors?'))) failed, $(count skipped) skipped in $(($(date +%s) - started)) s"
[ -z "$failed" ]
