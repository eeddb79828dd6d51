"""How well the tests test: change the kernel in small ways, one at a time, and count the changes that some test notices.

    python -m tools.mutation calendar proof             every mutant of these parts
    python -m tools.mutation decisions --sample 200     200 of them, drawn with a fixed seed

mutmut (settings in pyproject.toml) makes the mutants and runs, for each, the tests that reach it. What it knows is kept
in mutants/; delete that folder to begin anew. Prints for each part how many were killed, the share, and for a sample
the 95 % interval (Wilson); then the names of those that lived, for `mutmut show NAME`.
"""

import argparse
import json
import random
import subprocess
import sys
from math import sqrt
from pathlib import Path

MADE = Path("mutants/src/balai/kernel")
SEED = 20261122
KILLED, SURVIVED, UNREACHED = {1, 3}, {0}, {5, 33}
OVERTIME = {-24, 24, 36, 152, 255}  # a mutant that never ends is noticed as well


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tools.mutation")
    parser.add_argument("parts", nargs="+", help="parts of src/balai/kernel")
    parser.add_argument("--sample", type=int, default=0, help="how many mutants of each part; 0: all")
    parser.add_argument("--processes", type=int, default=1)
    asked = parser.parse_args()
    if not MADE.exists():
        mutmut("none", "--max-children", str(asked.processes))  # it makes all before it looks for this one
    for part in asked.parts:
        names = drawn(part, asked.sample)
        say(f"{part}: {len(names)} of {len(results(part))} mutants")
        mutmut(*names, "--max-children", str(asked.processes))
        told(part, names)


def mutmut(*arguments: str) -> None:
    """Run mutmut quietly; what it finds is read from its folder."""
    program = Path(sys.executable).with_name("mutmut")
    subprocess.run([program, "run", *arguments], capture_output=True, check=False)  # noqa: S603 - nobody else's words


def results(part: str) -> dict[str, int | None]:
    """Return the exit code of each mutant's tests by its name; None: not run yet."""
    found: dict[str, int | None] = {}
    for path in sorted((MADE / part).rglob("*.meta")):
        found |= json.loads(path.read_text())["exit_code_by_key"]
    return found


def drawn(part: str, sample: int) -> list[str]:
    """Return the names of all mutants of a part, or of so many, the same in every run."""
    names = sorted(results(part))
    return sorted(random.Random(SEED).sample(names, sample)) if 0 < sample < len(names) else names  # noqa: S311


def told(part: str, names: list[str]) -> None:
    """Print what became of some mutants."""
    codes = {name: code for name, code in results(part).items() if name in set(names)}
    killed = sum(code in KILLED | OVERTIME for code in codes.values())
    lived = sorted(name for name, code in codes.items() if code in SURVIVED | UNREACHED)
    low, high = interval(killed, killed + len(lived))
    left = len(codes) - killed - len(lived)
    say(f"{part}: {killed} of {killed + len(lived)} killed, {killed / (killed + len(lived)):.1%}")
    say(f"    95 % interval, if this is a sample: {low:.1%} to {high:.1%}; {left} not run")
    say(*(f"    lived: {name}" for name in lived))


def say(*lines: str) -> None:
    """Write lines as they come; a run takes long."""
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()


def interval(killed: int, count: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share."""
    z, share = 1.96, killed / count
    middle = share + z * z / (2 * count)
    spread = z * sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return (middle - spread) / (1 + z * z / count), (middle + spread) / (1 + z * z / count)


if __name__ == "__main__":
    main()
