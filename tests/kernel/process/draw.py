"""Draws BPMN from a few words, so that a test shows its whole process.

One line is one element: `kind id arguments > target ; target : condition`. The target of a gateway without
a condition is its default. Lines indented below `sub id` stand in that event sub-process. A `+` after `limit`
or `notice` makes the boundary event non-interrupting.
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
    "race": "eventBasedGateway",
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
MESSAGED = {"emit", "catch", "notice", "on"}
ERRING = {"fail", "error", "broken"}


def draw(text: str, *, lanes: str | None = None) -> bytes:
    """Return a BPMN file; every element stands in the lane `petugas` unless `lanes` is given as XML."""
    lines = [line for line in text.splitlines() if line.strip()]
    indent = min(len(line) - len(line.lstrip()) for line in lines)
    body, names, inner, flows = [], [], False, 0
    for line in lines:
        nested = len(line) - len(line.lstrip()) > indent
        if inner and not nested:
            body.append("</subProcess>")
        head, _, targets = line.strip().partition(" > ")
        kind, name, *arguments = head.split()
        names.append(name)
        found, default = _flows(name, targets, flows)
        flows += len(found)
        body.append(_element(kind, name, arguments, default if kind == "xor" and len(found) > 1 else ""))
        body.extend(found)
        inner = nested or kind == "sub"
    body.append("</subProcess>" if inner else "")
    return _document(body, names, lanes)


def _document(body, names, lanes):
    text = "\n".join(filter(None, body))
    kept = "".join(f"<flowNodeRef>{name}</flowNodeRef>" for name in names)
    if lanes is None:
        lanes = f'<laneSet id="lajur"><lane id="petugas" name="Petugas">{kept}</lane></laneSet>'
    messages = {word for word in text.split('"') if word.startswith("pesan_")}
    errors = {word for word in text.split('"') if word.startswith("galat_")}
    shared = [f'<message id="{name}"/>' for name in sorted(messages)]
    shared += [f'<error id="{name}" errorCode="{name[6:]}"/>' for name in sorted(errors)]
    parts = [HEAD, *shared, '<process id="proses" name="Proses">', lanes, text, "</process></definitions>"]
    return "\n".join(parts).encode()


def _element(kind, name, arguments, default):
    if kind == "sub":
        return f'<subProcess id="{name}" triggeredByEvent="true">'
    calm = kind.endswith("+")
    kind = kind.removesuffix("+")
    tag = TAGS[kind]
    attributes = f' id="{name}" name={quoteattr(name.replace("_", " ").capitalize())}'
    if tag == "boundaryEvent":
        attributes += f' attachedToRef="{arguments.pop(0)}" cancelActivity="{"false" if calm else "true"}"'
    if kind in {"receive", "send"} and arguments:
        attributes += f' messageRef="pesan_{arguments[0]}"'
    if default:
        attributes += f' default="{default}"'
    return f"<{tag}{attributes}>{_definition(kind, arguments)}</{tag}>"


def _definition(kind, arguments):
    if kind in TIMED:
        time = "timeDuration" if arguments[0].startswith("P") else "timeDate"
        return f"<timerEventDefinition><{time}>{arguments[0]}</{time}></timerEventDefinition>"
    if kind in MESSAGED:
        return f'<messageEventDefinition messageRef="pesan_{arguments[0]}"/>'
    if kind in ERRING:
        ref = f' errorRef="galat_{arguments[0]}"' if arguments else ""
        return f"<errorEventDefinition{ref}/>"
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
