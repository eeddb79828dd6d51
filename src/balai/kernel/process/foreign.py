"""What files drawn for other programs leave unsaid, said in the way BPMN 2.0.2 means it.

What is added has ids that hold a colon, which no id of a file can (an XML NCName): it cannot be mistaken for drawn.
"""

from dataclasses import replace

from balai.kernel.process.draft import Draft
from balai.kernel.process.drawing import Element, Flow, Kind

_CHOOSING = {Kind.EXCLUSIVE: '{choice} = "{flow}"', Kind.INCLUSIVE: 'list contains({choice}, "{flow}")'}
_BY_ITSELF = frozenset({Kind.START, Kind.BOUNDARY})


def complete(draft: Draft) -> None:
    """Add the starts, flows and conditions that the drawing implies."""
    for scope, line in draft.scope_lines().items():
        _start(draft, scope, line)
    _links(draft)
    _choices(draft)


def _start(draft: Draft, scope: str, line: int) -> None:
    """Without a start event, everything that no flow enters begins at once (13.3.4); what is empty is soon over."""
    inner = [one for one in draft.elements.values() if one.scope == scope and not one.event_handler]
    first = [
        one for one in inner if one.kind not in _BY_ITSELF and not draft.entering[one.id] and not one.link
    ]
    if (inner and not first) or any(one.kind is Kind.START for one in inner):
        return
    name = f"{scope or draft.id}:start"
    draft.elements[name] = Element(name, Kind.START, "", line, scope=scope)
    for one in first:
        draft.add(Flow(f"{name}:{one.id}", name, one.id, "", line, scope=scope))


def _links(draft: Draft) -> None:
    """A link is a flow without its line (10.5.5): from each throwing event to the catching one of that name."""
    for one in [one for one in draft.elements.values() if one.link and one.kind is Kind.THROW]:
        for other in list(draft.elements.values()):
            if other.kind is Kind.CATCH and (other.link, other.scope) == (one.link, one.scope):
                draft.add(Flow(f"{one.id}:{other.id}", one.id, other.id, "", one.line, scope=one.scope))


def _choices(draft: Draft) -> None:
    """Where a gateway does not say which way to take, whoever runs the case does: the fact choice.<gateway>.

    It holds the id of a flow; for an inclusive gateway a list of them.
    """
    for gateway in [one for one in draft.elements.values() if one.kind in _CHOOSING]:
        leaving = draft.leaving[gateway.id]
        for place, flow in enumerate(leaving):
            if len(leaving) > 1 and not flow.condition and flow.id != gateway.default:
                choice = f'get value(choice, "{gateway.id}")'
                said = replace(flow, condition=_CHOOSING[gateway.kind].format(choice=choice, flow=flow.id))
                leaving[place] = draft.flows[flow.id] = said
