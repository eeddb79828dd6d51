"""Draws BPMN from a few words, so that a test shows its whole process.

One line is one element: `kind id arguments > target ; target : condition`. The target of a gateway without
a condition is its default. Lines indented below `sub id` stand in that event sub-process, below `inner id > target`
in that sub-process, below `process id` in a process of its own. A `+` after the kind of a boundary event or of the
start of an event sub-process makes it non-interrupting. A task, `inner` or `calls` may say `times 3` or `each list`,
then `in_turn`, then `until condition`.
"""

from xml.sax.saxutils import escape, quoteattr

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="t" '
    'expressionLanguage="https://www.omg.org/spec/DMN/20191111/FEEL/">'
)
TAGS = {
    "start": "startEvent",
    "end": "endEvent",
    "terminate": "endEvent",
    "fail": "endEvent",
    "user": "userTask",
    "call": "serviceTask",
    "rule": "businessRuleTask",
    "send": "sendTask",
    "receive": "receiveTask",
    "xor": "exclusiveGateway",
    "and": "parallelGateway",
    "or": "inclusiveGateway",
    "race": "eventBasedGateway",
    "calls": "callActivity",
    "inner": "subProcess",
    "sub": "subProcess",
    "shout": "intermediateThrowEvent",
    "cry": "endEvent",
    "hear": "intermediateCatchEvent",
    "heed": "boundaryEvent",
    "heard": "startEvent",
    "warn": "intermediateThrowEvent",
    "escalate": "endEvent",
    "rise": "boundaryEvent",
    "risen": "startEvent",
    "told": "endEvent",
    "milestone": "intermediateThrowEvent",
    "emit": "intermediateThrowEvent",
    "catch": "intermediateCatchEvent",
    "wait": "intermediateCatchEvent",
    "limit": "boundaryEvent",
    "notice": "boundaryEvent",
    "error": "boundaryEvent",
    "at": "startEvent",
    "on": "startEvent",
    "broken": "startEvent",
}
TIMED = {"wait", "limit", "at"}
REFERRING = {
    **dict.fromkeys(("emit", "catch", "notice", "on", "told"), ("message", "pesan")),
    **dict.fromkeys(("fail", "error", "broken"), ("error", "galat")),
    **dict.fromkeys(("shout", "cry", "hear", "heed", "heard"), ("signal", "isyarat")),
    **dict.fromkeys(("warn", "escalate", "rise", "risen"), ("escalation", "eskalasi")),
}
SHARED = {"message": "pesan", "signal": "isyarat", "error": "galat", "escalation": "eskalasi"}
CODED = {"error", "escalation"}


def draw(text: str, *, lanes: str | None = None) -> bytes:
    """Return a BPMN file; every element stands in the lane `petugas` unless `lanes` is given as XML."""
    body: list[str] = []
    names: list[str] = []
    open_: list[tuple[int, str]] = []
    flows = 0
    for line in filter(str.strip, text.splitlines()):
        indent = len(line) - len(line.lstrip())
        while open_ and indent <= open_[-1][0]:
            body.append(open_.pop()[1])
        head, _, targets = line.strip().partition(" > ")
        kind, name, *arguments = head.split()
        if kind == "process":
            body.append(f'</process><process id="{name}">')
            continue
        names.append(name)
        found, default = _flows(name, targets, flows)
        flows += len(found)
        chooses = kind in {"xor", "or"} and len(found) > 1
        element = _element(kind, name, arguments, default if chooses else "")
        body.append(element)
        if kind in {"inner", "sub"}:
            body[-1] = element.removesuffix("</subProcess>")
            open_.append((indent, "</subProcess>" + "".join(found)))
        else:
            body.extend(found)
    body.extend(end for _, end in reversed(open_))
    return _document(body, names, lanes)


def _document(body, names, lanes):
    text = "\n".join(filter(None, body))
    kept = "".join(f"<flowNodeRef>{name}</flowNodeRef>" for name in names)
    if lanes is None:
        lanes = f'<laneSet id="lajur"><lane id="petugas" name="Petugas">{kept}</lane></laneSet>'
    shared = []
    for tag, stem in SHARED.items():
        for name in sorted({word for word in text.split('"') if word.startswith(f"{stem}_")}):
            code = f' {tag}Code="{name.partition("_")[2]}"' if tag in CODED else ""
            shared.append(f'<{tag} id="{name}" name="{name}"{code}/>')
    parts = [HEAD, *shared, '<process id="proses" name="Proses">', lanes, text, "</process></definitions>"]
    return "\n".join(parts).encode()


def _element(kind, name, arguments, default):
    if kind == "sub":
        return f'<subProcess id="{name}" triggeredByEvent="true"></subProcess>'
    calm = kind.endswith("+")
    kind = kind.removesuffix("+")
    tag = TAGS[kind]
    attributes = f' id="{name}" name={quoteattr(name.replace("_", " ").capitalize())}'
    if tag == "boundaryEvent":
        attributes += f' attachedToRef="{arguments.pop(0)}" cancelActivity="{"false" if calm else "true"}"'
    elif calm:
        attributes += ' isInterrupting="false"'
    if kind == "calls":
        attributes += f' calledElement="{arguments.pop(0)}"'
    loop = _loop(arguments) if {"times", "each"} & set(arguments) else ""
    if kind in {"receive", "send"} and arguments:
        attributes += f' messageRef="pesan_{arguments[0]}"'
    if default:
        attributes += f' default="{default}"'
    return f"<{tag}{attributes}>{loop}{_definition(kind, arguments)}</{tag}>"


def _loop(arguments):
    at = next(place for place, word in enumerate(arguments) if word in {"times", "each"})
    words = arguments[at:]
    del arguments[at:]
    turns = "in_turn" in words
    many = {"times": "loopCardinality", "each": "loopDataInputRef"}[words[0]]
    until = escape(" ".join(words[words.index("until") + 1 :])) if "until" in words else ""
    until = f"<completionCondition>{until}</completionCondition>" if until else ""
    tag = "multiInstanceLoopCharacteristics"
    return f'<{tag} isSequential="{str(turns).lower()}"><{many}>{words[1]}</{many}>{until}</{tag}>'


def _definition(kind, arguments):
    if kind in TIMED:
        time = "timeDuration" if arguments[0].startswith("P") else "timeDate"
        return f"<timerEventDefinition><{time}>{arguments[0]}</{time}></timerEventDefinition>"
    if kind in REFERRING:
        tag, stem = REFERRING[kind]
        ref = f' {tag}Ref="{stem}_{arguments[0]}"' if arguments else ""
        return f"<{tag}EventDefinition{ref}/>"
    return "<terminateEventDefinition/>" if kind == "terminate" else ""


def _flows(source, targets, number):
    found, default = [], ""
    for part in filter(None, targets.split(" ; ")):
        target, _, condition = part.strip().partition(" : ")
        number += 1
        name = f"f{number:02}"
        default = default if condition else name
        inner = f"<conditionExpression>{escape(condition)}</conditionExpression>" if condition else ""
        ends = f'sourceRef="{source}" targetRef="{target.strip()}"'
        found.append(f'<sequenceFlow id="{name}" {ends}>{inner}</sequenceFlow>')
    return found, default
