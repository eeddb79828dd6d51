"""Which parts of BPMN 2.0 Balai reads, and what to draw instead of the others."""

from collections.abc import Mapping

from balai.kernel.process.drawing import Kind, Trigger

KINDS: Mapping[str, Kind] = {kind.value: kind for kind in Kind}

DEFINITIONS: Mapping[str, Trigger] = {
    "timerEventDefinition": Trigger.TIMER,
    "messageEventDefinition": Trigger.MESSAGE,
    "errorEventDefinition": Trigger.ERROR,
    "terminateEventDefinition": Trigger.TERMINATE,
}

# What each event may wait for or do. Starts are told apart by where they stand; see `reading`.
TRIGGERS: Mapping[Kind, frozenset[Trigger]] = {
    Kind.START: frozenset({Trigger.NONE, Trigger.TIMER, Trigger.MESSAGE, Trigger.ERROR}),
    Kind.END: frozenset({Trigger.NONE, Trigger.TERMINATE, Trigger.ERROR}),
    Kind.CATCH: frozenset({Trigger.NONE, Trigger.TIMER, Trigger.MESSAGE}),
    Kind.THROW: frozenset({Trigger.NONE, Trigger.MESSAGE}),
    Kind.BOUNDARY: frozenset({Trigger.TIMER, Trigger.MESSAGE, Trigger.ERROR}),
}

# Drawn for the reader only; nothing of it changes how a case runs.
SILENT = frozenset(
    {"documentation", "incoming", "outgoing", "textAnnotation", "association", "group", "category"}
)

# Attributes that may stand, and the values that mean nothing out of the ordinary (None: any value).
ATTRIBUTES: Mapping[str, frozenset[str] | None] = {
    **dict.fromkeys(
        ("id", "name", "isExecutable", "processType", "isClosed", "definitionalCollaborationRef")
    ),
    **dict.fromkeys(
        ("gatewayDirection", "implementation", "default", "sourceRef", "targetRef", "isImmediate")
    ),
    **dict.fromkeys(("attachedToRef", "cancelActivity", "isInterrupting", "messageRef", "errorRef")),
    "triggeredByEvent": None,
    "isForCompensation": frozenset({"false"}),
    "startQuantity": frozenset({"1"}),
    "completionQuantity": frozenset({"1"}),
    "parallelMultiple": frozenset({"false"}),
    "instantiate": frozenset({"false"}),
    "eventGatewayType": frozenset({"Exclusive"}),
}

_PLAIN = "Remove it: a service folder keeps its settings in service.toml, keyed by the element's id."
_FACTS = (
    "Remove it: what a case knows are its facts (form, register, task, decisions), which need no drawing."
)
_KIND = (
    "Say who works: a user task for a person, a service task for an operation, a rule task for a decision."
)
_FLAT = "Draw its steps in the process itself."
_LOOP = "Draw a loop with an exclusive gateway, or one case for each item."
_EVENTS = "Use a timer, a message or an error event."

MEND: Mapping[str, str] = {
    "extensionElements": _PLAIN,
    **dict.fromkeys(("dataObject", "dataObjectReference", "dataStoreReference", "dataStore"), _FACTS),
    **dict.fromkeys(("ioSpecification", "dataInputAssociation", "dataOutputAssociation", "property"), _FACTS),
    **dict.fromkeys(("dataInput", "dataOutput", "itemDefinition"), _FACTS),
    **dict.fromkeys(("task", "manualTask"), _KIND),
    "scriptTask": "Put the calculation into rules.dmn and draw a business rule task.",
    **dict.fromkeys(("transaction", "adHocSubProcess", "callActivity"), _FLAT),
    **dict.fromkeys(("standardLoopCharacteristics", "multiInstanceLoopCharacteristics"), _LOOP),
    "inclusiveGateway": "Draw a parallel gateway with an exclusive gateway on each branch.",
    "complexGateway": "Draw exclusive and parallel gateways.",
    **dict.fromkeys(("signalEventDefinition", "escalationEventDefinition", "linkEventDefinition"), _EVENTS),
    **dict.fromkeys(("conditionalEventDefinition", "cancelEventDefinition", "eventDefinitionRef"), _EVENTS),
    "compensateEventDefinition": "Draw the undoing as tasks of its own, behind an error boundary event.",
    "childLaneSet": "Draw one level of lanes; each lane is a role.",
    "messageFlow": "Remove it: a message is found by its name, from the event or task that refers to it.",
    **dict.fromkeys(("potentialOwner", "performer", "humanPerformer", "resourceRole"), _PLAIN),
}
ANYTHING_ELSE = "Remove it, or draw it with the elements that docs/howto/write-a-service.md lists."
