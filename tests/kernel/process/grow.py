"""Grows random processes that are sound by construction: blocks within blocks, each with one way in and out.

A block is a tuple: its kind, then what it holds. `Garden.plant` writes it down in the words of `draw`.
"""

from hypothesis import strategies as st

LEAVES = st.sampled_from(
    [("task",), ("call",), ("rule",), ("milestone",), ("send",), ("delay",), ("receive",)]
)


def _some(block):
    return st.lists(block, min_size=2, max_size=3).map(tuple)


def _unforked(block):
    return st.tuples(st.sampled_from(["sequence", "choice"]), _some(block)) | st.tuples(
        st.sampled_from(["loop", "inner"]), block
    )


def _forked(block):
    several = st.tuples(st.sampled_from(["sequence", "choice", "fork", "some"]), _some(block))
    return several | st.tuples(st.just("inner"), block)


def _noticed(block):
    kind = st.sampled_from(["guard", "beside"])
    return _forked(block) | st.tuples(st.just("withdrawn"), kind, block, block)


def _around(block):
    out = st.sampled_from(["on", "terminate", "fail"])
    return st.one_of(
        _forked(block),
        st.tuples(st.sampled_from(["loop", "inner"]), block),
        st.tuples(st.just("withdrawn"), st.sampled_from(["guard", "beside"]), block, block),
        st.tuples(st.just("race"), _some(block)),
        st.tuples(st.just("guard"), st.sampled_from(["limit", "notice", "error"]), out, block),
        st.tuples(st.just("beside"), st.sampled_from(["limit+", "notice+"]), block),
    )


BLOCKS = st.recursive(LEAVES, _around, max_leaves=10)
UNFORKED = st.recursive(st.sampled_from([("task",), ("milestone",)]), _unforked, max_leaves=4)
PLAIN = st.recursive(UNFORKED, _noticed, max_leaves=4)  # no fork within a loop
ROWS = st.lists(BLOCKS, min_size=1, max_size=3).map(lambda row: ("sequence", tuple(row)))
QUIET = st.recursive(
    LEAVES,
    lambda block: st.one_of(
        _forked(block),
        st.tuples(st.just("loop"), block),
        st.tuples(st.just("race"), _some(block)),
        st.tuples(st.just("guard"), st.sampled_from(["limit", "notice", "error"]), st.just("on"), block),
    ),
    max_leaves=5,
)
SAFE = st.recursive(  # nothing is open twice: what happens beside a task happens once, and in no loop
    QUIET | st.tuples(st.just("beside"), st.just("limit+"), QUIET), _forked, max_leaves=3
)
PROCESSES = st.tuples(ROWS, st.none() | LEAVES, st.lists(st.just("pesan"), max_size=1))


def grown(process):
    """Return the words of a process: its block, what silence leads to, whether it can be withdrawn."""
    block, silence, withdrawn = process
    inner = "sub darurat\n    broken galat penuh > dibereskan\n    end dibereskan"
    if silence:
        shed = Garden("s")
        shed.line("at batas case.due", shed.plant(silence, "dikabulkan"))
        shed.line("end dikabulkan")
        inner += "\nsub diam\n" + "\n".join(f"    {line}" for line in shed.lines)
    if withdrawn:
        inner += "\nsub cabut\n    on dicabut batal > ditarik\n    end ditarik"
    return f"{plain(block)}\n{inner}"


def plain(block):
    """Return the words of a process that has no event sub-process."""
    garden = Garden()
    garden.line("start mulai", garden.plant(block, "selesai"))
    garden.line("end selesai")
    return "\n".join(garden.lines)


class Garden:
    """Collects lines and gives names that begin with a prefix."""

    def __init__(self, prefix=""):
        self.lines, self.count, self.prefix = [], 0, prefix

    def name(self, stem):
        self.count += 1
        return f"{self.prefix}{stem}{self.count}"

    def line(self, head, *targets):
        self.lines.append(head + (f" > {' ; '.join(targets)}" if targets else ""))

    def plant(self, block, after):
        """Write the block, leading on to the element `after`; return the element it begins with."""
        return getattr(self, f"_{block[0]}")(after, *block[1:])

    def leaf(self, after, word, *words):
        name = self.name(word)
        self.line(" ".join((word, name, *words)), after)
        return name

    def merged(self, after):
        """Let many ways in become one, as a parallel gateway would take them for branches."""
        return self.leaf(after, "xor")

    def _task(self, after):
        return self.leaf(after, "user")

    def _call(self, after):
        return self.leaf(after, "call")

    def _rule(self, after):
        return self.leaf(after, "rule")

    def _milestone(self, after):
        return self.leaf(after, "milestone")

    def _send(self, after):
        return self.leaf(after, "send")

    def _delay(self, after):
        return self.leaf(after, "wait", "P1D")

    def _receive(self, after):
        return self.leaf(after, "receive", "bayar")

    def _sequence(self, after, blocks):
        for block in reversed(blocks):
            after = self.plant(block, after)
        return after

    def _choice(self, after, blocks):
        task, gateway, merge = self.name("user"), self.name("xor"), self.merged(after)
        first = [self.plant(block, merge) for block in blocks]
        ways = [f'{name} : task.{task}.outcome = "{number}"' for number, name in enumerate(first[1:])]
        self.line(f"user {task}", gateway)
        self.line(f"xor {gateway}", first[0], *ways)
        return task

    def _fork(self, after, blocks):
        fork, join = self.name("and"), self.leaf(after, "and")
        self.line(f"and {fork}", *(self.plant(block, join) for block in blocks))
        return fork

    def _some(self, after, blocks):
        """One block for sure or, by the outcome, the second or all: an inclusive gateway and its merge."""
        task, gateway, merge = self.name("user"), self.name("or"), self.leaf(after, "or")
        first = [self.plant(block, merge) for block in blocks]
        ways = [
            f'{name} : task.{task}.outcome = "{number % 2}" or task.{task}.outcome = "all"'
            for number, name in enumerate(first[1:])
        ]
        self.line(f"user {task}", gateway)
        self.line(f"or {gateway}", first[0], *ways)
        return task

    def _inner(self, after, block):
        name = self.name("inner")
        self.nest(name, after, block)
        return name

    def nest(self, name, after, block):
        """Write a sub-process around a block."""
        shed = Garden(name)
        end = shed.name("akhir")
        shed.line(f"start {shed.name('awal')}", shed.plant(block, end))
        shed.line(f"end {end}")
        self.line(f"inner {name}", after)
        self.lines += [f"    {line}" for line in shed.lines]

    def _withdrawn(self, after, kind, inside, block):
        """A sub-process with a message on its border, which interrupts it or runs beside it."""
        name, event = self.name("inner"), self.name("b")
        merge = self.merged(after)
        out = merge if kind == "guard" else self.way_out("end", merge)
        self.nest(name, merge, inside)
        self.line(f"notice{'+' if kind == 'beside' else ''} {event} {name} batal", self.plant(block, out))
        return name

    def _race(self, after, blocks):
        race, merge = self.name("race"), self.merged(after)
        kinds = ["catch x bayar", "wait x P7D", "receive x lapor"]
        events = []
        for kind, block in zip(kinds, blocks, strict=False):
            events.append(self.name("e"))
            self.line(kind.replace("x", events[-1]), self.plant(block, merge))
        self.line(f"race {race}", *events)
        return race

    def _loop(self, after, block):
        entry, task, gateway = self.name("xor"), self.name("user"), self.name("xor")
        self.line(f"xor {entry}", self.plant(block, task))
        self.line(f"user {task}", gateway)
        self.line(f"xor {gateway}", after, f'{entry} : task.{task}.outcome = "1"')
        return entry

    def _guard(self, after, kind, out, block):
        host, event, merge = self.name("x"), self.name("b"), self.merged(after)
        self.line(f"{'call' if kind == 'error' else 'user'} {host}", merge)
        self.line(f"{kind} {event} {host} {GUARDS[kind]}", self.plant(block, self.way_out(out, merge)))
        return host

    def _beside(self, after, kind, block):
        host, event = self.name("user"), self.name("b")
        self.line(f"user {host}", after)
        self.line(f"{kind} {event} {host} {GUARDS[kind[:-1]]}", self.plant(block, self.way_out("end", after)))
        return host

    def way_out(self, out, merge):
        if out == "on":
            return merge
        name = self.name("akhir")
        self.line(f"fail {name} penuh" if out == "fail" else f"{out} {name}")
        return name


GUARDS = {"limit": "P3D", "notice": "batal", "error": "penuh"}
