"""Regular expressions that take time in proportion to the text, whatever the pattern.

FEEL's patterns are those of XPath (DMN 1.5 clause 10.3.4.3). They come from outside, so nothing that tries
one way after another runs them: all ways are followed at once (Pike's machine). A pattern with back-references
has more ways, and each step on each of them is paid for.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from balai.kernel.feel.limits import Meter
from balai.kernel.feel.regex_syntax import (
    Alternatives,
    Anchor,
    Chain,
    Characters,
    Group,
    Node,
    Repeat,
    Same,
    parse_pattern,
)

Spans = tuple[int, ...]  # start and end of the match, then of each group; -1 for a group that took no part
Thread = tuple[int, Spans, int]  # the step, what was read, and how much of a back-reference
_DOLLAR = re.compile(r"\\([$\\])|\$(\d)|([$\\])", re.ASCII)


class Step(NamedTuple):
    """One instruction.

    A character to pass, an anchor, a fork (first way preferred), a mark, the text of a group once more
    ("same"), or the match ("end").
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
        self.looks_back = any(step.kind == "same" for step in steps)
        self.cost = len(steps) if self.looks_back else 1  # of a thread's step: those carry what they read

    def search(self, text: str, start: int, meter: Meter) -> Spans | None:
        """Find the first match from a position on; raises Exhausted when the meter runs out."""
        found: Spans | None = None
        threads: list[Thread] = []
        for at in range(start, len(text) + 1):
            if found is None:
                threads = self._follow([*threads, (0, (-1,) * (2 * self.groups + 2), 0)], text, at)
            if not threads and found is not None:
                break
            meter.spend((len(threads) + 1) * self.cost)
            threads, ended = self._pass(threads, text, at)
            if ended is not None:
                found = ended
            if threads:
                threads = self._follow(threads, text, at + 1)
        return found

    def _pass(self, threads: list[Thread], text: str, at: int) -> tuple[list[Thread], Spans | None]:
        """Let every thread pass one character; the first that has ended cuts off those after it."""
        passed: list[Thread] = []
        for pc, spans, done in threads:
            step = self.steps[pc]
            if step.kind == "end":
                return passed, spans
            if at == len(text):
                continue
            if step.kind == "same":
                start, end = spans[step.at], spans[step.at + 1]
                if _alike(text[start + done], text[at], fold=bool(step.other)):
                    passed.append((pc, spans, done + 1) if start + done + 1 < end else (pc + 1, spans, 0))
            elif step.test is not None and step.test(text[at]):
                passed.append((pc + 1, spans, 0))
        return passed, None

    def _follow(self, threads: list[Thread], text: str, at: int) -> list[Thread]:
        """Walk every thread on to its next character or end; of two that meet, the first stays.

        What a thread has read before matters to back-references only.
        """
        arrived: list[Thread] = []
        seen: set[Any] = set()
        waiting = threads[::-1]
        while waiting:
            thread = waiting.pop()
            pc, spans, _ = thread
            met = thread if self.looks_back else pc
            if met in seen:
                continue
            seen.add(met)
            step = self.steps[pc]
            if step.kind == "fork":
                waiting += [(step.other, spans, 0), (step.at, spans, 0)]
            elif step.kind == "mark":
                waiting.append((pc + 1, (*spans[: step.at], at, *spans[step.at + 1 :]), 0))
            elif step.kind == "anchor":
                if _holds(step.anchor, text, at):
                    waiting.append((pc + 1, spans, 0))
            elif step.kind == "same" and spans[step.at] == spans[step.at + 1]:
                waiting.append((pc + 1, spans, 0))
            else:
                arrived.append(thread)
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


def _alike(left: str, right: str, *, fold: bool) -> bool:
    return left.casefold() == right.casefold() if fold else left == right


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
    elif isinstance(node, Same):
        steps.append(Step("same", at=2 * node.number, other=int(node.fold)))
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
