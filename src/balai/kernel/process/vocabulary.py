"""Which parts of BPMN 2.0 Balai reads, and what to draw instead of the others."""

from collections.abc import Mapping

from balai.kernel.process.drawing import Kind, Trigger

KINDS: Mapping[str, Kind] = {kind.value: kind for kind in Kind}

DEFINITIONS: Mapping[str, Trigger] = {
    "timerEventDefinition": Trigger.TIMER,
    "messageEventDefinition": Trigger.MESSAGE,
    "errorEventDefinition": Trigger.ERROR,
    "signalEventDefinition": Trigger.SIGNAL,
    "escalationEventDefinition": Trigger.ESCALATION,
    "terminateEventDefinition": Trigger.TERMINATE,
}

# What each event may wait for or do. Starts are told apart by where they stand; see `reading`.
TRIGGERS: Mapping[Kind, frozenset[Trigger]] = {
    Kind.START: frozenset(Trigger) - {Trigger.TERMINATE},
    Kind.END: frozenset(Trigger) - {Trigger.TIMER},
    Kind.CATCH: frozenset({Trigger.NONE, Trigger.TIMER, Trigger.MESSAGE, Trigger.SIGNAL}),
    Kind.THROW: frozenset({Trigger.NONE, Trigger.MESSAGE, Trigger.SIGNAL, Trigger.ESCALATION}),
    Kind.BOUNDARY: frozenset(Trigger) - {Trigger.NONE, Trigger.TERMINATE},
}

# Drawn for the reader only; nothing of it changes how a case runs.
SILENT = frozenset(
    {"documentation", "incoming", "outgoing", "textAnnotation", "association", "group", "category"}
)

# In a file drawn for other programs: data and resources, and what those programs keep beside it. They say what a
# task works on and who does it elsewhere; here that follows from the service folder, so no token moves by them.
BESIDE = frozenset(
    {
        *(
            "extensionElements",
            "dataObject",
            "dataObjectReference",
            "dataStore",
            "dataStoreReference",
            "property",
        ),
        *(
            "ioSpecification",
            "dataInputAssociation",
            "dataOutputAssociation",
            "dataInput",
            "dataOutput",
            "inputSet",
        ),
        *("outputSet", "itemDefinition", "import", "resource", "resourceRole", "potentialOwner", "performer"),
        *(
            "humanPerformer",
            "relationship",
            "messageFlow",
            "interface",
            "rendering",
            "auditing",
            "monitoring",
        ),
    }
)

DECLARED = frozenset({"process", "message", "error", "signal", "escalation"})

GLOBAL_TASKS: Mapping[str, Kind] = {
    "globalTask": Kind.USER,
    "globalUserTask": Kind.USER,
    "globalManualTask": Kind.USER,
    "globalBusinessRuleTask": Kind.RULE,
}

# Attributes that may stand, and the values that mean nothing out of the ordinary (None: any value).
ATTRIBUTES: Mapping[str, frozenset[str] | None] = {
    **dict.fromkeys(
        ("id", "name", "isExecutable", "processType", "isClosed", "definitionalCollaborationRef")
    ),
    **dict.fromkeys(
        ("gatewayDirection", "implementation", "default", "sourceRef", "targetRef", "isImmediate")
    ),
    **dict.fromkeys(("attachedToRef", "cancelActivity", "isInterrupting", "messageRef", "errorRef")),
    **dict.fromkeys(("signalRef", "escalationRef", "calledElement", "isSequential", "triggeredByEvent")),
    "behavior": frozenset({"All"}),
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
_FLAT = "Draw an embedded sub-process."
_LOOP = "Draw a loop with an exclusive gateway, or make it multi-instance."
_EVENTS = "Use a timer, a message, a signal, an escalation or an error event."

MEND: Mapping[str, str] = {
    "extensionElements": _PLAIN,
    **dict.fromkeys(("dataObject", "dataObjectReference", "dataStoreReference", "dataStore"), _FACTS),
    **dict.fromkeys(("ioSpecification", "dataInputAssociation", "dataOutputAssociation", "property"), _FACTS),
    **dict.fromkeys(("dataInput", "dataOutput", "itemDefinition"), _FACTS),
    **dict.fromkeys(("task", "manualTask"), _KIND),
    "scriptTask": "Put the calculation into rules.dmn and draw a business rule task.",
    **dict.fromkeys(("transaction", "adHocSubProcess"), _FLAT),
    "standardLoopCharacteristics": _LOOP,
    "complexGateway": "Draw exclusive, inclusive and parallel gateways.",
    "linkEventDefinition": "Draw a sequence flow.",
    **dict.fromkeys(("conditionalEventDefinition", "cancelEventDefinition", "eventDefinitionRef"), _EVENTS),
    "compensateEventDefinition": "Draw the undoing as tasks of its own, behind an error boundary event.",
    "childLaneSet": "Draw one level of lanes; each lane is a role.",
    "messageFlow": "Remove it: a message is found by its name, from the event or task that refers to it.",
    **dict.fromkeys(("potentialOwner", "performer", "humanPerformer", "resourceRole"), _PLAIN),
}
ANYTHING_ELSE = "Remove it, or draw it with the elements that docs/howto/write-a-service.md lists."
