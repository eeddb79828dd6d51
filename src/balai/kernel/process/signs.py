"""The small signs inside the shapes of a drawing, as SVG (BPMN 2.0.2, tables 10.3, 10.93 and 10.6): in a box of 18 or 20."""

from collections.abc import Mapping

from balai.kernel.process.drawing import Kind, Trigger

_ENVELOPE = '<path d="M1 4H17V15H1ZL9 10L17 4"/>'

TASK_SIGNS: Mapping[Kind, str] = {
    Kind.USER: '<circle cx="7" cy="4.5" r="3.5"/><path d="M1 15C1 10 4 8.5 7 8.5S13 10 13 15Z"/>',
    Kind.SERVICE: '<circle cx="7" cy="7" r="2.2"/><path d="M7 1V3.2M7 10.8V13M1 7H3.2M10.8 7H13M2.8 2.8L4.4 4.4'
    'M9.6 9.6L11.2 11.2M11.2 2.8L9.6 4.4M4.4 9.6L2.8 11.2"/><circle cx="7" cy="7" r="4.2"/>',
    Kind.RULE: '<path d="M1 2H15V13H1ZM1 5.6H15M1 9.3H15M5 5.6V13"/>',
    Kind.SEND: '<path fill="currentColor" d="M1 3H15V13H1ZL8 8.5L15 3"/>',
    Kind.RECEIVE: '<path d="M1 3H15V13H1ZL8 8.5L15 3"/>',
}
TRIGGER_SIGNS: Mapping[Trigger, str] = {
    Trigger.TIMER: '<circle cx="9" cy="9" r="8" fill="none"/><path d="M9 4V9L12.5 11" fill="none"/>',
    Trigger.MESSAGE: _ENVELOPE,
    Trigger.ERROR: '<path d="M2 16L6.5 3L11 10L16 2L12 15L7 8.5Z"/>',
    Trigger.SIGNAL: '<path d="M9 2L16 14.5H2Z"/>',
    Trigger.ESCALATION: '<path d="M9 1.5L14.5 16L9 10.5L3.5 16Z"/>',
    Trigger.TERMINATE: '<circle cx="9" cy="9" r="8"/>',
}
GATEWAY_SIGNS: Mapping[Kind, str] = {
    Kind.EXCLUSIVE: '<path d="M5 4L15 16M15 4L5 16" stroke-width="2.6"/>',
    Kind.PARALLEL: '<path d="M10 2V18M2 10H18" stroke-width="2.6"/>',
    Kind.INCLUSIVE: '<circle cx="10" cy="10" r="8" stroke-width="2.4"/>',
    Kind.EVENT_BASED: '<circle cx="10" cy="10" r="9.5"/><circle cx="10" cy="10" r="7.5"/>'
    '<path d="M10 5L14.8 8.5L13 14H7L5.2 8.5Z"/>',
}
