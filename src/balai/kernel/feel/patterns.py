"""Regular expressions that take time in proportion to the text, whatever the pattern.

FEEL's patterns are those of XPath (DMN 1.3 clause 10.3.4.3). They come from outside, so nothing that tries
one way after another runs them: all ways are followed at once (Pike's machine). Back-references would break
that and are refused.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from balai.kernel.feel.limits import Meter
from balai.kernel.feel.regex_syntax import (
    Alternatives,
    Anchor,
    Chain,
    Characters,
    Group,
    Node,
    Repeat,
    parse_pattern,
)

Spans = tuple[int, ...]  # start and end of the match, then of each group; -1 for a group that took no part
_DOLLAR = re.compile(r"\\([$\\])|\$(\d)|([$\\])", re.ASCII)


class Step(NamedTuple):
    """One instruction.

    A character to pass, an anchor, a fork (first way preferred), a mark, or the match ("end").
    """

    kind: str
    test: Callable[[str], bool] | None = None
    at: int = 0
    other: int = 0
    anchor: str = ""


class Pattern:
    """A compiled pattern."""

    def __init__(self, steps: tuple[Step, ...], groups: int) -> None:
        self.steps = steps
        self.groups = groups

    def search(self, text: str, start: int, meter: Meter) -> Spans | None:
        """Find the first match from a position on; raises Exhausted when the meter runs out."""
        found: Spans | None = None
        threads: list[tuple[int, Spans]] = []
        for at in range(start, len(text) + 1):
            if found is None:
                threads = self._follow([*threads, (0, (-1,) * (2 * self.groups + 2))], text, at)
            if not threads and found is not None:
                break
            meter.spend(len(threads) + 1)
            threads, ended = self._pass(threads, text, at)
            if ended is not None:
                found = ended
            if threads:
                threads = self._follow(threads, text, at + 1)
        return found

    def _pass(
        self, threads: list[tuple[int, Spans]], text: str, at: int
    ) -> tuple[list[tuple[int, Spans]], Spans | None]:
        """Let every thread pass one character; the first that has ended cuts off those after it."""
        passed: list[tuple[int, Spans]] = []
        for pc, spans in threads:
            step = self.steps[pc]
            if step.kind == "end":
                return passed, spans
            if step.test is not None and at < len(text) and step.test(text[at]):
                passed.append((pc + 1, spans))
        return passed, None

    def _follow(self, threads: list[tuple[int, Spans]], text: str, at: int) -> list[tuple[int, Spans]]:
        """Walk every thread on to its next character or end; of two that meet, the first stays."""
        arrived: list[tuple[int, Spans]] = []
        seen: set[int] = set()
        waiting = threads[::-1]
        while waiting:
            pc, spans = waiting.pop()
            if pc in seen:
                continue
            seen.add(pc)
            step = self.steps[pc]
            if step.kind == "fork":
                waiting += [(step.other, spans), (step.at, spans)]
            elif step.kind == "mark":
                waiting.append((pc + 1, (*spans[: step.at], at, *spans[step.at + 1 :])))
            elif step.kind == "anchor":
                if _holds(step.anchor, text, at):
                    waiting.append((pc + 1, spans))
            else:
                arrived.append((pc, spans))
        return arrived

    def expand(self, replacement: str, text: str, spans: Spans) -> str:
        """Fill $1, $2 ... into a replacement; raises ValueError for a lone $ or backslash."""

        def one(match: re.Match[str]) -> str:
            if match[3]:
                raise ValueError("write \\$ or \\\\ for the character itself")
            if match[1]:
                return match[1]
            group = int(match[2])
            if group > self.groups or spans[2 * group] < 0:
                return ""
            return text[spans[2 * group] : spans[2 * group + 1]]

        return _DOLLAR.sub(one, replacement)


def _holds(anchor: str, text: str, at: int) -> bool:
    if anchor == "^":
        return at == 0
    if anchor == "$":
        return at == len(text)
    if anchor == "^m":
        return at == 0 or text[at - 1] == "\n"
    return at == len(text) or text[at] == "\n"


@lru_cache(maxsize=1024)
def pattern(source: str, flags: str) -> Pattern:
    """Compile a pattern with the flags i, m, s, x, q; raises ValueError when it is none or too large."""
    tree, groups = parse_pattern(source, flags)
    steps: list[Step] = []
    _emit(Group(tree, 0), steps)
    return Pattern((*steps, Step("end")), groups)


def _emit(node: Node, steps: list[Step]) -> None:
    if isinstance(node, Characters):
        steps.append(Step("character", node.test))
    elif isinstance(node, Anchor):
        steps.append(Step("anchor", anchor=node.kind))
    elif isinstance(node, Group):
        if node.number >= 0:
            steps.append(Step("mark", at=2 * node.number))
        _emit(node.inner, steps)
        if node.number >= 0:
            steps.append(Step("mark", at=2 * node.number + 1))
    elif isinstance(node, Chain):
        for part in node.parts:
            _emit(part, steps)
    elif isinstance(node, Alternatives):
        _emit_alternatives(node, steps)
    else:
        _emit_repeat(node, steps)


def _emit_alternatives(node: Alternatives, steps: list[Step]) -> None:
    jumps: list[int] = []
    for part in node.parts[:-1]:
        fork = len(steps)
        steps.append(Step("fork"))
        _emit(part, steps)
        jumps.append(len(steps))
        steps.append(Step("fork"))
        steps[fork] = Step("fork", at=fork + 1, other=len(steps))
    _emit(node.parts[-1], steps)
    for jump in jumps:
        steps[jump] = Step("fork", at=len(steps), other=len(steps))


def _emit_repeat(node: Repeat, steps: list[Step]) -> None:
    for _ in range(node.least):
        _emit(node.inner, steps)
    if node.most is None:
        fork = len(steps)
        steps.append(Step("fork"))
        _emit(node.inner, steps)
        steps.append(Step("fork", at=fork, other=fork))
        steps[fork] = _fork(fork + 1, len(steps), lazy=node.lazy)
        return
    forks: list[int] = []
    for _ in range(node.most - node.least):
        forks.append(len(steps))
        steps.append(Step("fork"))
        _emit(node.inner, steps)
    for fork in forks:
        steps[fork] = _fork(fork + 1, len(steps), lazy=node.lazy)


def _fork(inside: int, past: int, *, lazy: bool) -> Step:
    return Step("fork", at=past, other=inside) if lazy else Step("fork", at=inside, other=past)
